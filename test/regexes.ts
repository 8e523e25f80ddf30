import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** A regular expression of ours, and where it is written or made: `src/redact.ts`. */
export interface Found {
  source: string;
  flags: string;
  at: string;
}

/** All that are written as literals. */
export function writtenRegexes(): Found[] {
  return ['src', 'transforms'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => regexesIn(`${folder}/${name}`)),
  );
}

function regexesIn(at: string): Found[] {
  const found: Found[] = [];
  const { program } = parseSync(at, readFileSync(join(ROOT, at), 'utf8'));
  new Visitor({
    Literal(node) {
      if ('regex' in node && node.regex) found.push({ source: node.regex.pattern, flags: node.regex.flags, at });
    },
  }).visit(program);
  return found;
}

/** Of those that are made at run time, also from the catalog, as many of each file as differ up to a number. */
const ENOUGH = 60;

/** While `body` runs, every regular expression that a file of ours makes. */
export async function madeRegexes(body: () => Promise<unknown>): Promise<Found[]> {
  const made = new Map<string, Map<string, Found>>();
  const original = globalThis.RegExp;
  globalThis.RegExp = new Proxy(original, {
    construct(target, args, newTarget) {
      const regex: RegExp = Reflect.construct(target, args, newTarget);
      const at = maker();
      const known = made.get(at) ?? new Map<string, Found>();
      made.set(at, known);
      if (known.size < ENOUGH)
        known.set(`/${regex.source}/${regex.flags}`, { source: regex.source, flags: regex.flags, at });
      return regex;
    },
  });
  try {
    await body();
  } finally {
    globalThis.RegExp = original;
  }
  return [...made].flatMap(([at, found]) => (at === '' ? [] : [...found.values()]));
}

/** The file of ours that called; empty where another one did. */
function maker(): string {
  const caller = new Error().stack?.split('\n')[3] ?? '';
  return /\/((?:src|transforms)\/[^:?]+\.ts)/.exec(caller)?.[1] ?? '';
}
