// npm run check:regexes: has recheck look for a text on which a regular expression in src and transforms takes more than linear
// time, and tries that text, made as long as a large file: recheck does not know what a look behind rules out. Takes minutes.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, Script } from 'node:vm';
import { parseSync, Visitor } from 'oxc-parser';

// The checker in JavaScript; the others are a program of its own, or need Java.
process.env.RECHECK_BACKEND = 'pure';
const { checkSync } = await import('recheck');

const root = fileURLToPath(new URL('..', import.meta.url));
const LENGTH = 400_000;
/** Milliseconds for recheck to find an attack, and for the attack to end. */
const PATIENCE = 10_000;

function* regexes() {
  for (const folder of ['src', 'transforms'])
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort())
      if (name.endsWith('.ts')) yield* regexesIn(`${folder}/${name}`);
}

function regexesIn(path) {
  const found = [];
  new Visitor({
    Literal: ({ regex }) => regex && found.push({ path, source: regex.pattern, flags: regex.flags }),
  }).visit(parseSync(path, readFileSync(join(root, path), 'utf8')).program);
  return found;
}

function attackOf({ attack }) {
  const length = attack.pumps.reduce((sum, { pump }) => sum + pump.length, 0);
  const times = Math.ceil(LENGTH / Math.max(1, length));
  return attack.pumps.map(({ prefix, pump }) => prefix + pump.repeat(times)).join('') + attack.suffix;
}

const context = createContext({});
const script = new Script('body()');

function isSlow(regex, text) {
  context.body = () => text.replace(regex, '');
  try {
    script.runInContext(context, { timeout: PATIENCE });
    return false;
  } catch {
    return true;
  }
}

let [count, unknown] = [0, 0];
for (const { path, source, flags } of regexes()) {
  count++;
  // `d` says only what is given back, and recheck does not know it.
  const known = checkSync(source, flags.replace('d', ''), { timeout: PATIENCE });
  if (known.status === 'unknown') unknown++;
  if (
    known.status !== 'vulnerable' ||
    !isSlow(new RegExp(source, flags.includes('g') ? flags : `${flags}g`), attackOf(known))
  )
    continue;
  console.log(`${path}: /${source}/${flags}: ${known.attack.pattern}`);
  process.exitCode = 1;
}
console.log(`${count} regular expressions; of ${unknown} recheck does not know in time`);
