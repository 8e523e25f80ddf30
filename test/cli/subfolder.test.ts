import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryRepository } from '../temporary.js';
import { APP, runCli } from './run-cli.js';

const KEY = 'resource "secret" "key" {\n  name = "OPENAI_API_KEY"\n}\n';
const OTHER = 'resource "secret" "key" {\n  name = "OTHER_OPENAI_API_KEY_OLD"\n}\n';

const files = {
  'backend/app.js': APP,
  'backend/.env.example': 'OPENAI_API_KEY=\n',
  'backend-jobs/terraform/main.tf': KEY,
  'terraform/main.tf': KEY,
  'terraform/other.tf': OTHER,
  'README.md': 'Set OPENAI_API_KEY.\n',
};

function deploymentIn(root: string) {
  const { stdout, stderr } = runCli(root, ['--json']);
  expect(stderr).toBe('');
  return JSON.parse(stdout).deployment;
}

describe('a folder of a repository', () => {
  it('is told of files outside of it that name a variable which gets another name', () => {
    const root = temporaryRepository(files);
    const backend = join(root, 'backend');
    const outside = ['../backend-jobs/terraform/main.tf', '../terraform/main.tf'];
    expect(deploymentIn(backend)).toMatchObject([{ name: 'HOLYSHEEP_API_KEY', instead: 'OPENAI_API_KEY', outside }]);
    expect(runCli(backend, []).stdout.replace(/\s*\n\s*#?\s*/g, ' ')).toContain(
      `OPENAI_API_KEY is named outside of this folder too: ${outside.join(', ')}. Run at the top`,
    );
    const markdown = runCli(backend, ['--format', 'markdown']).stdout;
    expect(markdown).toContain(
      '(outside of this folder, `../backend-jobs/terraform/main.tf`, `../terraform/main.tf` name `OPENAI_API_KEY`)',
    );
  });

  it('is not, at the top, where nothing lies outside, and where the name stays', () => {
    const root = temporaryRepository(files);
    for (const one of deploymentIn(root)) expect(one).not.toHaveProperty('outside');
    const alone = temporaryRepository({ 'backend/app.js': APP, 'README.md': 'Set OPENAI_API_KEY.\n' });
    for (const one of deploymentIn(join(alone, 'backend'))) expect(one).not.toHaveProperty('outside');
    const { stdout } = runCli(join(root, 'backend'), ['--json', '--env', 'keep']);
    for (const one of JSON.parse(stdout).deployment) expect(one).not.toHaveProperty('outside');
  });
});
