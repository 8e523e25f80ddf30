import { escapePattern } from '../escape-pattern.js';
import { PARAMETERS } from './capabilities.js';
import { beginningsUnlike, KEY_SHAPES, keyBeginnings } from './keys.js';
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

/** What has to stand in a text. */
interface Needle {
  /** A literal, at least at its beginning. */
  word: string;
  /** What has to stand before it. */
  after: string;
}

type Wanted = { [kind in keyof Omit<Needles, 'imports'>]: Needle[] } & { imports: Record<string, Needle[]> };

/**
 * What of the catalog a file has to name for a finding. Made for an engine that looks at every byte of a repository: apart in the
 * way that takes it least (`bench/README.md`), and literal from the beginning on. `discover/needles.json` holds them, since a scan is to begin
 * before the catalog is loaded; a test compares the two.
 */
export function needles(): Needles {
  const found: Wanted = {
    anyCase: [...WORDS.map(bare), ...words(), ...KEY_SHAPES.flatMap(({ follows = [] }) => follows).map(bare)],
    asWritten: [
      ...keyBeginnings('\\b').map((begin) => `${begin}[\\w-]{16}`),
      ...KEY_SHAPES.flatMap(({ holds }) => holds ?? []),
      ...keyChecks(),
    ].map(bare),
    imports: {},
  };
  const unfound = MODELS.filter(({ id, needsModelPosition }) => !needsModelPosition && !isFound(found, `"${id}"`));
  found.asWritten.push(bare(families(unfound)));
  const named = Object.values(PROFILES).flatMap(({ baseUrl, hosts, variables, otherNames, model }) => [
    ...[baseUrl, ...hosts, ...(model === undefined ? [] : [model])],
    ...Object.values(variables),
    ...Object.values(otherNames ?? {}).flat(),
  ]);
  for (const text of named) if (!isFound(found, text)) found.anyCase.push(bare(escapePattern(text)));
  for (const sdk of SDKS)
    for (const client of sdk.clients.filter((one) => isToldNothing(sdk, one)))
      for (const path of client.exports) for (const name of sdk.packages) addImport(found, sdk, name, path);
  return {
    anyCase: fromRareLetters(found.anyCase),
    asWritten: found.asWritten.map(({ word }) => word),
    imports: Object.fromEntries(
      Object.entries(found.imports).map(([language, all]) => [
        language,
        [...fromRareLetters(all), ...partTypes(language)],
      ]),
    ),
  };
}

/** Where messages are put together in a file of its own, the type of a part may be all that says what they are for. */
function partTypes(language: string): string[] {
  if (language !== 'javascript' && language !== 'python') return [];
  const types = PARAMETERS.filter(({ path, action }) => path.endsWith('.content.*.type') && action === 'block')
    .flatMap(({ when }) => when?.equals ?? [])
    .flatMap((type) => (typeof type === 'string' && type.includes('_') ? [type] : []));
  const lasts = new Set(types.map((type) => type.slice(type.lastIndexOf('_') + 1)));
  return [`_(?:${[...lasts].join('|')})["'](?<=type["']?\\s?[:=]\\s?["'](?:${types.join('|')})["'])`];
}

/** What looks at how a key begins may stand in a file of its own: `startsWith('sk-')`, `/^sk-[a-z]/`. */
function keyChecks(): string[] {
  const ids = Object.keys(PROFILES);
  const begins = new Set(ids.flatMap((id) => ids.flatMap((other) => beginningsUnlike(id, other))));
  return [...begins].map((begin) => {
    const last = begin.slice(-1);
    return `${last}["'\`[](?<=["'\`^]${begin}.)`;
  });
}

function bare(word: string): Needle {
  return { word, after: '' };
}

/** Words of OpenAI, its models and the gateways, with which nearly all of the catalog is named. */
const WORDS = ['open[-_ ]?ai', 'holysheep', 'gpt-', 'chatgpt', 'davinci', 'deepseek'];

function isFound({ anyCase, asWritten, imports }: Wanted, text: string, language = ''): boolean {
  const expression = (all: readonly Needle[]) => all.map(({ after, word }) => after + word).join('|');
  const others = [...asWritten, ...(imports[language] ?? [])];
  return [new RegExp(expression(anyCase), 'i'), new RegExp(expression(others))].some((one) => one.test(text));
}

