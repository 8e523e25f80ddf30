import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { RULES } from '../src/reporters/rules.js';
import { LANGUAGES } from './fixtures.js';

const pathOf = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const read = (path: string) => readFileSync(pathOf(path), 'utf8');

const IDS = [...RULES.keys()];

/** Each id with the reasons that it gives in the fixtures. */
function saidInFixtures(): Set<string> {
  const reports = LANGUAGES.flatMap((language) =>
    readdirSync(pathOf(`fixtures/${language}`)).map((name) => `fixtures/${language}/${name}`),
  )
    .map((folder) => `${folder}/report.json`)
    .filter((path) => existsSync(pathOf(path)));
  const said: { id: string; reason: string }[] = reports.flatMap((path) => JSON.parse(read(path)));
  return new Set(said.map(({ id, reason }) => `${id} ${reason}`));
}

describe('docs', () => {
  it('have a page for every id that a finding may have, and no other', () => {
    const pages = readdirSync(pathOf('docs/findings')).map((name) => name.replace(/\.md$/, ''));
    expect(pages.sort()).toEqual([...IDS].sort());
  });

  it.each(IDS)('say what %s means, with an example and what to do', (id) => {
    const page = read(`docs/findings/${id}.md`);
    expect(page).toMatch(new RegExp(`^# ${id}\n\n\\*\\*.+\\.\\*\\* `));
    expect(page).toContain('```');
    expect(page).toContain('**What to do:**');
  });

  it('name every reason that a fixture shows on the page of its id', () => {
    const unnamed = [...saidInFixtures()].filter((said) => {
      const [id = '', reason = ''] = said.split(' ');
      return !read(`docs/findings/${id}.md`).includes(`\`${reason}\``);
    });
    expect(unnamed).toEqual([]);
  });

  it('name every flag of --help in the README', () => {
    const help = spawnSync(process.execPath, [pathOf('bin/migrate-to-holysheep.js'), '--help'], { encoding: 'utf8' });
    const flags = [...help.stdout.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map((match) => match[1] ?? '');
    expect(flags.length).toBeGreaterThan(15);
    expect(flags.filter((flag) => !read('README.md').includes(flag))).toEqual([]);
  });

  it('open the README with the two commands', () => {
    expect(read('README.md').slice(0, 200)).toContain('npm start -- DIR');
    expect(read('README.md').slice(0, 200)).toContain('npm test');
  });

  it('link only to what is there', () => {
    const pages = [
      'README.md',
      'ARCHITECTURE.md',
      'CONTRIBUTING.md',
      'SECURITY.md',
      'docs/ci.md',
      'docs/configuration.md',
      'docs/cost.md',
      'docs/hooks.md',
      'docs/walkthrough.md',
    ];
    const links = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((m) => join(dirname(page), m[1] ?? '')),
    );
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((link) => !existsSync(pathOf(link)))).toEqual([]);
  });
});
