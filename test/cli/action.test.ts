import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { temporaryDirectory } from '../temporary.js';
import { APP, CLI } from './run-cli.js';

interface Action {
  inputs: Record<string, { default: string }>;
  runs: { steps: { run: string; env: Record<string, string> }[] };
}
const action: Action = parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8'));
const [step] = action.runs.steps;

/** The script as the runner starts it, with an `npx` that starts what is built here. */
function runAction(inputs: Record<string, string>) {
  const root = temporaryDirectory({
    'bin/npx': `#!/bin/sh\n[ "$1" = --yes ] || exit 9\nprintf '%s\\n' "$2" >&2\nshift 2\nexec "${process.execPath}" "${CLI}" "$@"\n`,
    'app/a.js': APP,
  });
  chmodSync(join(root, 'bin', 'npx'), 0o755);
  const given = Object.entries(step?.env ?? {}).map(([name, value]) => {
    const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)?.[1] ?? '';
    return [name, inputs[input] ?? action.inputs[input]?.default ?? 'no such input'];
  });
  const env = {
    PATH: `${join(root, 'bin')}${delimiter}${process.env.PATH}`,
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: root,
    GITHUB_OUTPUT: join(root, 'output'),
    ...Object.fromEntries(given),
  };
  const { status, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step?.run ?? ''], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  return { status, stderr, text: (path: string) => readFileSync(join(root, path), 'utf8') };
}

describe('action.yml', () => {
  it('spells no input into its script', () => {
    expect(step?.run).not.toContain('${{');
  });

  it('checks, and has outputs and SARIF', () => {
    const { status, stderr, text } = runAction({ path: 'app' });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: `migrate-to-holysheep@${action.inputs.version?.default}\n`,
    });
    expect(text('output')).toMatch(/^findings=\d+\n/);
    expect(JSON.parse(text('migrate-to-holysheep.sarif')).runs[0].results.length).toBeGreaterThan(0);
    expect(runAction({ path: 'app', 'fail-on': 'never' }).status).toBe(0);
  });

  it('takes an input for nothing but a value', () => {
    const { status, stderr } = runAction({ path: '$(touch pwned); app' });
    expect(status).toBe(2);
    expect(stderr).toContain('$(touch pwned); app');
    expect(runAction({ mode: 'check; id' }).status).toBe(2);
  });
});
