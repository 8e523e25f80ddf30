// Applications whose packages are large are marked so in test/e2e/apps.json. They run in `npm run matrix`, which sets
// E2E_LARGE, and not with the other tests.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const APPS = fileURLToPath(new URL('../test/e2e/apps.json', import.meta.url));

/** Whether an application of `apps.json` runs now. */
export function runs({ large }) {
  return !large || process.env.E2E_LARGE === '1';
}

/** What the applications in a language that run now are installed with, by the field of their rows that names it. */
export function neededNow(language, field) {
  const rows = Object.values(JSON.parse(readFileSync(APPS, 'utf8'))[language]);
  const named = (some) => new Set(some.flatMap((row) => row[field] ?? []));
  const [now, all] = [named(rows.filter(runs)), named(rows)];
  // What no row names is there for other tests.
  return (name) => now.has(name) || !all.has(name);
}
