import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { javascriptPackages } from '../../scripts/javascript-packages.mjs';
import { temporaryRepository, writeFiles } from '../temporary.js';

const CLI = fileURLToPath(new URL('../../bin/migrate-to-holysheep.js', import.meta.url));
const DOCS = readFileSync(new URL('../../docs/hooks.md', import.meta.url), 'utf8');
const LONG = 120_000;

const BAD = `import OpenAI from 'openai';

const client = new OpenAI();
export const ask = (messages) => client.chat.completions.create({ model: 'gpt-4o', messages });
`;
const GOOD = 'export const ask = (messages) => messages.length;\n';

/** What docs/hooks.md has people write, by the words that come before it. */
function recipe(title: string): string {
  const [, text] = new RegExp(`^\\*\\*${title}[^]*?^\`\`\`\\w+\n([^]*?)^\`\`\``, 'm').exec(DOCS) ?? [];
  if (text === undefined) throw new Error(`docs/hooks.md has nothing on ${title}`);
  return text;
}

/** How each runner is set up: its files, and what is run once. */
const RUNNERS = {
  husky: { files: { '.husky/pre-commit': recipe('Git alone, or husky') }, setUp: [['husky']] },
  'lint-staged': {
    files: {
      '.lintstagedrc.json': JSON.stringify(JSON.parse(recipe('lint-staged'))['lint-staged']),
      '.husky/pre-commit': 'npx --no-install lint-staged\n',
    },
    setUp: [['husky']],
  },
  lefthook: { files: { 'lefthook.yml': recipe('lefthook') }, setUp: [['lefthook', 'install']] },
} as const;

describe.each(Object.keys(RUNNERS) as (keyof typeof RUNNERS)[])('%s, as docs/hooks.md has it', (name) => {
  let packages: string;
  beforeAll(async () => {
    packages = (await javascriptPackages(['hook-runners'])).get('hook-runners') ?? '';
  }, 600_000);

  function repository(files: Record<string, string>) {
    const root = temporaryRepository({ '.gitignore': 'node_modules\n', 'package.json': '{}\n', ...files });
    install(root, packages);
    const { files: own, setUp } = RUNNERS[name];
    writeFiles(root, own);
    const run = (program: string, ...args: string[]) => {
      const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', NO_COLOR: '1', npm_config_offline: 'true' };
      const { status, stdout, stderr } = spawnSync(program, args, { cwd: root, env, encoding: 'utf8' });
      return { status, output: stdout + stderr };
    };
    const git = (...args: string[]) => run('git', '-c', 'user.name=x', '-c', 'user.email=x@example.com', ...args);
    for (const [program, ...args] of setUp)
      expect(run(join(root, 'node_modules/.bin', program), ...args).status).toBe(0);
    git('add', '-A');
    expect(git('commit', '-q', '-m', 'set up', '--no-verify').status).toBe(0);
    const write = (path: string, text: string) => writeFileSync(join(root, path), text);
    const read = (path: string) => readFileSync(join(root, path), 'utf8');
    return { git, write, read, commit: () => git('commit', '-m', 'try') };
  }

  test('81: what is staged counts, and not what the work tree holds', { timeout: LONG }, () => {
    const { git, write, read, commit } = repository({ 'a.js': '' });
    write('a.js', BAD);
    git('add', 'a.js');
    write('a.js', GOOD);
    const refused = commit();
    expect(refused.output).toMatch(/a\.js/);
    expect(refused.output).toContain('Moves to https://api.holysheep.ai/v1');
    expect(refused.status).toBe(1);
    expect(read('a.js')).toBe(GOOD);
    expect(git('show', ':a.js').output).toBe(BAD);
    git('add', 'a.js');
    write('a.js', BAD);
    const made = commit();
    expect(made.output).not.toContain('holysheep.ai');
    expect(made.status).toBe(0);
    expect(git('show', 'HEAD:a.js').output).toBe(GOOD);
    expect(read('a.js')).toBe(BAD);
  });

  test('82: a file that is staged in part keeps the rest, and only what is staged is committed', {
    timeout: LONG,
  }, () => {
    const text = `${GOOD}${'// between\n'.repeat(20)}`;
    const { git, write, read, commit } = repository({ 'a.js': text });
    const staged = `// first\n${text}`;
    write('a.js', staged);
    git('add', 'a.js');
    write('a.js', `${staged}\n${BAD}`);
    expect(commit().status).toBe(0);
    expect(git('show', 'HEAD:a.js').output).toBe(staged);
    expect(read('a.js')).toBe(`${staged}\n${BAD}`);
  });

  test('84: a file that was deleted and one with a new name are nothing to stumble over', { timeout: LONG }, () => {
    const { git, commit } = repository({ 'a.js': GOOD, 'b.js': `${GOOD}// b\n`, 'c.js': '// c\n' });
    git('rm', '-q', 'a.js');
    git('mv', 'b.js', '-b c.js');
    const { status, output } = commit();
    expect(output).not.toMatch(/does not exist|holysheep.ai/);
    expect(status).toBe(0);
  });
});

/** The runners, and this tool, as npm would have put them there. */
function install(root: string, packages: string): void {
  const modules = join(root, 'node_modules');
  mkdirSync(modules);
  for (const entry of readdirSync(packages))
    if (entry !== '.bin') symlinkSync(join(packages, entry), join(modules, entry));
  cpSync(join(packages, '.bin'), join(modules, '.bin'), { recursive: true, verbatimSymlinks: true });
  const own = join(modules, '.bin/migrate-to-holysheep');
  writeFileSync(own, `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`);
  chmodSync(own, 0o755);
}
