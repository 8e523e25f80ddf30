import { createHash } from 'node:crypto';
import type OpenAI from 'openai';
import { Stream } from 'openai/streaming';

const BASE_URL = 'https://api.holysheep.ai/v1';
/** Variables of the environment. They are read for each call, so that a change holds from the next one on. */
const KEY = 'HOLYSHEEP_API_KEY';
const FRACTION = 'HOLYSHEEP_CANARY_FRACTION';
const OFF = 'HOLYSHEEP_CANARY_OFF';
const FALLBACK = 'HOLYSHEEP_CANARY_FALLBACK';
/** Another salt draws the users anew. */
const SALT = 'holysheep-canary';
const FLAG = 'holysheep-canary';
/** What is asked at the gateway: the model on the right for the one on the left, and this one for all others. */
const MODEL = 'deepseek-v3.2';
const MODELS = new Map<string, string>([]);
/** Parameters that the gateway takes under another name, and those that mean nothing there. */
const RENAMED: readonly (readonly [string, string])[] = [];
const LEFT_OUT: readonly string[] = [];
/** Roles of messages that it takes under another name. */
const ROLES = new Map<string, string>([]);

type Body = OpenAI.Chat.ChatCompletionCreateParams;
type Answer = OpenAI.Chat.ChatCompletion;
type Chunk = OpenAI.Chat.ChatCompletionChunk;
type Options = OpenAI.RequestOptions;

export type User = string | number;
export type Arm = 'control' | 'gateway';

/** One call, as it is told when it has ended. */
export interface Outcome {
  arm: Arm;
  model: string;
  /** `stopped`: the reader left a stream before its end. */
  status: 'ok' | 'failed' | 'stopped';
  /** By a monotonic clock: to the whole answer, or to the last chunk. */
  latencyMs: number;
  firstChunkMs?: number;
  /** As the answer says; a stream says so only where the request asks for its usage. */
  promptTokens?: number;
  completionTokens?: number;
  /** Answered by the control since the gateway failed. */
  fellBack?: true;
  error?: string;
}

/** The arguments are those of `getBooleanValue` of an OpenFeature client. */
export type Evaluate = (
  flagKey: string,
  defaultValue: boolean,
  context: { targetingKey: string },
) => boolean | Promise<boolean>;

export interface Completions {
  create(body: OpenAI.Chat.ChatCompletionCreateParamsNonStreaming, options?: Options): Promise<Answer>;
  create(body: OpenAI.Chat.ChatCompletionCreateParamsStreaming, options?: Options): Promise<Stream<Chunk>>;
  create(body: Body, options?: Options): Promise<Answer | Stream<Chunk>>;
}

/** What a client is, as far as it is asked here. */
export interface Client {
  readonly chat: { readonly completions: Completions };
}

export interface UserRequired {
  readonly 'put the id of the user here': never;
}

/** Stands where the id of the user belongs, which is not known there: a type error. Such a call goes to the control. */
export const USER_REQUIRED = Object.freeze({}) as UserRequired;

let evaluate: Evaluate | undefined;
let sink = (outcome: Outcome): void => console.error(JSON.stringify({ event: FLAG, ...outcome }));

/** Lets a system of flags decide; it is handed what the fraction says as the default. `undefined` undoes that. */
export function evaluateWith(decide: Evaluate | undefined): void {
  evaluate = decide;
}

/** Hands the outcome of each call on, instead of writing it to stderr. */
export function tellTo(take: (outcome: Outcome) => void): void {
  sink = take;
}

/** From 0 to just below 1, and always the same: the first 4 bytes of SHA-256 of `salt:user`, over 2^32. */
export function placeOf(user: User, salt = SALT): number {
  return createHash('sha256').update(`${salt}:${user}`, 'utf8').digest().readUInt32BE(0) / 2 ** 32;
}

/** The share of users that go to the gateway, from 0 to 1. What is no such number counts as 0. */
export function fractionOf(text: string | undefined): number {
  if (text === undefined || /^[ \t]*$/.test(text)) return 0;
  const value = /^[ \t]*(?:\d+(?:\.\d*)?|\.\d+)[ \t]*$/.test(text) ? Number(text) : Number.NaN;
  if (value <= 1) return value;
  warnOnce(`${FRACTION} is no number from 0 to 1: it counts as 0.`);
  return 0;
}

/** The client that answers this user: the one that is given, untouched, or a copy of it that asks the gateway. */
export function clientFor(user: User | null | undefined, control: OpenAI): Client {
  if (!isOn(user)) return control;
  const create = async (body: Body, options?: Options): Promise<Answer | Stream<Chunk>> => {
    const gateway = (await isChosen(user)) ? gatewayOf(control) : undefined;
    if (!gateway) return ask(control, 'control', body, options);
    try {
      return await ask(gateway, 'gateway', forGateway(body), options);
    } catch (error) {
      // A stream that has given its first chunk is not in here any more.
      if (options?.signal?.aborted || !(body.stream || isSet(FALLBACK))) throw error;
      return ask(control, 'control', body, options, { fellBack: true });
    }
  };
  return { chat: { completions: { create: create as Completions['create'] } } };
}

