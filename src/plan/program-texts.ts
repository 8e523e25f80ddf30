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
const STATEMENT = /\b(?:create\s+table|alter\s+table|insert\s+into|update\s+\w+\s+set)\b/i;

/** Whether a text holds a statement for a database, in which a model may stand. */
export function isStatement(text: string): boolean {
  return text.length > 20 && STATEMENT.test(text);
}

/**
 * What a text names that is no text for people: a program that is written to a file, a statement for a database. It is not read
 * as either, so each place in it is said.
 */
export function programTextFindings(node: StringNode, from: Service): Finding[] {
  const raw = rawOf(node);
  const { path } = node.model;
  const said = (id: 'base-url' | 'model', at: number, text: string) => {
    const start = node.inner.start + at;
    const span = { start, end: start + text.length };
    return isTestPath(path) ? note(id, path, span, 'keep', 'test') : note(id, path, span, 'review', 'in-program', text);
  };
  if (isStatement(raw))
    return [...raw.matchAll(/(["'])([\w.:/-]{3,80})\1/g)].flatMap((quoted) => {
      const id = from.modelId(quoted[2] ?? '');
      return id && isChatModel(id) ? [said('model', quoted.index + 1, quoted[2] ?? '')] : [];
    });
  if (!raw.includes('\n') || !PROGRAM.test(raw)) return [];
  return from.hostsIn(raw).map(({ start, end }) => said('base-url', start, raw.slice(start, end)));
}
