import { KEY_SHAPES } from './keys.js';
import { MODELS, type Model } from './models.js';
import { PROFILES } from './profile.js';
import { type ClientShape, SDKS, type Sdk } from './sdk.js';

/** Regular expressions, of which a file has to match one before anything can be said of it. */
export interface Needles {
  /** Without regard to case. */
  anyCase: string[];
  asWritten: string[];
  /** What a source in that language imports, or makes, whose name says nothing of OpenAI. */
  imports: Record<string, string[]>;
}

/**
 * What of the catalog a file has to name for a finding. Made for an engine that looks at every byte of a repository: apart in the
 * way that takes it least (`bench/README.md`), and literal from the beginning on. `discover/needles.json` holds them, since a scan is to begin
 * before the catalog is loaded; a test compares the two.
 */
export function needles(): Needles {
  const found: Needles = {
    anyCase: [...WORDS, words(), ...KEY_SHAPES.flatMap(({ follows }) => follows ?? [])],
    asWritten: [keyBeginnings(), ...KEY_SHAPES.flatMap(({ holds }) => holds ?? [])],
    imports: {},
  };
  const unfound = MODELS.filter(({ id, needsModelPosition }) => !needsModelPosition && !isFound(found, `"${id}"`));
  found.asWritten.push(families(unfound));
  const named = Object.values(PROFILES).flatMap(({ baseUrl, hosts, variables, otherNames, model }) => [
    ...[baseUrl, ...hosts, ...(model === undefined ? [] : [model])],
    ...Object.values(variables),
    ...Object.values(otherNames ?? {}).flat(),
  ]);
  for (const text of named) if (!isFound(found, text)) found.anyCase.push(escaped(text));
  for (const sdk of SDKS)
    for (const client of sdk.clients.filter((one) => isToldNothing(sdk, one)))
      for (const path of client.exports) for (const name of sdk.packages) addImport(found, sdk, name, path);
  return found;
}

/** Words of OpenAI, its models and the gateways, with which nearly all of the catalog is named. */
const WORDS = ['open[-_ ]?ai', 'holysheep', 'gpt-', 'chatgpt', 'davinci', 'deepseek'];

function isFound({ anyCase, asWritten, imports }: Needles, text: string, language = ''): boolean {
  const others = [...asWritten, ...(imports[language] ?? [])];
  return [new RegExp(anyCase.join('|'), 'i'), new RegExp(others.join('|'))].some((one) => one.test(text));
}

/** Ids that are words of their own (`o1`, `ada`), which count only as a text or a value. */
function words(): string {
  const ids = MODELS.flatMap(({ id, needsModelPosition }) => (needsModelPosition && !/\d/.test(id) ? [id] : []));
  const figures = new Set(MODELS.flatMap(({ id }) => /^o(\d)\b/.exec(id)?.[1] ?? []));
  const reasoning = `[${[...figures].sort().join('')}]${END}|\\d{1,2}-(?:mini|nano|pro|preview|deep|20\\d\\d)`;
  return `["'\`=:/ ](?:o(?:${reasoning})|(?:${ids.join('|')})${END})`;
}

const END = '["\'`\\s,;]';

function keyBeginnings(): string {
  const all = new Set(KEY_SHAPES.flatMap(({ begins = [] }) => begins));
  return `\\b(?:${[...all].join('|')})[\\w-]{16}`;
}

/**
 * What ids begin with, by up to three words, with any figure in the place of one. The last of them is looked for first: with `-`
 * before it, it is in few places.
 */
function families(models: readonly Model[]): string {
  const all = new Set<string>();
  const lasts = new Set<string>();
  for (const { id } of models) {
    const parts = id.split('-', 3).map((word) => (/^\d/.test(word) ? '\\d' : escaped(word)));
    const family = parts.slice(0, parts.indexOf('\\d') + 1 || parts.length);
    all.add(family.join('-'));
    lasts.add(family.at(-1) ?? '');
  }
  return `-(?:${[...lasts].join('|')})(?<=\\b(?:${[...all].join('|')}))`;
}

/** Whether nothing but the name of a client says that OpenAI is asked: neither an id of a model nor a key has to be given. */
export function isToldNothing({ asksByDefault }: Sdk, { stays, model, when }: ClientShape): boolean {
  return asksByDefault ?? (stays !== 'other-provider' && model === undefined && when === undefined);
}

/** The package, where all that imports it is looked at; else what makes the client. */
function addImport(found: Needles, { language, asksByDefault, commonName }: Sdk, name: string, path: string): void {
  if (isFound(found, `${name} ${path}`, language)) return;
  const own = path.slice(path.lastIndexOf('.') + 1);
  const word = !asksByDefault && own.length >= DISTINCT ? own : name;
  const needle = commonName ? `\\b${escaped(word)}\\b(?<=\\b(?:from|import)\\s{1,9}\\w{1,40})` : escaped(word);
  found.imports[language] = [...new Set([...(found.imports[language] ?? []), needle])];
}

/** Characters of a name that hardly anything else has. */
const DISTINCT = 8;

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
