import { readFileSync } from 'node:fs';
import { Failure } from '../errors.js';
import { RULES } from '../reporters/rules.js';
import type { ExplainOptions } from './explain-options.js';

/** Prints the page of an id, which is built in beside the CLI. @throws Failure for an id that there is not. */
export function executeExplain({ id }: ExplainOptions): number {
  if (!RULES.has(id)) throw new Failure('usage', `There is no finding ${id}: ${[...RULES.keys()].join(', ')}.`);
  process.stdout.write(readFileSync(new URL(`../findings/${id}.md`, import.meta.url), 'utf8'));
  return 0;
}
