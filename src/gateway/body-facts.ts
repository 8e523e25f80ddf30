import { PARAMETERS, type ParameterFact, sentenceOf } from '../catalog/capabilities.js';
import { type Profile, servedModel } from '../catalog/profile.js';
import { holdsFor, tokens } from '../plan/targets.js';
import { type Entry, entriesAt, type Json } from './json-body.js';

/** Something in a request that the gateway treats otherwise than OpenAI does. */
export interface BodyFact {
  id: string;
  /** What is the case and what to do. */
  sentence: string;
  /** What the gateway says instead of an answer. */
  error?: string;
  /** Where in the body: `messages.*.role`. */
  path: string;
}

/** The rows of the catalog of which there is something to say; the model is looked after elsewhere. */
const SPOKEN = PARAMETERS.filter(({ action, transform }) => action !== 'keep' && transform !== 'map-model');

/** The rows that apply to the body of a chat completion, for the model that it asks. */
export function factsOf(body: Json, model: string, profile: Profile): BodyFact[] {
  const served = servedModel(profile, model);
  const limit = served?.outputTokens;
  return SPOKEN.filter((fact) => holdsFor([model], fact, { profile })).flatMap((fact): BodyFact[] => {
    const found = [fact.path, ...(fact.also ?? [])].flatMap((path) =>
      entriesAt(body, path).flatMap((entry) => (matters(fact, entry, limit) ? [{ path, value: entry.value }] : [])),
    );
    const [first] = found;
    if (!first || !isWhole(fact, body)) return [];
    const error = fact.error ?? (fact.action === 'block' ? `Not supported: ${first.path}` : undefined);
    const sentence = sentenceOf(fact)
      .replace('{value}', () => shown(first.value))
      .replace('{limit}', () => `${tokens(limit ?? 0)} (${served?.source ?? ''})`);
    return [
      {
        id: fact.id,
        sentence,
        path: first.path,
        ...(error && { error: error.replace('{value}', shown(first.value)).replace('{limit}', String(limit)) }),
      },
    ];
  });
}

function shown(value: unknown): string {
  if (typeof value === 'number') return tokens(value);
  return typeof value === 'string' ? value.slice(0, 60) : '';
}

/** What has to stand beside it, or spares it. */
function isWhole({ beside, unless }: ParameterFact, body: Json): boolean {
  if (beside && !beside.some((path) => entriesAt(body, path).some(({ value }) => value && value !== 'none')))
    return false;
  if (!unless) return true;
  const texts = entriesAt(body, unless.path).map(({ value }) => JSON.stringify(value).toLowerCase());
  return !texts.some((text) => text.includes(unless.holds));
}

function matters({ when }: ParameterFact, { value, object }: Entry, limit: number | undefined): boolean {
  if (value === undefined || isEmpty(value)) return false;
  if (!when) return value !== null;
  // A helper that gives a value is no part of what is sent.
  if (when.madeBy) return false;
  if (when.kind && when.kind !== (Array.isArray(value) ? 'list' : typeof value)) return false;
  if (when.longer !== undefined && !(Array.isArray(value) && value.length > when.longer)) return false;
  if (when.above && !(limit !== undefined && typeof value === 'number' && value > limit)) return false;
  if (when.equals && !when.equals.includes(value)) return false;
  if (when.not?.includes(value)) return false;
  return Object.entries(when.beside ?? {}).every(([name, texts]) => texts.includes(String(object[name])));
}

/** `{}` or `[]`, which asks for nothing. */
function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
