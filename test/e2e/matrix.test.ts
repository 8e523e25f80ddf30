import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { cells, matrixTable } from '../../scripts/matrix-table.mjs';

test('the table in the README is that of the applications that run', async () => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  expect(readme).toContain(matrixTable());
});

test('the matrix has at least 25 cells, and tells what fails', () => {
  expect(cells().length).toBeGreaterThanOrEqual(25);
  const [first] = cells();
  const table = matrixTable((app, title) => app !== first?.apps[0]?.name || title !== 'as it is');
  expect(table.match(/FAILED/g)).toHaveLength(1);
});
