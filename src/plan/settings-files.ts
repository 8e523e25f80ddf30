import { posix } from 'node:path';
import { flowFacts } from '../catalog/flow.js';
import type { CallNode, Expression, ObjectNode, SourceModel } from '../ir.js';
import { nearest } from '../link/declared-variables.js';
import type { Linked } from '../link/link.js';
import { named } from '../names.js';

/**
 * The options of a client that a framework makes: what a file of the project returns, as what a call is given. The same call for all that use
 * the client.
 */
export function settingsCall({ resolver }: Linked, { path: from }: SourceModel, file: string): CallNode | undefined {
  const model = nearest(resolver, from, [file]);
  const [exported] = model ? named(model, 'exports', (name) => name === 'module.exports') : [];
  if (!model || !exported || !('value' in exported) || exported.value.kind !== 'object') return undefined;
  const known = CALLS.get(exported.value) ?? callOf(model, exported.value);
  CALLS.set(exported.value, known);
  return known;
}
const CALLS = new WeakMap<ObjectNode, CallNode>();

function callOf(model: SourceModel, options: ObjectNode): CallNode {
  const { start, end } = options;
  const callee: Expression = { kind: 'constant', value: undefined, start, end: start, model };
  return { kind: 'call', callee, arguments: [{ value: options, start, end }], isNew: false, start, end, model };
}

/** What the program itself gives to settings of such a file while it runs: `config(['openai.api_key' => $key])`, by the names in the file. */
export function settingsSet(
  { project, resolver }: Linked,
  language: string,
  file: string,
): { name: string; value: Expression }[] {
  const before = `${posix.basename(file, posix.extname(file))}.`;
  const setters = (flowFacts(language).settingSetters ?? []).flatMap(({ called }) => called);
  return setters
    .flatMap((name) => project.calls.get(name))
    .flatMap(({ arguments: [first, second] }) => {
      if (!first) return [];
      if (first.value.kind === 'object')
        return first.value.entries.flatMap(({ key, value }) => (key === undefined ? [] : [{ name: key, value }]));
      return second ? resolver.strings(first.value).map((node) => ({ name: node.value, value: second.value })) : [];
    })
    .filter(({ name }) => name.startsWith(before))
    .map(({ name, value }) => ({ name: name.slice(before.length), value }));
}
