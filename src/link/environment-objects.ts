import { lastName } from '../callee-names.js';
import { leadsTo } from '../catalog/config.js';
import { type EnvironmentObject, flowFacts } from '../catalog/flow.js';
import type { Binding, Entry, Expression, ObjectNode, ReferenceNode, SourceModel, Span } from '../ir.js';
import { named } from '../names.js';
import type { SettingInCode } from './environment-settings.js';
import { importsLike } from './imported-by.js';

/**
 * Objects whose keys set variables for a program that is built or started: `env: { NAME: value }` in a framework's file,
 * `'process.env.NAME': value` for a bundler.
 */
export function settingsInObjects(model: SourceModel, isWanted: (name: string) => boolean): SettingInCode[] {
  const { environmentObjects: all = [], wholeEnvironment = [] } = flowFacts(model.language);
  // At a glance: few objects have such a key, and most files have none.
  const mayName = (key: string) => isWanted(lastName(key));
  const isCopy = ({ start, end }: Span) => wholeEnvironment.includes(model.text.slice(start, end));
  const isWhole = ({ spread, value }: Entry) => spread === true && isCopy(value);
  // `dict(os.environ, NAME="value")` copies the environment as `{**os.environ, "NAME": "value"}` does.
  const objects = named(model, 'objects', mayName).filter(
    ({ form, entries }) => form === 'literal' || entries.some(isWhole),
  );
  const facts = objects.length === 0 ? [] : all.filter((one) => isAbout(one, model));
  const inObjects = objects.flatMap((node) => {
    const paths = pathsTo(node);
    const isLedTo = ({ at }: EnvironmentObject) => paths.length > 0 && paths.every((path) => leadsTo(at, path));
    // A copy of the whole environment is made for a program that is started.
    const holds = node.entries.some(isWhole) ? [COPY] : facts.filter(isLedTo);
    return holds.length === 0 ? [] : node.entries.flatMap((entry) => settingOf(entry, holds, isWanted) ?? []);
  });
  return [...inObjects, ...(wholeEnvironment.length > 0 ? inCopies(model, isCopy, isWanted) : [])];
}

/** `with_values(os.environ, NAME="value")` */
function inCopies(
  model: SourceModel,
  isCopy: (value: Expression) => boolean,
  isWanted: (name: string) => boolean,
): SettingInCode[] {
  return named(model, 'keywordCalls', isWanted).flatMap((call) => {
    const [first, ...rest] = call.arguments;
    if (!first || !rest.some(({ name }) => name !== undefined && isWanted(name)) || !isCopy(first.value)) return [];
    return rest.flatMap(({ name, nameSpan, value, start, end }) =>
      name !== undefined && nameSpan && isWanted(name)
        ? [{ model, name, nameSpan, value, start, end, isEntry: true as const, isForUnknown: true as const }]
        : [],
    );
  });
}

const COPY: Pick<EnvironmentObject, 'prefixes' | 'isTest' | 'isForUnknown'> = { isForUnknown: true };

function isAbout({ file, imports, holds }: EnvironmentObject, model: SourceModel): boolean {
  if (file !== undefined && !new RegExp(file, 'i').test(model.path)) return false;
  if (holds !== undefined && !new RegExp(holds).test(model.text)) return false;
  return imports === undefined || importsLike(model, imports);
}

function settingOf(
  { key, keySpan, value, shorthand, spread, start, end }: Entry,
  facts: readonly Pick<EnvironmentObject, 'prefixes' | 'isTest' | 'isForUnknown'>[],
  isWanted: (name: string) => boolean,
): SettingInCode | undefined {
  if (key === undefined || !keySpan || spread) return undefined;
  for (const { prefixes = [''], isTest, isForUnknown } of facts)
    for (const prefix of prefixes) {
      const name = key.slice(prefix.length);
      if (!key.startsWith(prefix) || !isWanted(name)) continue;
      const nameSpan = { start: keySpan.start + prefix.length, end: keySpan.end };
      // A key that is spelled with an escape has no exact place for its name.
      if (value.model.text.slice(nameSpan.start, nameSpan.end) !== name) return undefined;
      return {
        model: value.model,
        name,
        nameSpan,
        value: given(value),
        start,
        end,
        isEntry: true,
        isForProgram: true,
        isTest,
        // What is one word with the value cannot be called otherwise.
        isForUnknown: shorthand ?? isForUnknown,
      };
    }
  return undefined;
}

/** The value itself, where a function writes it as source: `JSON.stringify('value')`. */
function given(value: Expression): Expression {
  if (value.kind !== 'call' || value.callee.kind !== 'member') return value;
  const { callee, arguments: all, model } = value;
  const root = callee.object.kind === 'reference' ? callee.object.name : undefined;
  const place = flowFacts(model.language).passThroughFunctions[`${root}.${callee.property}`];
  return (place === undefined ? undefined : all[place]?.value) ?? value;
}

/** The keys that lead to an object in the outermost one around it, and the name of the argument that this is. */
function pathTo(node: ObjectNode | ReferenceNode): { path: string[]; outermost: Expression } {
  const path: string[] = [];
  let at: Expression = node;
  for (;;) {
    const use: Expression['use'] = at.use;
    if (use?.as === 'entry' && use.entry.spread) at = use.object;
    else if (use?.as === 'entry' && use.entry.key !== undefined) {
      path.unshift(use.entry.key);
      at = use.object;
    } // `...(key && { NAME: key })`, `given ? { NAME: given } : {}`
    else if (use?.as === 'option') at = use.choice;
    else if (use?.as === 'wrapped') at = use.wrapper;
    else if (use?.as === 'item') {
      path.unshift(String(use.list.items.indexOf(at)));
      at = use.list;
    } else {
      if (use?.as === 'argument' && use.argument.name !== undefined) path.unshift(use.argument.name);
      return { path, outermost: at };
    }
  }
}

/** Those of an object, or of each place that has it by a name of the file's own: `const shared = { NAME: value }`. */
function pathsTo(node: ObjectNode): string[][] {
  const { path, outermost } = pathTo(node);
  const targets = outermost.use?.as === 'definition' && path.length === 0 ? outermost.use.targets : [];
  const [target, ...others] = targets;
  if (!target || others.length > 0 || target.path.length > 0 || isExported(target.binding)) return [path];
  const { binding } = target;
  return (binding.whole ?? binding).references.map((reference) => pathTo(reference).path);
}

function isExported(binding: Binding): boolean {
  return named(binding.model, 'exportedBindings', (name) => name === binding.name).length > 0;
}