const copies = new WeakMap<OpenAI, OpenAI>();

/** Made when it is first needed, with all options of the other but those that say whom it asks and as whom. */
function gatewayOf(control: OpenAI): OpenAI | undefined {
  const apiKey = process.env[KEY]?.trim();
  if (!apiKey) {
    warnOnce(`${KEY} is not set: all users stay with the control.`);
    return undefined;
  }
  const known = copies.get(control);
  const copy = known ?? control.withOptions({ baseURL: BASE_URL, apiKey, organization: null, project: null });
  if (!known) copies.set(control, copy);
  return copy;
}

/** Where nobody can be chosen, the call is the old one, to the letter. */
function isOn(user: unknown): user is User {
  if (isSet(OFF) || (!evaluate && fractionOf(process.env[FRACTION]) === 0)) return false;
  const isUser = typeof user === 'string' || typeof user === 'number';
  if (!isUser) warnOnce('A call names no user: it goes to the control.');
  return isUser;
}

async function isChosen(user: User): Promise<boolean> {
  const isDrawn = placeOf(user) < fractionOf(process.env[FRACTION]);
  try {
    return evaluate ? (await evaluate(FLAG, isDrawn, { targetingKey: String(user) })) === true : isDrawn;
  } catch (error) {
    warnOnce(`The flag ${FLAG} could not be evaluated (${nameOf(error)}): the fraction decides.`);
    return isDrawn;
  }
}

/** As the migration will write it. */
function forGateway(body: Body): Body {
  const sent: Record<string, unknown> = { ...body, model: MODELS.get(body.model) ?? MODEL };
  for (const name of LEFT_OUT) delete sent[name];
  for (const [from, to] of RENAMED) {
    if (!(from in sent)) continue;
    sent[to] ??= sent[from];
    delete sent[from];
  }
  const messages = body.messages.map((one) => ({ ...one, role: ROLES.get(one.role) ?? one.role }));
  return { ...sent, messages } as unknown as Body;
}

/** Asks one of the two, and tells how it went. */
async function ask(
  client: OpenAI,
  arm: Arm,
  body: Body,
  options?: Options,
  how: { fellBack?: true } = {},
): Promise<Answer | Stream<Chunk>> {
  const start = performance.now();
  const elapsed = () => Math.round(performance.now() - start);
  const end = (rest: Pick<Outcome, 'status'> & Partial<Outcome>) =>
    tell({ arm, model: body.model, latencyMs: elapsed(), ...how, ...rest });
  try {
    const answer = await client.chat.completions.create(body, options);
    if (!('controller' in answer)) {
      end({ status: 'ok', ...tokensIn(answer.usage) });
      return answer;
    }
    const chunks = answer[Symbol.asyncIterator]();
    const first = arm === 'gateway' ? await chunks.next() : undefined;
    const firstChunkMs = first && elapsed();
    return new Stream(() => passedOn(chunks, first, firstChunkMs), answer.controller);
  } catch (error) {
    end({ status: 'failed', error: nameOf(error) });
    throw error;
  }

  async function* passedOn(
    chunks: AsyncIterator<Chunk>,
    first: IteratorResult<Chunk> | undefined,
    firstMs: number | undefined,
  ): AsyncGenerator<Chunk, void> {
    let rest: Pick<Outcome, 'status'> & Partial<Outcome> = { status: 'stopped' };
    let usage: Answer['usage'] | null;
    let firstChunkMs = firstMs;
    try {
      for (let next = first ?? (await chunks.next()); !next.done; next = await chunks.next()) {
        firstChunkMs ??= elapsed();
        usage = next.value.usage ?? usage;
        yield next.value;
      }
      rest = { status: 'ok' };
    } catch (error) {
      rest = { status: 'failed', error: nameOf(error) };
      throw error;
    } finally {
      end({ ...rest, ...(firstChunkMs !== undefined && { firstChunkMs }), ...tokensIn(usage) });
      await chunks.return?.();
    }
  }
}

function tokensIn(usage: Answer['usage'] | null): Pick<Outcome, 'promptTokens' | 'completionTokens'> {
  return usage ? { promptTokens: usage.prompt_tokens, completionTokens: usage.completion_tokens } : {};
}

/** No failure of who listens may become one of the call. */
function tell(outcome: Outcome): void {
  try {
    sink(outcome);
  } catch (error) {
    warnOnce(`The outcome of a call could not be told (${nameOf(error)}).`);
  }
}

/** A message may quote a key or a prompt. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.constructor.name : typeof error;
}

function isSet(name: string): boolean {
  return !['', '0', 'false'].includes(process.env[name]?.trim().toLowerCase() ?? '');
}

const warned = new Set<string>();

function warnOnce(message: string): void {
  if (warned.has(message)) return;
  warned.add(message);
  console.warn(`${FLAG}: ${message}`);
}
