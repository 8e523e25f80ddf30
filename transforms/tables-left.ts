import { flowFacts } from '../src/catalog/flow.js';
import type { ConfigModel } from '../src/ir.js';
import { note } from '../src/plan/finding.js';
import type { Finding } from '../src/plan/types.js';
import type { Variable } from '../src/plan/variables.js';

/**
 * Tables of a file of secrets that hold a variable which is read from another table now. Their values are keys, so that they are left
 * to whoever has the new ones.
 */
export function tablesLeft(variables: readonly Variable[], configs: readonly ConfigModel[]): Finding[] {
  const moved = variables.filter(({ name }) => name.includes('.'));
  const files = flowFacts('python').environment.flatMap(({ sections }) => sections ?? []);
  const isOfSecrets = (path: string) => moved.length > 0 && files.some((file) => new RegExp(file).test(path));
  return configs
    .filter(({ path }) => isOfSecrets(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/^[ \t]*\[[ \t]*([\w.]+)[ \t]*\]/gm)].flatMap((header) => {
        const [whole, table = ''] = header;
        const held = moved.filter(({ name }) => name.slice(0, name.lastIndexOf('.')) === table).map(({ to }) => to);
        const start = header.index + whole.indexOf('[');
        const span = { start, end: header.index + whole.length };
        return held.length > 0 ? [note('variable', path, span, 'review', 'table-left', held.sort().join(', '))] : [];
      }),
    );
}
