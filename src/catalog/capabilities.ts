import data from './capabilities.json' with { type: 'json' };
import type { Capability } from './capability.js';

export type Served = 'yes' | 'ignored' | 'no' | 'unknown';

export interface Endpoint {
  id: string;
  title: string;
  /** URL paths after `/v1`. */
  paths: string[];
  served: Served;
  /** Paths that OpenAI itself no longer answers for an API key: nothing there needs one. */
  withdrawn?: string[];
  why: string;
  source: string;
  confidence: string;
}

/** What is known of something that is sent or answered. */
interface Fact {
  id: string;
  /** What it is, for a sentence. */
  seen: string;
  served: Served;
  /** What there is to do, where there is something. */
  advice?: string;
  why: string;
  source: string;
  confidence: string;
}

/** A request parameter, and how the target treats it. */
export interface ParameterFact extends Fact {
  /** Where it stands in the request body; `*` for each element of a list. */
  path: string;
  /** Other paths with the same meaning. */
  also?: string[];
  /** Which values matter; all when absent. */
  when?: {
    equals?: unknown[];
    not?: unknown[];
    /** A number above a limit of the target. */
    above?: 'output';
    /** A list with more elements. */
    longer?: number;
    kind?: 'list' | 'object' | 'class';
    /** What a function of that name gave back. */
    madeBy?: string[];
    /** Entries of the same object, and the texts that they have to be. */
    beside?: Record<string, string[]>;
  };
  /** Matters only where one of these parameters is given too. */
  beside?: string[];
  /** Does not matter where a text there holds a word. */
  unless?: { path: string; holds: string };
  /** A setting of the client says the same. */
  setting?: 'organization';
  action: 'rewrite' | 'warn' | 'block' | 'keep';
  to?: string;
  transform?: string;
  /** It tells which of the app's users asks. */
  isUser?: true;
  /** The app gets an answer of the same kind without it. */
  mayBeLeftOut?: true;
  /** What a model has to be able to, for which the fact does not matter. */
  capability?: Capability;
  /** What DeepSeek's API says when it refuses the request for it; `{value}` and `{limit}` are filled in. */
  error?: string;
}

/** Part of an answer. */
export interface AnswerFact extends Fact {
  path: string;
  action: 'warn' | 'keep';
}

/** What a model takes. */
export interface LimitFact extends Fact {
  action: 'warn' | 'keep';
}

export const ENDPOINTS = data.endpoints as readonly Endpoint[];
export const PARAMETERS = data.parameters as readonly ParameterFact[];
export const ANSWERS = data.answers as readonly AnswerFact[];
export const LIMITS = data.limits as readonly LimitFact[];

const TREATMENT: Readonly<Record<Exclude<Served, 'yes'>, string>> = {
  ignored: `${data.subject} ignores it`,
  no: `${data.subject} does not take it`,
  unknown: `it is not known whether ${data.subject} takes it`,
};

/** What was seen, how the target treats it, and what to do. */
export function sentenceOf({ seen, served, advice = '' }: Pick<Fact, 'seen' | 'served' | 'advice'>): string {
  if (served === 'yes') return `${seen}, on ${data.subject}: ${advice.charAt(0).toLowerCase()}${advice.slice(1)}`;
  return `${seen}: ${TREATMENT[served]}. ${advice}`.trim();
}

/** What was seen is now something else, and why. */
export function becomes({ seen, served, to = '' }: ParameterFact): string {
  return served === 'yes' ? `${seen} becomes ${to}.` : `${seen} becomes ${to}: ${TREATMENT[served]}.`;
}

const BY_ID = new Map(ENDPOINTS.map((endpoint) => [endpoint.id, endpoint]));

export function endpoint(id: string): Endpoint | undefined {
  return BY_ID.get(id);
}

/** The endpoint of a URL path such as `/v1/chat/completions?x=1`; undefined for a path that is not known. */
export function endpointOfPath(path: string): Endpoint | undefined {
  const bare = path.replace(/^\/*v\d+(?=\/|$)/, '').replace(/^\/*/, '/');
  const matches = ENDPOINTS.flatMap((one) =>
    one.paths
      .filter((p) => bare === p || bare.startsWith(`${p}/`) || bare.startsWith(`${p}?`))
      .map((p) => ({ one, p })),
  );
  matches.sort((a, b) => b.p.length - a.p.length);
  return matches[0]?.one;
}

/** Whether the path is one that no API key opens any more. */
export function isWithdrawn(path: string): boolean {
  const bare = path.replace(/^\/*v\d+(?=\/|$)/, '').replace(/^\/*/, '/');
  return ENDPOINTS.some((one) => one.withdrawn?.some((p) => bare.startsWith(p)));
}
