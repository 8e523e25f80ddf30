import { type HostMatch, hostMatcher, isProviderHost, type PatternMatch } from './hosts.js';
import { type ModelId, modelId, modelIdsIn } from './model-ids.js';
import { PROFILES, type Profile, servedModel } from './profile.js';
import type { Target } from './target.js';
import { variableNaming } from './variables.js';

/** A service that a migration comes from: how texts name its hosts, its variables and its models. */
export interface Service {
  profile: Profile;
  /** The host's name without what stands before it, as quick looks search for it: `openai.com`. */
  domain: string;
  /** Where one of its API hosts stands in a text. */
  hostsIn(text: string): HostMatch[];
  /** Where one stands in a regular expression. */
  hostsInPattern(text: string): PatternMatch[];
  /** Whether a text begins with a host of its API, or names its domain with a wildcard: `*.openai.com`. */
  hostForm: RegExp;
  /** Whether a variable's name says that it is for the service. */
  names(variable: string): boolean;
  /** Whether the name of a key says that it is another service's. */
  namesOther(variable: string): boolean;
  /** Whether a text may hold the name of a variable of its own. */
  mayHoldNames(text: string): boolean;
  /** Whether a host is one of another service's that speaks the same protocol. */
  isProvider(host: string): boolean;
  /** What a variable is called after a move: see `variableNaming`. */
  renamed(variable: string, to: Profile, isKeyTaken?: boolean): string;
  /** Its name in names of settings, however it is spelled: `open-ai`. */
  word: RegExp;
  /** Its title in a sentence, in whatever case: `open ai`. */
  title: RegExp;
  /** What speaks of it in text for people, as a stand-in for a key does: `your-openai-key`. */
  isSpokenOf: RegExp;
  /** What a text says about a model of the service's; `isModelPosition`: one is expected there. */
  modelId(text: string, isModelPosition?: boolean): ModelId | undefined;
  /** Models in running text. */
  modelIdsIn(text: string): { text: string; start: number; id: ModelId }[];
  /** Tokens that one of its models takes, where that is known. */
  contextOf(id: string): number | undefined;
}

/** A migration: the clients of one service become another's. */
export interface Route {
  from: Service;
  profile: Target;
}

/** Whether only models change. */
export function staysThere({ from, profile }: Route): boolean {
  return from.profile.id === profile.id;
}

const MADE = new Map<string, Service>();

/** @param id of a profile. */
export function serviceOf(id: string): Service {
  const known = MADE.get(id);
  if (known) return known;
  const profile = PROFILES[id];
  if (!profile) throw new Error(`no profile ${id}`);
  const service = madeOf(profile);
  MADE.set(id, service);
  return service;
}

function madeOf(profile: Profile): Service {
  const others = Object.values(PROFILES).filter(({ id }) => id !== profile.id);
  return {
    profile,
    title: new RegExp(`(?<![\\w./-])${profile.title.replace(/(?<=[a-z])(?=[A-Z])| /g, ' ?')}(?![\\w./-])`, 'gi'),
    ...hostMatcher(profile),
    ...variableNaming(profile, others),
    ...(profile.servesCatalog ? { modelId, modelIdsIn } : servedIds(profile)),
    isProvider: (host) => isProviderHost(host) || others.some(({ hosts }) => hosts.includes(host)),
    contextOf: (id) => servedModel(profile, id)?.contextTokens,
  };
}

/** An alias is a word like any other, but where a model is expected. */
function servedIds(profile: Profile): Pick<Service, 'modelId' | 'modelIdsIn'> {
  const ids = new Set(profile.served.map(({ id }) => id));
  const idOf = (text: string, isModelPosition = false): ModelId | undefined =>
    ids.has(text) || (isModelPosition && text in profile.aliases)
      ? { id: text, kind: 'chat', prefix: '', variant: '' }
      : undefined;
  return {
    modelId: idOf,
    modelIdsIn: (text) =>
      [...text.matchAll(/(?<![\w./:@~-])[\w.-]+(?<![.-])/g)].flatMap(({ 0: word, index }) => {
        const id = idOf(word);
        return id ? [{ text: word, start: index, id }] : [];
      }),
  };
}
