/** A value of a TOML file. What is neither text, list nor table (numbers, dates, `true`) stays as it is written. */
export type Toml = string | Toml[] | TomlTable;
export interface TomlTable {
  [key: string]: Toml;
}

/**
 * The tables of a TOML file, read tolerantly: what is not understood is left out up to the end of its line. Only for
 * looking things up; there is no check that the file is right.
 */
export function readToml(text: string): TomlTable {
  const root = emptyTable();
  let table = root;
  const reader = new Reader(text.replace(/^\uFEFF/, ''));
  while (!reader.isAtEnd()) {
    reader.skipBlank();
    if (reader.take('[')) {
      const isList = reader.take('[');
      const path = reader.readKey();
      if (path.length > 0) table = isList ? appendTable(root, path) : tableAt(root, path);
    } else {
      const path = reader.readKey();
      reader.skipSpace();
      if (path.length > 0 && reader.take('=')) assign(table, path, reader.readValue(0));
    }
    reader.skipLine();
  }
  return root;
}

/** The value at a path of keys. */
export function tomlAt(value: Toml | undefined, ...path: string[]): Toml | undefined {
  let at = value;
  for (const key of path) {
    if (!isTomlTable(at)) return undefined;
    at = at[key];
  }
  return at;
}

export function isTomlTable(value: Toml | undefined): value is TomlTable {
  return typeof value === 'object' && !Array.isArray(value);
}

/** The texts in a value: itself, or those of the list. */
export function tomlTexts(value: Toml | undefined): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** The entries of a table; none of anything else. */
export function tomlEntries(value: Toml | undefined): [string, Toml][] {
  return isTomlTable(value) ? Object.entries(value) : [];
}

/** Without a prototype, so that a key such as `__proto__` is a key. */
function emptyTable(): TomlTable {
  return Object.create(null) as TomlTable;
}

function tableAt(root: TomlTable, path: readonly string[]): TomlTable {
  let table = root;
  for (const key of path) {
    const known = table[key];
    // Below `[[list]]`, a table belongs to the list's last one.
    const next = Array.isArray(known) ? known.at(-1) : known;
    if (isTomlTable(next)) table = next;
    else {
      const made = emptyTable();
      table[key] = made;
      table = made;
    }
  }
  return table;
}

function appendTable(root: TomlTable, path: readonly string[]): TomlTable {
  const last = path.at(-1) ?? '';
  const parent = tableAt(root, path.slice(0, -1));
  const known = parent[last];
  const made = emptyTable();
  if (Array.isArray(known)) known.push(made);
  else parent[last] = [made];
  return made;
}

function assign(table: TomlTable, path: readonly string[], value: Toml | undefined): void {
  if (value !== undefined) tableAt(table, path.slice(0, -1))[path.at(-1) ?? ''] = value;
}

const SPACE = /[ \t]*/y;
const BLANK = /(?:[ \t\r\n]|#[^\n]*)*/y;
const LINE = /[^\n]*\n?/y;
const BARE_KEY = /[^\s.=[\]{},"'#]+/y;
const BARE_VALUE = /[^\s,\]}#]+/y;
const TEXTS = [
  /"""\r?\n?((?:[^\\]|\\[\s\S])*?)"""/y,
  /'''\r?\n?([\s\S]*?)'''/y,
  /"((?:[^"\\\n]|\\[^\n])*)"/y,
  /'([^'\n]*)'/y,
] as const;
const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', e: '\u001b' };
const MAX_DEPTH = 50;

class Reader {
  #at = 0;

  constructor(private readonly text: string) {}

  isAtEnd(): boolean {
    return this.#at >= this.text.length;
  }

  take(character: string): boolean {
    if (this.text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  skipSpace(): void {
    this.#match(SPACE);
  }

  /** White space, comments and the ends of lines. */
  skipBlank(): void {
    this.#match(BLANK);
  }

  skipLine(): void {
    this.#match(LINE);
  }

  /** `a."b.c".d` → its parts. */
  readKey(): string[] {
    const path: string[] = [];
    do {
      this.skipSpace();
      const part = this.#readText() ?? this.#match(BARE_KEY)?.[0];
      if (part === undefined) break;
      path.push(part);
      this.skipSpace();
    } while (this.take('.'));
    return path;
  }

  readValue(depth: number): Toml | undefined {
    this.skipSpace();
    if (depth > MAX_DEPTH) return undefined;
    if (this.take('[')) return this.#readList(depth);
    if (this.take('{')) return this.#readTable(depth);
    return this.#readText() ?? this.#match(BARE_VALUE)?.[0];
  }

  #readList(depth: number): Toml[] {
    const items: Toml[] = [];
    for (;;) {
      this.skipBlank();
      if (this.isAtEnd() || this.take(']')) return items;
      if (this.take(',')) continue;
      const item = this.readValue(depth + 1);
      if (item === undefined) return items;
      items.push(item);
    }
  }

  #readTable(depth: number): TomlTable {
    const table = emptyTable();
    for (;;) {
      this.skipBlank();
      if (this.isAtEnd() || this.take('}')) return table;
      if (this.take(',')) continue;
      const path = this.readKey();
      this.skipSpace();
      if (path.length === 0 || !this.take('=')) return table;
      assign(table, path, this.readValue(depth + 1));
    }
  }

  #readText(): string | undefined {
    for (const [index, pattern] of TEXTS.entries()) {
      const text = this.#match(pattern)?.[1];
      if (text !== undefined) return index % 2 === 0 ? unescape(text) : text;
    }
    return undefined;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.text);
    if (match) this.#at = pattern.lastIndex;
    return match;
  }
}

function unescape(text: string): string {
  return text.replace(
    /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|\s*\n\s*|([\s\S]))/g,
    (_, short?: string, long?: string, letter?: string) => {
      const code = Number.parseInt(short ?? long ?? '', 16);
      if (code <= 0x10ffff) return String.fromCodePoint(code);
      return letter === undefined ? '' : (ESCAPES[letter] ?? letter);
    },
  );
}
