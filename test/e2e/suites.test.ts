import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Copy, files, migrate, type Ran, run, SUITES, withApp, withCopy } from './app.js';
import { withHosts } from './hosts.js';
import { isWithoutPython, MAKING, pythonOf, startPython } from './python-app.js';
import { WRITE } from './recipes.js';

const LONG = 120_000;

/** An application, how its tests are run, and which of its files are tests. */
interface Suite {
  withCopy(use: (app: Copy) => Promise<void>): Promise<void>;
  run(app: Copy): Promise<Ran>;
  stay: readonly string[];
}

const VITEST: Suite = {
  withCopy: (use) => withApp('vitest-fetch', use, { from: SUITES }),
  run: ({ root }) =>
    run(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', root], root, {}),
  stay: [],
};

const PYTEST: Suite = {
  withCopy: (use) => withCopy('pytest-respx', (root) => use({ root }), SUITES),
  run: (app) =>
    withHosts(async (hosts) => {
      const parameters = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider'];
      const ran = await startPython(app, { environment: 'tests', parameters }, hosts, {});
      expect(hosts.seen).toEqual([]);
      return ran;
    }),
  stay: ['tests/test_search.py'],
};

/** Green as it is, green once all is migrated, and red where only the application is. */
function check(suite: Suite): Promise<void> {
  return suite.withCopy(async (app) => {
    expect(await suite.run(app)).toMatchObject({ code: 0 });
    const before = await files(app);
    expect(await migrate(app, WRITE)).toMatchObject({ code: 0, stderr: '' });
    const after = await files(app);
    for (const path of suite.stay) expect(after.get(path)).toBe(before.get(path));
    expect(await suite.run(app)).toMatchObject({ code: 0 });
    expect(await migrate(app, WRITE)).toMatchObject({ code: 0, stderr: '' });
    expect(await files(app)).toEqual(after);

    for (const [path, text] of before) if (/^tests?\//.test(path)) await writeFile(join(app.root, path), text);
    expect((await suite.run(app)).code).not.toBe(0);
  });
}

test('the tests of an application in JavaScript move with it', { timeout: LONG }, () => check(VITEST));

describe.skipIf(isWithoutPython)('with Python', () => {
  beforeAll(async () => {
    await pythonOf('tests');
  }, MAKING);

  test('the tests of an application in Python move with it', { timeout: LONG }, () => check(PYTEST));
});
