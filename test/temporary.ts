import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A directory of its own for one test, removed after it, with these files in it. */
export function temporaryDirectory(files: Record<string, string | Buffer> = {}): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'migrate-to-holysheep-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  writeFiles(root, files);
  return root;
}

export function writeFiles(root: string, files: Record<string, string | Buffer>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** Git with an identity and nothing of the machine's own configuration. */
export function runGit(directory: string, ...args: string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'init.defaultBranch=main'];
  return execFileSync('git', [...identity, ...args], { cwd: directory, env, encoding: 'utf8', stdio: 'pipe' });
}

/** The same, as a git repository in which the files are committed. */
export function temporaryRepository(files: Record<string, string | Buffer> = {}): string {
  const root = temporaryDirectory(files);
  runGit(root, 'init', '-q');
  if (Object.keys(files).length > 0) commitAll(root);
  return root;
}

export function commitAll(root: string): void {
  runGit(root, 'add', '-A', '-f');
  runGit(root, 'commit', '-q', '-m', 'Test', '--no-verify');
}
