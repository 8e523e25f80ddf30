import { leadsTo } from '../catalog/config.js';
import { type EnvironmentObject, flowFacts } from '../catalog/flow.js';
import type { Entry, Expression, ObjectNode, SourceModel } from '../ir.js';
import type { SettingInCode } from './environment-settings.js';

/**
 * Objects whose keys set variables for a program that is built or started: `env: { NAME: value }` in a framework's file,
 * `'process.env.NAME': value` for a bundler.
 */
export function settingsInObjects(model: SourceModel, isWanted: (name: string) => boolean): SettingInCode[] {
  const all = flowFacts(model.language).environmentObjects ?? [];
  if (all.length === 0) return [];
  // At a glance: few objects have such a key, and most files have none.
  const mayName = ({ key }: Entry) => key !== undefined && isWanted(key.slice(key.lastIndexOf('.') + 1));
  const objects = model.expressions.filter(
    (node) => node.kind === 'object' && node.form === 'literal' && node.entries.some(mayName),
  ) as ObjectNode[];
  const facts = objects.length === 0 ? [] : all.filter((one) => isAbout(one, model));
  return objects.flatMap((node) => {
    const path = pathTo(node);
    const holds = facts.filter(({ at }) => leadsTo(at, path));
    return holds.length === 0 ? [] : node.entries.flatMap((entry) => settingOf(entry, holds, isWanted) ?? []);
  });
}

function isAbout({ file, imports }: EnvironmentObject, { path, layout }: SourceModel): boolean {
  if (file !== undefined && !new RegExp(file, 'i').test(path)) return false;
  return imports === undefined || layout.imports.some(({ specifier }) => new RegExp(imports).test(specifier));
}

function settingOf(
  { key, keySpan, value, shorthand, spread, start, end }: Entry,
  facts: readonly EnvironmentObject[],
  isWanted: (name: string) => boolean,
): SettingInCode | undefined {
  if (key === undefined || !keySpan || shorthand || spread) return undefined;
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
        isTest,
        isForUnknown,
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

/** The keys that lead to an object in the outermost one around it. */
function pathTo(node: ObjectNode): string[] {
  const path: string[] = [];
  let at: Expression = node;
  for (;;) {
    const use: Expression['use'] = at.use;
    if (use?.as === 'entry' && use.entry.key !== undefined) {
      path.unshift(use.entry.key);
      at = use.object;
    } else if (use?.as === 'item') {
      path.unshift(String(use.list.items.indexOf(at)));
      at = use.list;
    } else return path;
  }
}
