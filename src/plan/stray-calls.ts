import { lastName } from '../callee-names.js';
import { SDKS, sdksFor } from '../catalog/sdk.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { CallNode, Expression, MemberNode } from '../ir.js';
import type { Linked } from '../link/link.js';
import type { Origin } from '../link/origins.js';
import { placeIn } from '../link/place-in.js';
import { named } from '../names.js';
import { isWithin } from '../spans.js';
import { note } from './finding.js';
import { modelOutcome } from './model-map.js';
import { writtenIn } from './reached-by.js';
import type { Finding, PlanOptions, Unit } from './types.js';

/** A chat call on something that may be a client of OpenAI's, and that could not be followed to where it is made. */
export interface StrayCall {
  call: CallNode;
  /** The texts that may be the model which it asks for. */
  models: Expression[];
  /** Nothing is known of what the call is made on: neither a client that was found, nor where it comes from. */
  isUnknown: boolean;
}

/**
 * Calls such as `given.chat.completions.create(…)`, where not all that `given` may be is a client that was found; also by who is given
 * the function: `retry(given.chat.completions.create, model=…)`, `wrap(given.chat.completions.create)(model=…)`.
 */
export function strayCalls(linked: Linked, units: readonly Unit[]): StrayCall[] {
  const known = new Set(units.flatMap(({ uses, unknownUses }) => [...uses, ...unknownUses].map(({ call }) => call)));
  const models = [...linked.project.models.values()].filter(({ path }) => !isTestPath(path));
  return models.flatMap((model) => {
    const { lastNames } = chatPathsOf(model.language);
    return named(model, 'members', (name) => lastNames.has(name)).flatMap((member): StrayCall[] => {
      const receiver = chatReceiver(member);
      const call = receiver && callBy(member);
      if (!call) return [];
      const isShared = known.has(call);
      const origins = linked.resolver.at(receiver, []);
      // A client that only the way forwards leads here is known all the same.
      if (isShared && !origins.some(isKnown)) return [];
      if (!origins.some((origin) => isStrange(origin, isShared))) return [];
      const isUnknown = !isShared && origins.some(({ kind }) => kind === 'unknown' || kind === 'parameter');
      return [{ call, models: modelsOf(linked, call), isUnknown }];
    });
  });
}

/** Says that a call was not followed, where nothing else does: a model that is written in the call speaks for it. */
export function strayFindings(calls: readonly StrayCall[], options: PlanOptions): Finding[] {
  return calls.flatMap(({ call, models, isUnknown }) => {
    const isInside = (node: Expression) => node.model === call.model && isWithin(node, call);
    const isForeign = (node: Expression) =>
      node.kind === 'string' && modelOutcome(node.value, options).kind === 'foreign';
    if (!isUnknown || models.some(isInside) || (models.length > 0 && models.every(isForeign))) return [];
    return [note('unit', call.model.path, call, 'review', 'client-unknown')];
  });
}

/** The call of a function, or by whom it is given. */
function callBy({ use }: Expression): CallNode | undefined {
  if (use?.as === 'callee') return use.call;
  if (use?.as !== 'argument') return undefined;
  const { call } = use;
  return call.use?.as === 'callee' ? call.use.call : call;
}

/** What a chat call is made on: `client` of `client.chat.completions.create`. */
function chatReceiver(member: MemberNode): Expression | undefined {
  const { paths } = chatPathsOf(member.model.language);
  const names: string[] = [];
  let receiver: Expression | undefined;
  for (let node: Expression = member; node.kind === 'member' && node.property !== undefined; node = node.object) {
    names.unshift(node.property);
    if (paths.has(names.join('.'))) receiver = (node as MemberNode).object;
  }
  return receiver;
}

interface ChatPaths {
  paths: ReadonlySet<string>;
  lastNames: ReadonlySet<string>;
}

const PATHS = new Map<string, ChatPaths>();

/** The paths by which clients are asked for a chat; a single name says too little. */
function chatPathsOf(language: string): ChatPaths {
  const known = PATHS.get(language);
  if (known) return known;
  const shapes = SDKS.filter((sdk) => sdk.language === language).flatMap((sdk) => sdk.clients);
  const uses = shapes.flatMap((shape) => (shape.made === 'module' ? [] : shape.uses));
  const paths = uses.filter((use) => use.endpoint === 'chat' && use.path.includes('.')).map((use) => use.path);
  const found = {
    paths: new Set(paths),
    lastNames: new Set(paths.map(lastName)),
  };
  PATHS.set(language, found);
  return found;
}

function isKnown(origin: Origin): boolean {
  return origin.kind === 'external' && sdksFor(origin.node.model.language, origin.package).length > 0;
}

/** Whether a value may be a client that was not found. A parameter that nobody passes has its default, if there is one. */
function isStrange(origin: Origin, hasClient: boolean): boolean {
  if (origin.kind === 'external') return !isKnown(origin);
  return origin.kind === 'unknown' || (origin.kind === 'parameter' && !hasClient);
}

function modelsOf(linked: Linked, call: CallNode): Expression[] {
  const at = ['model', '0.model'].flatMap((place) => placeIn(call, place) ?? []);
  return at.flatMap(({ value, steps }) => writtenIn(linked.resolver.at(value, steps), linked));
}
