import { normalisedName, parseRequirement, type Requirement } from './requirement-lines.js';
import { isTomlTable, type Toml, type TomlTable, tomlAt, tomlEntries, tomlTexts } from './read-toml.js';

/** What a `pyproject.toml` asks for: PEP 621 and 735, and the tables of Poetry, PDM, uv, Hatch and Pixi. */
export function pyprojectRequirements(project: TomlTable): Requirement[] {
  const tool = project.tool;
  const poetry = tomlAt(tool, 'poetry');
  return [
    ...listed(tomlAt(project, 'project', 'dependencies')),
    ...listedInEach(tomlAt(project, 'project', 'optional-dependencies')),
    ...listedInEach(project['dependency-groups']),
    ...named(tomlAt(poetry, 'dependencies')),
    ...named(tomlAt(poetry, 'dev-dependencies')),
    ...tomlEntries(tomlAt(poetry, 'group')).flatMap(([, group]) => named(tomlAt(group, 'dependencies'))),
    ...listedInEach(tomlAt(tool, 'pdm', 'dev-dependencies')),
    ...listedInEach(tomlAt(tool, 'uv'), /^(?:dev|constraint|override)-dependencies$/),
    ...tomlEntries(tomlAt(tool, 'hatch', 'envs')).flatMap(([, env]) => listedInEach(env, /dependencies$/)),
    ...pixiRequirements(tomlAt(tool, 'pixi')),
  ];
}

/** The files that setuptools is told to read the dependencies from, relative to the manifest. */
export function dependencyFiles(project: TomlTable): string[] {
  const dynamic = tomlAt(project, 'tool', 'setuptools', 'dynamic');
  const optional = tomlEntries(tomlAt(dynamic, 'optional-dependencies')).map(([, group]) => group);
  return [tomlAt(dynamic, 'dependencies'), ...optional].flatMap((from) => tomlTexts(tomlAt(from, 'file')));
}

const SETTINGS_OF_PIPENV = new Set(['source', 'requires', 'pipenv', 'scripts']);

/** `[packages]`, `[dev-packages]` and the categories of one's own. */
export function pipfileRequirements(pipfile: TomlTable): Requirement[] {
  return tomlEntries(pipfile).flatMap(([category, table]) => (SETTINGS_OF_PIPENV.has(category) ? [] : named(table)));
}

export function pixiRequirements(pixi: Toml | undefined): Requirement[] {
  const tables = [pixi, ...tomlEntries(tomlAt(pixi, 'feature')).map(([, feature]) => feature)];
  return tables.flatMap((table) => [
    ...named(tomlAt(table, 'dependencies')),
    ...named(tomlAt(table, 'pypi-dependencies')),
  ]);
}

function listed(value: Toml | undefined): Requirement[] {
  return tomlTexts(value).flatMap((text) => parseRequirement(text.trim()) ?? []);
}

function listedInEach(table: Toml | undefined, keys = /^/): Requirement[] {
  return tomlEntries(table).flatMap(([key, value]) => (keys.test(key) ? listed(value) : []));
}

/** `openai = "^1.3"`, `openai = { version = "^1.3", … }`, or a list of such tables for several environments. */
function named(table: Toml | undefined): Requirement[] {
  return tomlEntries(table).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => {
      const version = isTomlTable(one) ? one.version : one;
      const isSplit = isTomlTable(one) && ['python', 'markers', 'platform'].some((key) => key in one);
      return {
        name: normalisedName(name),
        constraint: typeof version === 'string' && version !== '*' ? version : '',
        isConditional: isSplit,
      };
    }),
  );
}
