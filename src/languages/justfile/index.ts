import type { ConfigEntry, ConfigModel } from '../../ir.js';
import type { ConfigFrontEnd } from '../config/front-end.js';
import { emptyModel, lineEntry, sortModel } from '../config/model.js';
import { readReferences } from '../config/references.js';
import { readShell } from '../shell/read-shell.js';

const ASSIGNMENT = /^((?:export[ \t]+|set[ \t]+)?)([A-Za-z_][\w-]*)([ \t]*:=[ \t]*)((?:[^ \t\r\n].*)?)$/;
/** `$name="default"` among the parameters of a recipe is handed to its commands as a variable. */
const PARAMETER = /([$]?)(?<![\w-])([A-Za-z_][\w-]*)=(?:"([^"\\\n]*)"|'([^'\n]*)')/dg;

/** Variables of just, the defaults of its recipes' parameters, and their commands. */
export const justfile: ConfigFrontEnd = {
  language: 'justfile',
  parse(path, text): ConfigModel {
    const model = emptyModel(path, 'justfile', text);
    for (const { index, 0: line } of text.matchAll(/[^\r\n]+/g)) {
      if (/^\s*#/.test(line)) continue;
      const end = index + line.length;
      if (/^[ \t]/.test(line)) {
        const start = index + (/^[\t ]*[@-]*/.exec(line)?.[0].length ?? 0);
        readShell(model, { start, end }, { references: ['just'], hasNoLines: true });
        continue;
      }
      const found = ASSIGNMENT.exec(withoutRemark(line));
      if (found) add(model, entryOf(text, found, index));
      else for (const match of line.matchAll(PARAMETER)) add(model, parameterOf(text, match, index));
      model.references.push(...readReferences(text, { start: index, end }, ['just']));
    }
    sortModel(model);
    return model;
  },
  syntax: {
    value(_, { quote }, value) {
      if (quote === "'") return /['\r\n]/.test(value) ? undefined : value;
      return quote === '"' && !/["\\\p{Cc}]/u.test(value) ? value : undefined;
    },
  },
};

/** A `#` behind the last quote begins a remark. */
function withoutRemark(line: string): string {
  const hash = line.indexOf('#', Math.max(line.lastIndexOf('"'), line.lastIndexOf("'")) + 1);
  return (hash === -1 ? line : line.slice(0, hash)).trimEnd();
}

function add(model: ConfigModel, entry: ConfigEntry): void {
  entry.references = readReferences(model.text, entry.valueSpan, ['just']);
  model.entries.push(entry);
}

function entryOf(text: string, match: RegExpExecArray, index: number): ConfigEntry {
  const [, prefix = '', name = '', sign = '', raw = ''] = match;
  const start = index + prefix.length;
  const from = start + name.length + sign.length;
  const quote = /^"[^"\\]*"$|^'[^']*'$/.test(raw) ? (raw[0] ?? '') : '';
  const valueSpan = { start: from + quote.length, end: from + raw.length - quote.length };
  const isFile = prefix.startsWith('set') && /^dotenv-(?:filename|path)$/.test(name);
  const entry = lineEntry(text, { start, end: start + name.length }, valueSpan);
  return {
    ...entry,
    quote,
    ...(quote === '' && { isComputed: true }),
    kind: prefix.startsWith('export') ? 'variable' : isFile ? 'variable-file' : 'setting',
    start: index,
    end: from + raw.length,
  };
}

function parameterOf(text: string, match: RegExpMatchArray & { index: number }, line: number): ConfigEntry {
  const [, mark = '', name = ''] = match;
  const [from, to] = match.indices?.[match[3] === undefined ? 4 : 3] ?? [0, 0];
  const start = line + match.index + mark.length;
  const entry = lineEntry(text, { start, end: start + name.length }, { start: line + from, end: line + to });
  return {
    ...entry,
    quote: match[3] === undefined ? "'" : '"',
    kind: mark === '' ? 'setting' : 'variable',
    separator: ' ',
    start: line + match.index,
    end: line + match.index + match[0].length,
  };
}
