// The end-to-end matrix as Markdown: one row for each SDK, version and language, of test/e2e/apps.json and the locks.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path) => readFileSync(join(root, path), 'utf8');

/** What is part of the language's own runtime, and has no version of its own. */
const BUILT_IN = new Set(['fetch', 'https.request', 'urllib']);

/** Of the columns of RECIPES in test/e2e/recipes.ts: host, key and models replaced. What is done with care at best. */
const ALL_REPLACED = 2;

/** The cells: each with the names of its applications, and their rows. */
export function cells() {
  const found = new Map();
  for (const [language, apps] of Object.entries(JSON.parse(read('test/e2e/apps.json'))))
    for (const [name, row] of Object.entries(apps)) {
      const version = language === 'python' ? pythonVersion(row) : javascriptVersion(name, row);
      const key = [row.sdk, version, language === 'python' ? 'Python' : 'JavaScript'].join('\0');
      found.set(key, [...(found.get(key) ?? []), { name, ...row }]);
    }
  return [...found]
    .map(([key, apps]) => [...key.split('\0'), apps])
    .sort((a, b) => order(a).localeCompare(order(b), 'en', { numeric: true }))
    .map(([sdk, version, language, apps]) => ({ sdk, version, language, apps }));
}

function order([sdk, version, language]) {
  return `${language} ${sdk} ${version}`;
}

function pythonVersion({ sdk, environment }) {
  const pin = new RegExp(`^${sdk}==(\\S+)`, 'm').exec(read(`test/e2e/python/requirements/${environment}.txt`));
  return pin?.[1] ?? builtIn(sdk);
}

function javascriptVersion(name, { sdk, packages }) {
  if (packages !== undefined) {
    const lock = JSON.parse(read(`test/e2e/javascript/packages/${packages}/package-lock.json`));
    return lock.packages[`node_modules/${sdk}`]?.version ?? builtIn(sdk);
  }
  const { dependencies = {} } = JSON.parse(read(`fixtures/e2e/${name}/package.json`));
  const major = /\d+/.exec(dependencies[sdk] ?? '')?.[0];
  const { devDependencies } = JSON.parse(read('package.json'));
  const alias = devDependencies[`${sdk.replace('@', '').replace('/', '-')}-v${major}`] ?? devDependencies[sdk];
  return alias?.replace(/^npm:.*@/, '') ?? builtIn(sdk);
}

function builtIn(sdk) {
  if (BUILT_IN.has(sdk)) return 'built in';
  throw new Error(`No version of ${sdk} is locked.`);
}

/** `passed`: whether a test of an application passed, by its name and the beginning of the title; none is told when absent. */
export function matrixTable(passed = () => true) {
  const all = cells();
  const lines = all.map(({ sdk, version, language, apps }) => {
    const names = apps.map(({ name }) => name);
    const isFine = (title) => names.every((name) => passed(name, title));
    const migrated = isFine('once migrated') && isFine('it is left') ? moved(apps) : 'FAILED';
    return [
      ...[sdk, version, language, isFine('as it is') ? 'OpenAI only' : 'FAILED', migrated],
      isFine('with ') ? replaced(apps) : 'FAILED',
    ];
  });
  const header = ['SDK', 'version', 'language', 'untouched', 'migrated', 'text replaced'];
  const rows = [header, header.map(() => '---'), ...lines].map((line) => `| ${line.join(' | ')} |`);
  return `${rows.join('\n')}\n\n${totals(all)}\n`;
}

/** What the tool does with a cell's applications, and what the strict server saw of it. */
function moved(apps) {
  const count = (moves) => apps.filter((app) => app.moves === moves).length;
  return [
    [count(true), 'HolySheep only'],
    [count('chat'), 'chat at HolySheep, the rest at OpenAI'],
    [count(false), 'left on OpenAI'],
  ]
    .filter(([many]) => many > 0)
    .map(([many, what]) => (apps.length > 1 ? `${many}× ${what}` : what))
    .join(', ');
}

function replaced(apps) {
  const outcomes = apps.map(({ byText }) => byText[ALL_REPLACED]);
  const broken = outcomes.filter((one) => !one.startsWith('works')).length;
  const leaks = outcomes.filter((one) => one.includes('knows')).length;
  const parts = [
    [broken, `breaks ${apps.length > 1 ? `${broken} of ${apps.length}` : ''}`.trimEnd()],
    [leaks, leaks < broken ? `${leaks} with the new key sent to OpenAI` : 'with the new key sent to OpenAI'],
    [outcomes.filter((one) => one === 'works at OpenAI').length, 'stays at OpenAI'],
    [outcomes.filter((one) => one === 'works at HolySheep').length, 'works'],
  ];
  const told = parts.filter(([many]) => many > 0);
  return told.map(([many, what]) => (what === 'works' && apps.length > 1 ? `works for ${many}` : what)).join(', ');
}

function totals(all) {
  const apps = all.flatMap((cell) => cell.apps);
  const isBroken = (column) => (app) => !app.byText[column].startsWith('works');
  const brokenCells = all.filter((cell) => cell.apps.some(isBroken(ALL_REPLACED))).length;
  const leaks = all.filter((cell) =>
    cell.apps.some(({ byText }) => byText.some((one) => one.includes('knows'))),
  ).length;
  return `${all.length} cells, ${apps.length} applications. Replacing host, name of the key and models as text breaks an application in ${brokenCells} cells;
in ${leaks}, a way without the tool (that one, or the variables alone) sends the new key to OpenAI.`;
}