/**
 * The engine takes the longer the more letters there are with which an expression may begin, and the more often these stand in a text.
 * So needles are looked for from a letter on that many of them have and few texts, and what stands before it is seen to afterwards.
 */
function fromRareLetters(needles: readonly Needle[]): string[] {
  const [letter = ''] = [...RARE].sort((a, b) => withLetter(needles, b).length - withLetter(needles, a).length);
  const own = withLetter(needles, letter);
  if (own.length === 0) return needles.map(({ after, word }) => (after === '' ? word : `${word}(?<=${after}${word})`));
  const ends = own.map(({ after, word }) => `${word.slice(word.indexOf(letter) + 1)}(?<=${after}${word})`);
  return [`${letter}(?:${ends.join('|')})`, ...fromRareLetters(needles.filter((needle) => !own.includes(needle)))];
}

/** Letters of which English has each in less than a fortieth of its text, the rarest first. */
const RARE = 'zqxjkvbpygfwm';

/** Those that have it among the letters with which they begin. */
function withLetter(needles: readonly Needle[], letter: string): Needle[] {
  return needles.filter(({ word }) => /^[a-z_]*(?![?*+{])/i.exec(word)?.[0].includes(letter));
}

/** Ids that are words of their own (`o1`, `ada`), which count only as a text or a value. */
function words(): Needle[] {
  const ids = MODELS.flatMap(({ id, needsModelPosition }) =>
    needsModelPosition && !/\d/.test(id) && !WORDS.includes(id) ? [id] : [],
  );
  const figures = new Set(MODELS.flatMap(({ id }) => /^o(\d)\b/.exec(id)?.[1] ?? []));
  const reasoning = `[${[...figures].sort().join('')}]${END}|\\d{1,2}-(?:mini|nano|pro|preview|deep|20\\d\\d)`;
  return [`o(?:${reasoning})`, `(?:${ids.join('|')})${END}`].map((word) => ({ word, after: '["\'`=:/ ]' }));
}

const END = '["\'`\\s,;]';

/**
 * What ids begin with, by up to three words, with any figure in the place of one. The last of them is looked for first: with `-`
 * before it, it is in few places.
 */
function families(models: readonly Model[]): string {
  const all = new Set<string>();
  const lasts = new Set<string>();
  for (const { id } of models) {
    const parts = id.split('-', 3).map((word) => (/^\d/.test(word) ? '\\d' : escapePattern(word)));
    const family = parts.slice(0, parts.indexOf('\\d') + 1 || parts.length);
    all.add(family.join('-'));
    lasts.add(family.at(-1) ?? '');
  }
  return `-(?:${[...lasts].join('|')})(?<=\\b(?:${[...all].join('|')}))`;
}

/**
 * Whether nothing but the name of a client says that OpenAI is asked: neither an id of a model nor a key has to be given, or the model
 * says who is asked, and may come from anywhere.
 */
export function isToldNothing({ asksByDefault }: Sdk, { stays, model, modelForm, when }: ClientShape): boolean {
  const isOpen = modelForm !== undefined || (model === undefined && when === undefined);
  return asksByDefault ?? (stays !== 'other-provider' && isOpen);
}

/** The package, where all that imports it is looked at; else what makes the client. */
function addImport(found: Wanted, { language, asksByDefault, commonName }: Sdk, name: string, path: string): void {
  if (isFound(found, `${name} ${path}`, language)) return;
  const own = path.slice(path.lastIndexOf('.') + 1);
  const word = !asksByDefault && DISTINCT.test(own) ? own : name;
  const needle = commonName ? { word: `${escapePattern(word)}\\b`, after: IMPORT } : bare(escapePattern(word));
  const others = (found.imports[language] ?? []).filter((one) => one.word !== needle.word);
  found.imports[language] = [...others, needle];
}

const IMPORT = '\\b(?:from|import)\\s{1,9}';

/** A name that hardly anything else has: long, and of several words. */
const DISTINCT = /^(?=.*\w[A-Z_])\w{8,}$/;
