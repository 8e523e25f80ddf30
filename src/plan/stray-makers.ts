import { isOneOf, lastName, terminalName } from '../callee-names.js';
import { SDKS, sdksFor } from '../catalog/sdk.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { CallNode, Expression } from '../ir.js';
import type { Linked } from '../link/link.js';
import { isOpaque, type Origin } from '../link/origins.js';
import { named } from '../names.js';
import { calleesOf } from './client-shapes.js';
import { note } from './finding.js';
import type { Finding, Unit } from './types.js';

/**
 * What is called by the name of something that makes a client, and cannot be followed to a package or to the project's own:
 * `const { createOpenAI } = await load('openai')`. Only a name that names OpenAI says enough.
 */
export function strayMakers(linked: Linked, units: readonly Unit[]): Finding[] {
  const known = new Set(units.map(({ call }) => call));
  return [...linked.project.models.values()]
    .filter(({ path }) => !isTestPath(path))
    .flatMap((model) =>
      named(model, 'callees', isOneOf(makersIn(model.language)))
        .filter(
          (call) =>
            !known.has(call) && isCalledSo(call) && calleesOf(linked, call).every((origin) => isNowhere(call, origin)),
        )
        .map((call) => note('unit', model.path, call, 'review', 'maker-unknown')),
    );
}

/** Whether the name is written there, or where what is called is imported: most calls that may be of any name are not. */
function isCalledSo({ callee, model }: CallNode): boolean {
  const names = [terminalName(callee), ...importedNames(callee)];
  return names.some((name) => name !== undefined && makersIn(model.language).has(name));
}

function importedNames(callee: Expression): string[] {
  const definitions = callee.kind === 'reference' ? (callee.binding?.definitions ?? []) : [];
  return definitions.flatMap((one) => (one.from === 'import' ? [one.imported] : []));
}

/**
 * What nothing is known of, what lies in the program that runs (`globalThis.libraries.openai.createOpenAI`), and what a package gives
 * that is in no catalog: it may hand on OpenAI's own client with something added, as those that log requests do. A file of the
 * project's own that is not there is no package.
 */
function isNowhere(call: CallNode, origin: Origin): boolean {
  if (origin.kind === 'external') return sdksFor(call.model.language, origin.package).length === 0;
  return (isOpaque(origin) || origin.kind === 'global') && importedNames(call.callee).length === 0;
}

const MAKERS = new Map<string, ReadonlySet<string>>();

function makersIn(language: string): ReadonlySet<string> {
  const known = MAKERS.get(language);
  if (known) return known;
  // What has to be told whose server it asks is no client of OpenAI's by its name.
  const shapes = SDKS.filter((sdk) => sdk.language === language && sdk.environment.apiKey.length > 0)
    .flatMap((sdk) => sdk.clients)
    .filter(({ stays }) => stays === undefined);
  const names = new Set(shapes.flatMap(({ exports }) => exports.map(lastName)).filter((name) => /openai/i.test(name)));
  MAKERS.set(language, names);
  return names;
}
