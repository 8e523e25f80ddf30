import type { ClassNode, Field } from '../src/ir.js';
import { eolOf } from '../src/languages/style.js';
import type { Linked } from '../src/link/link.js';
import { only, type Site } from '../src/link/origins.js';
import { named } from '../src/names.js';
import { fallbacksOf } from '../src/plan/silent-reads.js';
import { type MoveContext, rewrite } from '../src/plan/transform.js';
import type { Finding, Unit } from '../src/plan/types.js';
import { isWithin } from '../src/spans.js';
import { lineStart } from '../src/text-position.js';

export interface FieldBeside {
  name: string;
  /** Where the old one is asked for. */
  asked: Site[];
  /** What declares it; none where it is there. */
  declared: Finding[];
}

/**
 * A field for the gateway's key beside the one that a client is given of a class of settings, and that something else needs: such a class
 * may fill it from a file, which the environment knows nothing of.
 */
export function fieldBeside(id: string, unit: Unit, variable: string, context: MoveContext): FieldBeside | undefined {
  const [read, ...others] = only(unit.apiKey.origins, 'environment');
  if (!read || others.length > 0 || read.node.kind !== 'class') return undefined;
  const owner = read.node;
  const field = owner.fields.find(({ nameSpan }) =>
    read.sites.some(({ model, span }) => model === owner.model && span.start === nameSpan.start),
  );
  // By an alias, or behind a prefix, it is read under another name than its own.
  if (!field || field.name.toUpperCase() !== read.name) return undefined;
  const name = /[a-z]/.test(field.name) ? variable.toLowerCase() : variable;
  const asked = read.sites.filter(({ model, span }) => model !== owner.model || !isWithin(span, field.nameSpan));
  if (owner.fields.some((one) => one.name === name)) return { name, asked, declared: [] };
  const line = declaration(owner, field, name, unit, context);
  if (line === undefined) return undefined;
  const { model } = owner;
  const at = lineStart(model.text, field.nameSpan.start);
  const edit = { start: at, end: at, text: line + eolOf(model.text, at) };
  return { name, asked, declared: [rewrite(id, undefined, model, field.nameSpan, [edit], 'field-beside', variable)] };
}

/** As the old one is declared, on a line above it, since a text below a field is about it. A default of its own is no key. */
function declaration(
  owner: ClassNode,
  field: Field,
  name: string,
  unit: Unit,
  { linked, writer, options }: MoveContext,
): string | undefined {
  const { model } = owner;
  const { nameSpan, type, value } = field;
  const { text } = model;
  const indent = text.slice(lineStart(text, nameSpan.start), nameSpan.start);
  const isText = type?.names.every((one) => one === 'str' || one === 'Optional') ?? false;
  const defaults = value ? linked.resolver.at(value, []) : [];
  const isPlain = defaults.every(({ kind }) => kind === 'string' || kind === 'constant');
  // Without a default, whoever makes an instance by hand would have to give it.
  const isWithout = !isText && (defaults.length > 0 || isGivenByCalls(owner, field, linked));
  if (!type || indent.trim() !== '' || !isPlain || isWithout) return undefined;
  const declared = indent + name + text.slice(nameSpan.end, type.end);
  // In place of an empty one the SDK might take OpenAI's.
  const taken = fallbacksOf(unit);
  const none = taken && !taken.takesEmpty ? options.profile.placeholder : '';
  return isText ? `${declared} = ${writer(model).string(model, none)}` : declared;
}

function isGivenByCalls(owner: ClassNode, { name }: Field, { project, resolver }: Linked): boolean {
  return [...project.models.values()].some((model) =>
    named(model, 'keywordCalls', (one) => one === name).some(({ callee }) =>
      only(resolver.at(callee, []), 'class').some(({ node }) => node === owner),
    ),
  );
}
