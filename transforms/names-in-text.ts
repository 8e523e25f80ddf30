import { isTestPath } from '../src/discover/file-kinds.js';
import type { Span, StringNode } from '../src/ir.js';
import { isPlain } from '../src/languages/writer.js';
import { newValue, roleOf } from '../src/plan/setting-values.js';
import type { PlanOptions } from '../src/plan/types.js';
import type { Variable } from '../src/plan/variables.js';

/** What a text gives a variable: `OPENAI_MODEL=gpt-4o python app.py`. Empty where the text ends there. */
export interface Given extends Span {
  value: string;
}

/** What a text gives a variable that moves, after the migration: no new name goes with OpenAI's address or model. */
export function valueAfter(given: Given, variable: Variable, path: string, options: PlanOptions): string | undefined {
  const role = roleOf(variable, variable);
  if (role === 'apiKey' || isTestPath(path)) return undefined;
  const value = newValue(given, role, variable, options);
  return value === given.value ? undefined : value;
}

/** Whether a text gives a variable a value that would have to change as well, or one that is not written in it. */
export function givesOldValue(given: Given, variable: Variable, path: string, options: PlanOptions): boolean {
  const isElsewhere = given.value === '' || given.value.startsWith('$');
  return isElsewhere || valueAfter(given, variable, path, options) !== undefined;
}

/** Whole words of a text that are names of variables. A literal with escapes has no exact place for them. */
export function* namesIn(
  node: StringNode,
  names: ReadonlySet<string>,
): Generator<{ span: Span; name: string; given?: Given }> {
  // A text that is used for nothing is documentation.
  if (node.use === undefined || node.use.as === 'type' || !isPlain(node)) return;
  for (const match of node.value.matchAll(/[A-Za-z_][A-Za-z0-9_]*/g))
    if (names.has(match[0])) {
      const start = node.inner.start + match.index;
      const end = start + match[0].length;
      const [, mark, value] = /^=(["']?)([^\s"'`;&|]*)/.exec(node.value.slice(end - node.inner.start)) ?? [];
      const from = end + 1 + (mark?.length ?? 0);
      const given = value === undefined ? undefined : { value, start: from, end: from + value.length };
      yield { span: { start, end }, name: match[0], ...(given && { given }) };
    }
}
