import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The modules of src/generate/templates are written for the package under its own name.
  resolve: { alias: [{ find: /^openai(?=\/|$)/, replacement: 'openai-v7' }] },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['scripts/ready.mjs', 'test/state-home.ts'],
    pool: 'forks',
    // Half of the time goes into programs that the tests start and wait for.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
