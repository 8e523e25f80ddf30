import type { Export, SourceModel } from '../ir.js';
import { ANY } from '../ir.js';
import { namesOf } from '../names.js';
import { push } from '../push.js';

/** Exports that may be of any name. */
export const OPEN_EXPORTS: ReadonlySet<string> = new Set([ANY, 'module.exports']);

const EXPORTS = new WeakMap<SourceModel, Map<string, number[]>>();

/** The exports that a name may mean, in order: a package of many files is asked for very many names. */
export function exportsNamed(file: SourceModel, name: string): Export[] {
  const names = namesOf(file);
  let numbers = EXPORTS.get(file);
  if (!numbers) {
    const made = new Map<string, number[]>();
    names.each('exports', (one, number) => push(made, one, number));
    numbers = made;
    EXPORTS.set(file, made);
  }
  const meant = [name, ...OPEN_EXPORTS].flatMap((one) => numbers.get(one) ?? []);
  return [...new Set(meant)].sort((a, b) => a - b).map((number) => names.made('exports', number));
}
