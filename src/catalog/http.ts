import csharp from './http/csharp.json' with { type: 'json' };
import go from './http/go.json' with { type: 'json' };
import java from './http/java.json' with { type: 'json' };
import javascript from './http/javascript.json' with { type: 'json' };
import php from './http/php.json' with { type: 'json' };
import python from './http/python.json' with { type: 'json' };
import ruby from './http/ruby.json' with { type: 'json' };
import { covers } from './package-patterns.js';
import type { Place } from './sdk.js';

/** One way to make a request. Places are as in `sdk.ts`; where several are given, the first that is there wins. */
export interface HttpCall {
  /** Names walked from the client's root, or from an instance of it, to what is called; `''` for the thing itself. */
  paths: string[];
  made: 'call' | 'new';
  /** Only for calls whose first argument is an object with the options: such a shape stands before one for a URL. */
  overload?: 'options';
  /** Where the HTTP method is given; absent where the name says it. */
  methodAt?: Place | Place[];
  url?: Place[];
  /** What is put before a relative URL, for this call alone. */
  base?: Place[];
  /** A host name without a scheme, … */
  host?: Place[];
  /** … and the path that goes with it. */
  path?: Place[];
  headers?: Place[];
  /** Headers as they are sent, `Name: value`: a text with a line for each, or a list of such texts. */
  headerLines?: Place[];
  /** A token that is sent as `Authorization: Bearer`, without the word. */
  bearer?: Place[];
  body?: HttpBody[];
  /** Properties of what a function gets to which headers and the body are assigned, where the call is handed one: `post(url) { |request| … }`. */
  handed?: { headers: string; body?: string };
  /**
   * Methods of the call's result that take the rest, `set(name, value)` or `set({…})`, `send(body)`, and properties of it to which headers
   * are assigned (`''`: each header is one itself), or the body.
   */
  chained?: { headers: string[]; body: string[]; assigned?: string[]; assignedBody?: string[] };
  /** Functions that are handed what the call gives, and give it the rest. */
  options?: HttpOptions;
}

/** `set(request, OPTION, value)`, and `all(request, { OPTION: value })`, by the names of the functions, with those of the options. */
export interface HttpOptions {
  set: string[];
  all: string[];
  url: string[];
  headerLines: string[];
  body: string[];
}

/** `json`: the value is sent as JSON (or as it is, when it is text). `text`: the text itself, made by JSON.stringify. */
export interface HttpBody {
  place: Place;
  as: 'json' | 'text';
}

/** A call that makes an instance with settings of its own; the instance is called in the client's own ways. */
export interface HttpMaker {
  paths: string[];
  /** A URL, or a host's name alone; empty when an instance has none. */
  base: Place[];
  headers: Place[];
  /** A token that is sent as `Authorization: Bearer`, without the word. */
  bearer?: Place[];
  /** As for a call: `new(url) { |connection| … }`. */
  handed?: HttpCall['handed'];
}

/** How the JSON of an answer is read: by a method of what a request gives, or as a property of it. */
export interface HttpAnswer {
  method?: string;
  property?: string;
  /** What else of it may be read, whatever the JSON. */
  beside: string[];
}

/** A library, or a global, that makes requests. Data: `http/<language>.json`. */
export interface HttpClient {
  id: string;
  /** Module names as imported; a `/*` at the end covers all below. */
  packages: string[];
  /** Dotted names of globals. */
  globals: string[];
  /** Names from a package's root to what makes the requests. A global is a root itself. */
  roots: string[];
  source: string[];
  makers?: HttpMaker[];
  /**
   * Properties of the root or of an instance that may be assigned (`axios.defaults.baseURL = …`), or added to by a method
   * `update`; `added`: methods that set one header, `set(name, value)`.
   */
  assigned?: { base: string[]; headers: string[]; added?: string[] };
  answer?: HttpAnswer;
  calls: HttpCall[];
}

export interface HttpMatch {
  client: HttpClient;
  call: HttpCall;
  /** For a call on an instance: how that was made, step by step, by each of the origin's `calls` in turn. */
  makers: readonly HttpMaker[];
}

const CLIENTS = new Map<string, readonly HttpClient[]>([
  [csharp.language, csharp.clients as readonly HttpClient[]],
  [go.language, go.clients as readonly HttpClient[]],
  [java.language, java.clients as readonly HttpClient[]],
  [javascript.language, javascript.clients as readonly HttpClient[]],
  [php.language, php.clients as readonly HttpClient[]],
  [python.language, python.clients as readonly HttpClient[]],
  [ruby.language, ruby.clients as readonly HttpClient[]],
]);

export function httpClients(language: string): readonly HttpClient[] {
  return CLIENTS.get(language) ?? [];
}

/** What is called: a package with the names walked in it, or the names of a global. `()` stands for a call between. */
export interface HttpCallee {
  package?: string;
  path: readonly string[];
}

/**
 * The ways of making a request that a callee may be, in the order in which to try them: an `overload` for an object
 * before the one for a URL. Empty when it makes no request. `made` is not looked at.
 */
export function httpCallsFor(language: string, { package: name, path }: HttpCallee): HttpMatch[] {
  return clientsOf(language, name).flatMap((client) => {
    const seen = new Set<HttpCall>();
    return pathsInClient(client, name, path)
      .flatMap((inner) => matches(client, inner))
      .filter(({ call }) => !seen.has(call) && seen.add(call));
  });
}

/** Whether a package makes the requests that it is told to make. */
export function isHttpPackage(language: string, name: string): boolean {
  return clientsOf(language, name).length > 0;
}

const BY_PACKAGE = new Map<string, readonly HttpClient[]>();

/** The clients of a package, or those that have globals. It is asked about each callee, and most have none. */
function clientsOf(language: string, name: string | undefined): readonly HttpClient[] {
  const key = `${language}:${name ?? ''}`;
  const known = BY_PACKAGE.get(key);
  if (known) return known;
  const found = httpClients(language).filter(({ packages, globals }) =>
    name === undefined ? globals.length > 0 : packages.some((pattern) => covers(pattern, name)),
  );
  BY_PACKAGE.set(key, found);
  return found;
}

/** The path from each root of the client that the callee goes through. */
function pathsInClient(client: HttpClient, name: string | undefined, path: readonly string[]): string[][] {
  const roots = name === undefined ? client.globals : client.roots;
  return roots.flatMap((root) => {
    const names = root === '' ? [] : root.split('.');
    return names.every((part, index) => path[index] === part) ? [path.slice(names.length)] : [];
  });
}

function matches(client: HttpClient, path: readonly string[]): HttpMatch[] {
  const made = path.indexOf('()');
  const last = path.lastIndexOf('()');
  const called = path.slice(last + 1).join('.');
  const calls = client.calls.filter((call) => call.paths.includes(called));
  if (made === -1) return calls.map((call) => ({ client, call, makers: [] }));
  // An instance may be made from an instance (`api.extend(…)`): each step has to be a maker.
  const steps = path.slice(0, last).join('.').split('.().');
  const makers = steps.map((step) => client.makers?.find((maker) => maker.paths.includes(step)));
  const known = makers.filter((one) => one !== undefined);
  return known.length === makers.length ? calls.map((call) => ({ client, call, makers: known })) : [];
}
