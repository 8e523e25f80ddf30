import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const CLI = fileURLToPath(new URL('../../bin/migrate-to-holysheep.js', import.meta.url));

export interface CliResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The built CLI, as a user runs it. */
export function runCli(
  cwd: string,
  args: readonly string[],
  env: Record<string, string> = {},
  user: { uid?: number; gid?: number } = {},
): CliResult {
  const { FORCE_COLOR: _force, NO_COLOR: _no, GITHUB_ACTIONS: _job, ...rest } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd,
    env: { ...rest, ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 50_000,
    ...user,
  });
  return { code: status, stdout, stderr };
}

/** A small app that moves as a whole. */
export const APP = `import OpenAI from 'openai';

const client = new OpenAI();

export const ask = (content) =>
  client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content }] });
`;
