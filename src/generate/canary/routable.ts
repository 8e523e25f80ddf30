import { isTestPath } from '../../discover/file-kinds.js';
import type { Files } from '../../languages/front-end.js';
import { rangeIn } from '../../languages/javascript/installed-version.js';
import { rangesMeet } from '../../languages/version-range.js';
import type { Unit } from '../../plan/types.js';
import { callsOf, type NotRouted, type RoutedCall } from './calls.js';
import { CANARY_SDKS, type CanarySdk } from './sdk.js';

/** A client that would move, and its calls that a module can route. */
export interface Routable {
  unit: Unit;
  sdk: CanarySdk;
  calls: readonly RoutedCall[];
}

const KINDS = ['dependencies', 'devDependencies', 'peerDependencies'];

/** How Next.js and others are told so. */
const EDGE = /^export const runtime = ["'](?:experimental-)?edge["']/m;

/** The client as one whose calls a module can route, or why it is none. What tests call is left out. */
export function routableOf(unit: Unit, files: Files): Routable | NotRouted {
  const sdk = CANARY_SDKS.find((one) => one.sdk === unit.sdk?.id && one.client === unit.shape?.name);
  if (!sdk || unit.kind !== 'client') return { code: 'other-client', detail: unit.name };
  const all = callsOf(unit, sdk);
  if ('code' in all) return all;
  const calls = all.filter(({ use }) => !isTestPath(use.call.model.path));
  for (const { path, text, island } of [unit.model, ...calls.map(({ use }) => use.call.model)]) {
    if (island) return { code: 'notebook' };
    if (sdk.language !== 'javascript') continue;
    if (EDGE.test(text)) return { code: 'edge' };
    const version = rangeIn(sdk.package, path, files, KINDS);
    if (version !== undefined && !rangesMeet(version, sdk.versions))
      return { code: 'version', detail: `${sdk.package} ${version}` };
  }
  const made = unit.model.text.slice(unit.span.start, unit.span.end);
  return /dangerouslyAllowBrowser/.test(made) ? { code: 'browser' } : { unit, sdk, calls };
}
