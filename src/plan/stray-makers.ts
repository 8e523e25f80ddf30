import { lastName } from '../callee-names.js';
import { SDKS } from '../catalog/sdk.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { Expression } from '../ir.js';
import type { Linked } from '../link/link.js';
import { isOpaque, type Origin } from '../link/origins.js';
import { named } from '../names.js';
import { calleesOf } from './client-shapes.js';
import { note } from './finding.js';
import type { Finding, Unit } from './types.js';

/**
 * What is called by the name of something that makes a client, and cannot be followed to a package or to the project's own:
 * `const { createOpenAI } = await load('openai')`. Only a name that names OpenAI says enough.
 */
export function strayMakers(linked: Linked, units: readonly Unit[]): Finding[] {
  const known = new Set(units.map(({ call }) => call));
  return [...linked.project.models.values()]
    .filter(({ path }) => !isTestPath(path))
    .flatMap((model) =>
      named(model, 'callees', (name) => makersIn(model.language).has(name))
        .filter((call) => !known.has(call) && !isImported(call.callee) && calleesOf(linked, call).every(isNowhere))
        .map((call) => note('unit', model.path, call, 'review', 'maker-unknown')),
    );
}

/** Where a file says what it takes a name from, that is no package of OpenAI's. */
function isImported(callee: Expression): boolean {
  return callee.kind === 'reference' && callee.binding?.definitions.some(({ from }) => from === 'import') === true;
}

/** What nothing is known of, and what lies in the program that runs: `globalThis.libraries.openai.createOpenAI`. */
function isNowhere(origin: Origin): boolean {
  return isOpaque(origin) || origin.kind === 'global';
}

const MAKERS = new Map<string, ReadonlySet<string>>();

function makersIn(language: string): ReadonlySet<string> {
  const known = MAKERS.get(language);
  if (known) return known;
  // What has to be told whose server it asks is no client of OpenAI's by its name.
  const shapes = SDKS.filter((sdk) => sdk.language === language && sdk.environment.apiKey.length > 0)
    .flatMap((sdk) => sdk.clients)
    .filter(({ stays }) => stays === undefined);
  const names = new Set(shapes.flatMap(({ exports }) => exports.map(lastName)).filter((name) => /openai/i.test(name)));
  MAKERS.set(language, names);
  return names;
}
