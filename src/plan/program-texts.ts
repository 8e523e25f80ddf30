import { isChatModel } from '../catalog/model-ids.js';
import type { Service } from '../catalog/service.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { StringNode } from '../ir.js';
import { note } from './finding.js';
import type { Finding } from './types.js';
import { rawOf } from './urls.js';

/** A line that begins as one of a program does, or that reads the environment. */
const PROGRAM =
  /^[ \t]*(?:import\s+[\w{*"']|from\s+[\w.]+\s+import\s|export\s+\w|const\s+\w+\s*=)|\b(?:getenv\(|environ[.[]|process\.env\.)/m;
const STATEMENT =
  /\b(?:create\s+(?:or\s+replace\s+)?(?:table|model|agent)|alter\s+table|insert\s+into|update\s+\w+\s+set)\b/i;
/** An entry of data that is written as a text: `"model": "gpt-4o"`, with the escapes of the text around it. */
const ENTRY = /["']\w{0,40}model\w{0,40}\\?["']\s{0,20}:\s{0,20}\\?["']([\w.:/-]{3,80})\\?["']/gi;
/** The same in YAML: `model: gpt-4o` on a line. */
const LINE = /^[ \t]{0,80}(?:-[ \t]+)?\w{0,40}model\w{0,40}:[ \t]{1,20}([\w.:/-]{3,80})[ \t]*\r?$/gim;

/** Whether a text holds a statement for a database, in which a model may stand. */
function isStatement(text: string): boolean {
  return text.length > 20 && STATEMENT.test(text);
}

/** Whether a chat model stands in a text as it does in a statement or in data. */
export function mayHoldData(text: string, from: Service): boolean {
  // Every text of every file is asked.
  const isInQuotes = /["']/.test(text) && quotedModels(text, from).length > 0;
  return isInQuotes || (/model/i.test(text) && modelsIn(text, LINE, from).length > 0);
}

interface Named {
  id: string;
  at: number;
}

function quotedModels(text: string, from: Service): Named[] {
  return modelsIn(text, /["']([\w.:/-]{3,80})\\?["']/g, from);
}

function modelsIn(text: string, pattern: RegExp, from: Service): Named[] {
  return [...text.matchAll(pattern)].flatMap(({ index, 0: whole, 1: id = '' }) => {
    const model = from.modelId(id);
    return model && isChatModel(model) ? [{ id, at: index + whole.lastIndexOf(id) }] : [];
  });
}

/** The text, with what stands between its parts left out where it is put together. */
function wholeOf(node: StringNode): string {
  if (node.use?.as !== 'part') return rawOf(node);
  return node.use.template.parts.map((part) => (part.kind === 'string' ? rawOf(part) : '')).join(' ');
}

/**
 * What a text names that is no text for people: a program that is written to a file, a statement for a database, data. It is not
 * read as any of these, so each place in it is said.
 */
export function programTextFindings(node: StringNode, from: Service): Finding[] {
  const raw = rawOf(node);
  const { path } = node.model;
  const said = (id: 'base-url' | 'model', at: number, text: string) => {
    const start = node.inner.start + at;
    const span = { start, end: start + text.length };
    return isTestPath(path) ? note(id, path, span, 'keep', 'test') : note(id, path, span, 'review', 'in-program', text);
  };
  const models = isStatement(wholeOf(node))
    ? quotedModels(raw, from)
    : [...modelsIn(raw, ENTRY, from), ...(raw.includes('\n') ? modelsIn(raw, LINE, from) : [])];
  const found = models.map(({ id, at }) => said('model', at, id));
  if (!raw.includes('\n') || !PROGRAM.test(raw)) return found;
  return [...found, ...from.hostsIn(raw).map(({ start, end }) => said('base-url', start, raw.slice(start, end)))];
}
