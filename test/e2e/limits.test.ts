import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { template } from '../../src/generate/template.js';
import { temporaryDirectory } from '../temporary.js';
import { run } from './app.js';
import { isWithoutPython, MAKING, pythonOf } from './python-app.js';

const CHECK = fileURLToPath(new URL('limits/check.py', import.meta.url));

// What JavaScript's does is in test/generate/limits.test.ts, with each version of the SDK.
describe.skipIf(isWithoutPython)('limits.py, by a simulated clock and over loopback', () => {
  // With httpx, and with httpx2.
  test.each(['limits-1', 'limits-3'])('%s', { timeout: MAKING }, async (environment) => {
    const root = temporaryDirectory({ 'limits.py': template('limits.py') });
    const ran = await run(await pythonOf(environment), [CHECK], root, {
      PYTHONPATH: root,
      PYTHONDONTWRITEBYTECODE: '1',
    });
    expect(ran).toEqual({ code: 0, stdout: 'The limits hold.\n', stderr: '' });
  });
});
