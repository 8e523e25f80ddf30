import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { movingRepository } from '../seeded-repository.js';
import { temporaryDirectory, temporaryRepository } from '../temporary.js';
import { CLI, runCli } from './run-cli.js';

/** Every way out of a program in Node leads through one of these. */
const PRELOAD = `
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
const refuse = (name) => () => {
  appendFileSync(process.env.ASKED, name + '\\n');
  throw new Error('no network: ' + name);
};
net.Socket.prototype.connect = refuse('connect');
net.Server.prototype.listen = refuse('listen');
dns.lookup = refuse('lookup');
dns.resolve = refuse('resolve');
dgram.Socket.prototype.send = refuse('send');
globalThis.fetch = refuse('fetch');
syncBuiltinESMExports();
`;

function commands(out: string): string[][] {
  const formats = ['sarif', 'html', 'markdown', 'json'].flatMap((name) => ['--format', `${name}=${join(out, name)}`]);
  return [
    ['--verbose', '--docs', '--patch', join(out, 'p.patch'), '--edits', join(out, 'e.json'), ...formats],
    ['--check', '--staged'],
    ['apply', join(out, 'e.json')],
    ['undo'],
    ['--write', '--typecheck'],
    ['undo', '--forget'],
    ['explain', 'unit'],
    ['cost', '--usage', 'in=1M,out=1M,model=gpt-4o'],
  ];
}

describe('62: nothing is asked over a network', () => {
  it('by a scan, a report, a write, apply, undo or cost', () => {
    const root = temporaryRepository(movingRepository().files);
    const out = temporaryDirectory({ 'p.mjs': PRELOAD });
    const asked = join(out, 'asked');
    const env = { NODE_OPTIONS: `--import ${join(out, 'p.mjs')}`, ASKED: asked };
    for (const args of commands(out)) {
      const { code, stderr } = runCli(root, args, env);
      expect({ args, code, stderr }).toMatchObject({ code: 0 });
    }
    expect(existsSync(asked)).toBe(false);

    writeFileSync(join(out, 'ask.mjs'), "await fetch('http://127.0.0.1:1').catch(() => {});");
    spawnSync(process.execPath, [join(out, 'ask.mjs')], { env: { ...process.env, ...env } });
    expect(readFileSync(asked, 'utf8')).toBe('fetch\n');
  });

  const canCutOff = spawnSync('unshare', ['-rn', 'true']).status === 0;
  it.runIf(canCutOff)('where there is none, everything works', () => {
    const root = temporaryRepository(movingRepository().files);
    for (const args of commands(temporaryDirectory())) {
      const { status, stderr } = spawnSync('unshare', ['-rn', process.execPath, CLI, ...args], {
        cwd: root,
        encoding: 'utf8',
      });
      expect({ args, status, stderr }).toMatchObject({ status: 0 });
    }
  });
});
