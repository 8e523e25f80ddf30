import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/report.js';
import { temporaryRepository } from '../temporary.js';

const CLI = fileURLToPath(new URL('../../bin/migrate-to-holysheep.js', import.meta.url));
const FIXTURE = fileURLToPath(new URL('../../fixtures/javascript/handlers-of-platforms/input', import.meta.url));
const READERS = fileURLToPath(new URL('report-readers', import.meta.url));
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/report-readers', import.meta.url));
const REVIEWDOG = 'github.com/reviewdog/reviewdog/cmd/reviewdog@v0.21.0';
/** They are downloaded once, and reviewdog is compiled. */
const MAKING = 600_000;
const FORMATS = {
  json: 'report.json',
  gitlab: 'gitlab.json',
  junit: 'junit.xml',
  sarif: 'report.sarif',
  rdjson: 'rd.json',
};

/** On a machine without them these tests are skipped; in CI they fail. */
const isWithout = (program: string) => !process.env.CI && spawnSync(program, ['--help']).error !== undefined;

/** Reports on a repository, in a folder, and the places that they tell of. */
function reported(): { folder: string; told: string[] } {
  const folder = temporaryRepository({});
  const formats = Object.entries(FORMATS).flatMap(([format, file]) => ['--format', `${format}=${join(folder, file)}`]);
  run(process.execPath, [CLI, FIXTURE, ...formats]);
  const { findings } = JSON.parse(readFileSync(join(folder, FORMATS.json), 'utf8')) as Report;
  const told = findings.filter(({ action }) => action !== 'keep').map(({ file, line }) => `${file}:${line}`);
  expect(new Set(told).size).toBeGreaterThan(15);
  return { folder, told: told.sort() };
}

describe.skipIf(isWithout('mvn') || isWithout('java'))('violations-lib reads each finding', () => {
  const jars = join(CACHE, 'jars');
  beforeAll(() => {
    if (existsSync(jars)) return;
    run('mvn', [
      '-q',
      '-B',
      'dependency:copy-dependencies',
      `-DoutputDirectory=${jars}`,
      '-f',
      join(READERS, 'pom.xml'),
    ]);
  }, MAKING);

  test.each([
    ['GitLab', 'CODECLIMATE', FORMATS.gitlab],
    ['SARIF', 'SARIF', FORMATS.sarif],
    ['JUnit', 'JUNIT', FORMATS.junit],
  ])('of %s (77)', { timeout: 60_000 }, (_, parser, file) => {
    const { folder, told } = reported();
    const read = run('java', ['-cp', join(jars, '*'), join(READERS, 'ReadReports.java'), parser, folder, file]);
    // Of JUnit, it takes some names of files for those of classes, and shortens them.
    const lines = read.trim().split('\n');
    expect(lines).toHaveLength(told.length);
    if (parser !== 'JUNIT') expect(lines.sort()).toEqual(told);
  });
});

test.skipIf(isWithout('go'))('reviewdog reads each finding of rdjson (77)', { timeout: MAKING }, () => {
  const program = join(CACHE, 'reviewdog');
  if (!existsSync(program)) {
    mkdirSync(CACHE, { recursive: true });
    run('go', ['install', REVIEWDOG], { env: { ...process.env, GOBIN: CACHE } });
  }
  const { folder, told } = reported();
  const read = run(program, ['-f=rdjson', '-reporter=local', '-filter-mode=nofilter', '-diff=git diff'], {
    cwd: folder,
    input: readFileSync(join(folder, FORMATS.rdjson)),
  });
  const paths = [...read.matchAll(/location:\{path:"([^"]*)"\s+range:\{start:\{line:(\d+)/g)];
  expect(paths.map(([, path, line]) => `${path}:${line}`).sort()).toEqual(told);
});

function run(program: string, parameters: string[], options: Parameters<typeof spawnSync>[2] = {}): string {
  const { status, stdout, stderr, error } = spawnSync(program, parameters, { ...options, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ends with ${status}: ${error ?? stderr}`);
  return stdout;
}
