import type { ConfigEntry, ConfigModel } from '../../ir.js';
import { lineEnd } from '../../text-position.js';
import type { ConfigFrontEnd } from '../config/front-end.js';
import { emptyModel, lineEntry, sortModel } from '../config/model.js';
import { readReferences } from '../config/references.js';
import { readShell } from '../shell/read-shell.js';

/** `NAME = value`, maybe behind a target and the words for it. */
const ASSIGNMENT =
  /^((?:[^\s:=#]+(?:[ \t]+[^\s:=#]+)*[ \t]*::?[ \t]+)?(?:(?:export|override|private|unexport)[ \t]+)*)([A-Za-z_][\w.-]*)([ \t]*(?:\?|::?:?|\+|!)?=[ \t]*)/;
const EXPORT = /^export[ \t]+([A-Za-z_][\w \t]*)$/;
const INCLUDE = /^-?s?include[ \t]+(\S+)/;

/** Variables of make, and the commands of its recipes. */
export const makefile: ConfigFrontEnd = {
  language: 'makefile',
  parse(path, text): ConfigModel {
    const model = emptyModel(path, 'makefile', text);
    const exported = new Set<string>(/^export[ \t]*$|^\.EXPORT_ALL_VARIABLES:/m.test(text) ? ['*'] : []);
    for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length; ) {
      const end = logicalEnd(text, at);
      readLine(model, at, end, exported);
      at = text.startsWith('\r\n', end) ? end + 2 : end + 1;
    }
    for (const entry of model.entries)
      if (entry.kind === 'setting' && (exported.has('*') || exported.has(entry.name)))
        Object.assign(entry, { kind: 'variable', ...(!exported.has('*') && { isExportedApart: true }) });
    sortModel(model);
    return model;
  },
  syntax: {
    // A `#` begins a remark, and white space at the end is part of the value.
    value: (_, __, value) => (/[\r\n#\\]|^\s|\s$/.test(value) ? undefined : value),
  },
};

function logicalEnd(text: string, at: number): number {
  let end = lineEnd(text, at);
  while (end < text.length && text[end - 1] === '\\')
    end = lineEnd(text, text.startsWith('\r\n', end) ? end + 2 : end + 1);
  return end;
}

function readLine(model: ConfigModel, at: number, end: number, exported: Set<string>): void {
  const { text } = model;
  const line = text.slice(at, end);
  if (line.startsWith('\t')) {
    const start = at + (/^[\t ]*[@+-]*/.exec(line)?.[0].length ?? 0);
    readShell(model, { start, end }, { references: ['make'], hasMacros: true, hasNoLines: true });
    return;
  }
  if (/^[ ]*(?:#|$)/.test(line)) return;
  const space = /^ */.exec(line)?.[0].length ?? 0;
  const assigned = ASSIGNMENT.exec(line.slice(space));
  if (assigned) {
    add(model, at + space, end, assigned, exported);
    return;
  }
  for (const name of EXPORT.exec(line)?.[1]?.trim().split(/\s+/) ?? []) exported.add(name);
  const file = INCLUDE.exec(line.slice(space))?.[1];
  if (file && /\.env/.test(file)) {
    const start = at + line.indexOf(file);
    const valueSpan = { start, end: start + file.length };
    const keyword = { start: at + space, end: at + line.indexOf('include') + 'include'.length };
    model.entries.push({ ...lineEntry(text, keyword, valueSpan), kind: 'variable-file' });
  }
  model.references.push(...readReferences(text, { start: at, end }, ['make', 'shell']));
}

function add(model: ConfigModel, at: number, end: number, match: RegExpExecArray, exported: Set<string>): void {
  const [head, prefix = '', name = '', sign = ''] = match;
  const { text } = model;
  const nameStart = at + prefix.length;
  const from = at + head.length;
  const first = lineEnd(text, from);
  const line = text.slice(from, Math.min(first, end));
  const value = line.replace(/(?:^|[ \t])#.*/s, '').trimEnd();
  const isLong = end > first;
  const entry: ConfigEntry = {
    ...lineEntry(text, { start: nameStart, end: nameStart + name.length }, { start: from, end: from + value.length }),
    ...(isLong && { isComputed: true }),
    kind: /\bexport\b/.test(prefix) ? 'variable' : 'setting',
    start: at,
    end: isLong ? end : from + value.length,
  };
  if (/\bexport\b/.test(prefix)) exported.add(name);
  entry.references = readReferences(text, { start: from, end: isLong ? end : entry.end }, ['make', 'shell']);
  // make takes the variable of the environment where there is one.
  if (sign.includes('?')) {
    const { nameSpan, valueSpan } = entry;
    const own = { name, nameSpan, to: 'environment' as const, fallback: { ...valueSpan, value }, ...nameSpan };
    entry.references = [own, ...entry.references];
  }
  model.entries.push(entry);
  model.references.push(...entry.references);
}
