import type { Linked } from '../link/link.js';
import type { Origin } from '../link/origins.js';
import { isMoved, modelOrigins } from './moved-uses.js';
import { givenIn } from './parameter-sources.js';
import { targetsOf } from './targets.js';
import type { PlanOptions, Unit } from './types.js';

/** What an app may ask of a chat model. */
export type RequestKind = 'plain' | 'streaming' | 'tools' | 'json';

/** What the repository asks of the gateway, or will when it has moved. */
export interface GatewayUses {
  /** Ids of models, each once. */
  models: string[];
  /** Each once; none where nothing asks. */
  kinds: RequestKind[];
}

/** The parameters by which the kinds are told. */
const SIGNS = [
  ['streaming', ['stream']],
  ['tools', ['tools', 'functions']],
  ['json', ['response_format']],
] as const;

export function gatewayUses(units: readonly Unit[], linked: Linked, options: PlanOptions): GatewayUses {
  const own = units.filter(({ verdict, isAtTarget, isTest }) => !isTest && (verdict === 'migrate' || isAtTarget));
  const calls = own.flatMap(({ uses }) => uses.filter(isMoved));
  const answeredBy = calls.flatMap((use) => use.answeredBy ?? []);
  const sources = calls.flatMap((use) => use.parameters ?? []);
  const isGiven = (name: string) =>
    sources.some((source) => givenIn(linked, source, name).some(({ origin }) => asksForIt(origin)));
  return {
    models: [...new Set([...own.flatMap((unit) => targetsOf(modelOrigins(unit), options)), ...answeredBy])],
    kinds:
      calls.length === 0 ? [] : ['plain', ...SIGNS.flatMap(([kind, names]) => (names.some(isGiven) ? [kind] : []))],
  };
}

function asksForIt(origin: Origin): boolean {
  return origin.kind === 'constant' ? Boolean(origin.node.value) : origin.kind !== 'absent';
}
