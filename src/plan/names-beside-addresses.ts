import type { Service } from '../catalog/service.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { Expression, SourceModel, Span, StringNode } from '../ir.js';
import type { Linked } from '../link/link.js';
import { isWithin } from '../spans.js';
import { writtenIn } from './reached-by.js';
import type { Unit } from './types.js';
import { variableTexts } from './variable-texts.js';

/**
 * Texts that are the name of a variable and stand in a group with OpenAI's address, to which nothing that moves leads: whoever
 * reads the group asks OpenAI with what the variable holds. `{ url: 'https://api.openai.com/v1', key_env: 'OPENAI_API_KEY' }`
 */
export function namesBesideAddresses(linked: Linked, moving: readonly Unit[], from: Service): StringNode[] {
  const found = [...linked.project.models.values()]
    .filter(({ path }) => !isTestPath(path))
    .flatMap((model) => variableTexts(model, from))
    .flatMap((node) => {
      const addresses = addressesBeside(node, from);
      return addresses.length > 0 ? [{ node, addresses }] : [];
    });
  if (found.length === 0) return [];
  const moved = new Set(moving.flatMap((unit) => writtenIn(unit.baseUrl.origins, linked)));
  return found.flatMap(({ node, addresses }) => (addresses.some((one) => moved.has(one)) ? [] : [node]));
}

/** Whether a command that is not read, of a cell in a notebook, asks OpenAI's address with what it reads at a place. */
export function isReadForAddress({ commands = [] }: SourceModel, place: Span, from: Service): boolean {
  return commands.some((command) => isWithin(place, command) && from.hostsIn(command.text).length > 0);
}

function addressesBeside(node: StringNode, from: Service): Expression[] {
  if (node.use?.as !== 'entry') return [];
  return node.use.object.entries.flatMap(({ value }) =>
    value.kind === 'string' && from.hostsIn(value.value).length > 0 ? [value] : [],
  );
}
