import { expect, test } from 'vitest';
import { fixturesOf, inputOf, migrate } from '../fixtures.js';

test('a key of a cluster’s secret that is referred to beside the old one has to be created', async () => {
  const fixture = fixturesOf('config').find(({ name }) => name === 'beside');
  if (!fixture) throw new Error('The fixture is gone.');
  const { files, options } = inputOf(fixture);
  const { report } = await migrate(files, options);
  expect(report.secrets).toContainEqual(
    expect.objectContaining({ name: 'HOLYSHEEP_API_KEY', store: 'openai', files: ['k8s/web.yaml'] }),
  );
});

test('where nothing moves, nothing has to be created', async () => {
  const fixture = fixturesOf('config').find(({ name }) => name === 'nothing-moves');
  if (!fixture) throw new Error('The fixture is gone.');
  const { files, options } = inputOf(fixture);
  const { report } = await migrate(files, options);
  expect(report.secrets).toEqual([]);
});
