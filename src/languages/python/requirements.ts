import { posix } from 'node:path';
import { foldersOf } from '../../discover/folders-of.js';
import type { Files, VersionSet } from '../front-end.js';
import { rangesMeet } from '../version-range.js';

/** Manifests in one directory, what decides first. A lock tells the one version, a manifest a range. */
const MANIFESTS = [
  'uv.lock',
  'poetry.lock',
  'pdm.lock',
  'Pipfile.lock',
  'requirements.txt',
  'requirements/base.txt',
  'requirements/requirements.txt',
  'requirements/prod.txt',
  'requirements-dev.txt',
  'constraints.txt',
  'pyproject.toml',
  'Pipfile',
  'setup.cfg',
  'setup.py',
  'environment.yml',
  'environment.yaml',
  'conda.yaml',
];

const KNOWN = new WeakMap<Files, Map<string, VersionSet | undefined>>();

/** What the manifests nearest to the file say of a package's version; undefined when none names it. */
export function installedVersion(distribution: string, from: string, files: Files): VersionSet | undefined {
  const known = KNOWN.get(files) ?? new Map<string, VersionSet | undefined>();
  KNOWN.set(files, known);
  const key = `${distribution}\0${posix.dirname(from)}`;
  if (!known.has(key)) known.set(key, nearestVersion(distribution, from, files));
  return known.get(key);
}

function nearestVersion(distribution: string, from: string, files: Files): VersionSet | undefined {
  for (const directory of foldersOf(from)) {
    for (const name of MANIFESTS) {
      const path = posix.join(directory, name);
      const text = files.read(path) ?? files.manifest?.(path);
      const range = text === undefined ? undefined : rangeIn(name, text.replace(/^\uFEFF/, ''), distribution);
      if (range !== undefined) return versionSet(range);
    }
  }
  return undefined;
}

export function versionSet(range: string): VersionSet {
  return { text: range, admits: (wanted) => rangesMeet(range, wanted) };
}

/** The version or range that a manifest gives for the package; empty for any, undefined when it does not name it. */
function rangeIn(file: string, text: string, distribution: string): string | undefined {
  const name = distribution.replace(/[-_.]+/g, '[-_.]+');
  const forms = file.endsWith('.lock') ? locked(name) : required(name);
  for (const form of forms) {
    const found = form.exec(text);
    if (found) return (found[1] ?? '').trim();
  }
  return undefined;
}

function locked(name: string): RegExp[] {
  return [
    new RegExp(`^name = "${name}"\\r?\\nversion = "([^"\\n]+)"`, 'im'),
    // Pipfile.lock is JSON.
    new RegExp(`"${name}": \\{[^{}]{0,20000}"version": "([^"\\n]+)"`, 'i'),
  ];
}

const RANGE = '[ \\t]*(?:\\[[^\\]\\n]{0,200}\\])?[ \\t]*\\(?((?:[<>=!~]=?=?[^;#"\'\\n,)]{1,60},?[ \\t]*){0,6})';

function required(name: string): RegExp[] {
  return [
    // A table of Poetry's or Pipenv's: `openai = "^1.3"`, `openai = { version = "^1.3" }`.
    new RegExp(
      `^["']?${name}["']?[ \\t]*=[ \\t]*(?:\\{[^}\\n]{0,200}?version[ \\t]*=[ \\t]*)?["']([^"'\\n]*)["']`,
      'im',
    ),
    // conda: `- openai=0.28`.
    new RegExp(`^[ \\t]*-[ \\t]*["']?${name}=(\\d[\\d.]*)`, 'im'),
    // A requirement on a line of its own, or as a text: `openai[datalib]>=1.3,<2; python_version > "3.8"`.
    new RegExp(`^[ \\t]*(?:-[ \\t]*)?${name}(?![\\w.-]*\\w)${RANGE}`, 'im'),
    new RegExp(`["']${name}(?![\\w.-]*\\w)${RANGE}`, 'i'),
  ];
}
