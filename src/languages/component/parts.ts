import { posix } from 'node:path';
import type { Span } from '../../ir.js';
import { type OpenTag, type Token, tokensIn } from './markup.js';
import type { Dialect } from './parse-within.js';

export type Kind = 'vue' | 'svelte' | 'astro';

/**
 * `module`: runs once for the file. `instance`: runs for each use of the component, and sees the names of `module`. `apart`: a
 * program of its own, which sees no other's names.
 */
export interface Script extends Span {
  role: 'module' | 'instance' | 'apart';
  dialect: Dialect;
  /** Where its text lies in a file of its own. */
  from?: string;
}

export interface Parts {
  kind: Kind;
  scripts: Script[];
  /** The markup in which names are those of the component. */
  markup: Token[];
}

export function kindOf(path: string): Kind {
  return posix.extname(path).slice(1).toLowerCase() as Kind;
}

/** What a component is made of, as it stands in its file. */
export function partsOf(path: string, text: string): Parts {
  const kind = kindOf(path);
  if (kind === 'vue') return partsOfVue(text);
  return kind === 'svelte' ? partsOfSvelte(text) : partsOfAstro(text);
}

/** The blocks of a file, at its top level: https://vuejs.org/api/sfc-spec.html */
function partsOfVue(text: string): Parts {
  const parts: Parts = { kind: 'vue', scripts: [], markup: [] };
  let templates = 0;
  let script: OpenTag | undefined;
  const isHtml = (tag: OpenTag) => ['', 'html'].includes(attributeOf(text, tag, 'lang') ?? '');
  const isRaw = (tag: OpenTag) => templates === 0 || (tag.name === 'template' && !isHtml(tag));
  for (const token of tokensIn(text, { start: 0, end: text.length }, 'double', isRaw)) {
    if (templates > 0) {
      if (token.kind === 'open' && token.name === 'template' && !token.isClosed) templates++;
      else if (token.kind === 'close' && token.name === 'template') templates--;
      if (templates > 0) parts.markup.push(token);
    } else if (token.kind === 'open') {
      script = token.name === 'script' ? token : undefined;
      if (token.name === 'template' && !token.isClosed && isHtml(token)) templates = 1;
      const from = script && attributeOf(text, script, 'src');
      const dialect = from && dialectOf(text, token);
      if (from && dialect) parts.scripts.push({ role: 'module', dialect, from, start: token.end, end: token.end });
    } else if (token.kind === 'raw' && script) {
      const dialect = dialectOf(text, script);
      const role = attributeOf(text, script, 'setup') === undefined ? 'module' : 'instance';
      if (dialect && attributeOf(text, script, 'src') === undefined)
        parts.scripts.push({ role, dialect, start: token.start, end: token.end });
      script = undefined;
    }
  }
  return parts;
}

/** https://svelte.dev/docs/svelte/svelte-files: a script that lies in no element is the component's. */
function partsOfSvelte(text: string): Parts {
  const parts: Parts = { kind: 'svelte', scripts: [], markup: [] };
  const around = new OpenElements();
  let script: OpenTag | undefined;
  for (const token of tokensIn(text, { start: 0, end: text.length }, 'single')) {
    if (token.kind === 'raw') {
      const dialect = script && dialectOf(text, script);
      const isModule =
        script &&
        (attributeOf(text, script, 'module') !== undefined || attributeOf(text, script, 'context') === 'module');
      if (dialect)
        parts.scripts.push({ role: isModule ? 'module' : 'instance', dialect, start: token.start, end: token.end });
      script = undefined;
    } else if (token.kind === 'open' && token.name === 'script' && around.isEmpty) script = token;
    else if (token.kind === 'open' && token.name === 'style') script = undefined;
    else {
      around.take(token);
      parts.markup.push(token);
    }
  }
  return parts;
}

const FENCE = /^\uFEFF?\s*---/;

/** https://docs.astro.build/en/basics/astro-components/, https://docs.astro.build/en/guides/client-side-scripts/ */
function partsOfAstro(text: string): Parts {
  const parts: Parts = { kind: 'astro', scripts: [], markup: [] };
  const opening = FENCE.exec(text)?.[0].length ?? 0;
  const closing = opening === 0 ? -1 : text.indexOf('\n---', opening);
  const isClosed = closing !== -1;
  if (isClosed) parts.scripts.push({ role: 'instance', dialect: 'tsx', start: opening, end: closing + 1 });
  let script: OpenTag | undefined;
  for (const token of tokensIn(text, { start: isClosed ? closing + 4 : opening, end: text.length }, 'single')) {
    if (token.kind === 'open' && (token.name === 'script' || token.name === 'style')) {
      script = token.name === 'script' ? token : undefined;
    } else if (token.kind === 'raw') {
      const isInline = script?.attributes.some(({ name }) => name === 'is:inline' || name.startsWith('define:'));
      // What Astro bundles is TypeScript; what it leaves as it is, is the browser's.
      const dialect = script && dialectOf(text, script) && (isInline ? 'jsx' : 'ts');
      if (dialect) parts.scripts.push({ role: 'apart', dialect, start: token.start, end: token.end });
      script = undefined;
    } else parts.markup.push(token);
  }
  return parts;
}

/** Which elements are open. */
class OpenElements {
  readonly #names: string[] = [];
  readonly #counts = new Map<string, number>();

  get isEmpty(): boolean {
    return this.#names.length === 0;
  }

  take(token: Token): void {
    if (token.kind === 'open' && !token.isClosed) {
      this.#names.push(token.name);
      this.#counts.set(token.name, (this.#counts.get(token.name) ?? 0) + 1);
    } else if (token.kind === 'close' && (this.#counts.get(token.name) ?? 0) > 0) {
      for (let name = this.#names.pop(); name !== undefined; name = this.#names.pop()) {
        this.#counts.set(name, (this.#counts.get(name) ?? 1) - 1);
        if (name === token.name) break;
      }
    }
  }
}

const TYPES = /^(?:|module|(?:text|application)\/(?:java|ecma|type)script|text\/babel|ts)$/i;
const DIALECTS: Record<string, Dialect> = {
  '': 'jsx',
  js: 'jsx',
  jsx: 'jsx',
  javascript: 'jsx',
  ts: 'ts',
  tsx: 'tsx',
  typescript: 'ts',
};

/** The language of a script; undefined for what is none that is read. */
function dialectOf(text: string, tag: OpenTag): Dialect | undefined {
  const type = attributeOf(text, tag, 'type') ?? '';
  if (!TYPES.test(type)) return undefined;
  const lang = attributeOf(text, tag, 'lang') ?? (/(?:ts|typescript)$/i.test(type) ? 'ts' : '');
  return Object.hasOwn(DIALECTS, lang.toLowerCase()) ? DIALECTS[lang.toLowerCase()] : undefined;
}

/** The text of an attribute, empty where it stands by itself. */
export function attributeOf(text: string, { attributes }: OpenTag, name: string): string | undefined {
  const found = attributes.find((one) => one.name === name);
  return found && (found.value ? text.slice(found.value.start, found.value.end) : '');
}
