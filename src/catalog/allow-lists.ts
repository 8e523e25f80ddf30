import data from './allow-lists.json' with { type: 'json' };
import { leadsTo } from './config.js';

/** A list of the hosts that may be asked, by where it stands. Data: `allow-lists.json`. */
export interface AllowList {
  id: string;
  /** A regular expression for the list's name, in small letters with `-` between its words, … */
  names?: string;
  /** … but for names that say something else. */
  not?: string;
  /** … and for keys that lead to what a server itself is asked under. */
  notAt?: string[];
  /** Or the keys that lead to a host, as in `config/files.json`. */
  at?: string[];
  /** Only beside settings that have such values: regular expressions by key, looked for from the host outwards. */
  where?: Record<string, string>;
  /** A host has a group of settings of its own, which is an element of a list. */
  repeats?: true;
  /** A function of that name takes each host as an argument. */
  isFunction?: true;
  /** What parts hosts where several stand in one text. */
  separator?: string;
  source: string[];
}

/** A text that names the hosts which may be asked, known by what it says itself. */
export interface AllowText {
  id: string;
  /** Regular expressions for what comes before the hosts; of several, the first that the text has counts. */
  opens: string[];
  /** A regular expression for all the hosts. */
  hosts: string;
  separator: string;
  /** A line that the file must have: a regular expression in which `{name}` is the group `name` of what opens. */
  allowed?: string;
  source: string[];
}

export const ALLOW_LISTS = data.lists as AllowList[];
export const ALLOW_TEXTS = data.texts as AllowText[];
/** Files that say where a package begins. */
export const MANIFESTS: readonly string[] = data.manifests;

/** Whether a file is a list of the hosts that may be asked, one a line. */
export function isAllowListFile(path: string): boolean {
  return compiled(data.files.path).test(path.toLowerCase());
}

/** Functions that make a collection of the list that they are given, beside those of `flow`. */
export const COLLECTIONS: readonly string[] = data.collections;

/** Keys under which a setting with a name of its own has its value. */
const VALUES = new Set(data.values);

/** Where a host is named: the keys that lead there, and the settings around it. */
export interface AllowPlace {
  /** Keys, and the numbers of elements, from the outside in. */
  path: readonly string[];
  /** The value of the nearest setting of that name around the host. */
  around(name: string): string | undefined;
}

/** The list of allowed hosts that a place lies in; undefined for one whose meaning is not known. */
export function allowListAt({ path, around }: AllowPlace): AllowList | undefined {
  const keys = path.filter((key) => !/^\d+$/.test(key));
  while (VALUES.has(keys.at(-1) ?? '')) keys.pop();
  const [last = '', outer] = keys.reverse();
  const names = [words(last), ...(outer === undefined ? [] : [words(`${outer}-${last}`)])];
  return ALLOW_LISTS.find(({ names: wanted, not, notAt = [], at = [], where = {} }) => {
    const isNamed = wanted !== undefined && names.some((name) => compiled(wanted).test(name));
    const isOther =
      (not !== undefined && names.some((name) => compiled(not).test(name))) || notAt.some((one) => leadsTo(one, path));
    if (!(isNamed && !isOther) && !at.some((one) => leadsTo(one, path))) return false;
    return Object.entries(where).every(([name, value]) => compiled(value).test(around(name) ?? ''));
  });
}

/** `allowedHosts`, `ALLOWED_HOSTS` → `allowed-hosts`. */
function words(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[_\s.:]+/g, '-')
    .toLowerCase();
}

const COMPILED = new Map<string, RegExp>();

function compiled(source: string): RegExp {
  const known = COMPILED.get(source) ?? new RegExp(source);
  COMPILED.set(source, known);
  return known;
}
