import { createHash } from 'node:crypto';
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
/** @type {Map<string, string>} */
const MODELS = new Map([]);
/** @type {[string, string][]} Parameters that the gateway takes under another name, … */
const RENAMED = [];
/** @type {string[]} … and those that mean nothing there. */
const LEFT_OUT = [];
/** @type {Map<string, string>} Roles of messages that it takes under another name. */
const ROLES = new Map([]);

/** @typedef {import('openai').OpenAI} OpenAI */
/** @typedef {import('openai').OpenAI.Chat.ChatCompletionCreateParams} Body */
/** @typedef {import('openai').OpenAI.Chat.ChatCompletion} Answer */
/** @typedef {import('openai').OpenAI.Chat.ChatCompletionChunk} Chunk */
/** @typedef {import('openai').OpenAI.RequestOptions} Options */
/** @typedef {string | number} User */
/** @typedef {'control' | 'gateway'} Arm */

/**
 * One call, as it is told when it has ended.
 * @typedef {object} Outcome
 * @property {Arm} arm
 * @property {string} model
 * @property {'ok' | 'failed' | 'stopped'} status `stopped`: the reader left a stream before its end.
 * @property {number} latencyMs By a monotonic clock: to the whole answer, or to the last chunk.
 * @property {number} [firstChunkMs]
 * @property {number} [promptTokens] As the answer says; a stream says so only where the request asks for its usage.
 * @property {number} [completionTokens]
 * @property {true} [fellBack] Answered by the control since the gateway failed.
 * @property {string} [error]
 */

/**
 * The arguments are those of `getBooleanValue` of an OpenFeature client.
 * @callback Evaluate
 * @param {string} flagKey
 * @param {boolean} defaultValue
 * @param {{ targetingKey: string }} context
 * @returns {boolean | Promise<boolean>}
 */

/** @typedef {OpenAI['chat']['completions']['create']} Create */

/**
 * What a client is, as far as it is asked here. `create` gives a promise, without `withResponse` and `asResponse`.
 * @typedef {{ readonly chat: { readonly completions: { create: Create } } }} Client
 */

/** @typedef {{ readonly 'put the id of the user here': never }} UserRequired */

/**
 * Stands where the id of the user belongs, which is not known there: a type error. Such a call goes to the control.
 * @type {UserRequired}
 */
export const USER_REQUIRED = /** @type {any} */ (Object.freeze({}));

/** @type {Evaluate | undefined} */
let evaluate;
/** @type {(outcome: Outcome) => void} */
let sink = (outcome) => console.error(JSON.stringify({ event: FLAG, ...outcome }));

/**
 * Lets a system of flags decide; it is handed what the fraction says as the default. `undefined` undoes that.
 * @param {Evaluate | undefined} decide
 * @returns {void}
 */
export function evaluateWith(decide) {
  evaluate = decide;
}

/**
 * Hands the outcome of each call on, instead of writing it to stderr.
 * @param {(outcome: Outcome) => void} take
 * @returns {void}
 */
export function tellTo(take) {
  sink = take;
}

/**
 * From 0 to just below 1, and always the same: the first 4 bytes of SHA-256 of `salt:user`, over 2^32.
 * @param {User} user
 * @param {string} [salt]
 * @returns {number}
 */
export function placeOf(user, salt = SALT) {
  return createHash('sha256').update(`${salt}:${user}`, 'utf8').digest().readUInt32BE(0) / 2 ** 32;
}

/**
 * The share of users that go to the gateway, from 0 to 1. What is no such number counts as 0.
 * @param {string | undefined} text
 * @returns {number}
 */
export function fractionOf(text) {
  if (text === undefined || /^[ \t]*$/.test(text)) return 0;
  const value = /^[ \t]*(?:\d+(?:\.\d*)?|\.\d+)[ \t]*$/.test(text) ? Number(text) : Number.NaN;
  if (value <= 1) return value;
  warnOnce(`${FRACTION} is no number from 0 to 1: it counts as 0.`);
  return 0;
}

/**
 * The client that answers this user: the one that is given, untouched, or a copy of it that asks the gateway.
 * @param {User | null | undefined} user
 * @param {OpenAI} control
 * @returns {Client}
 */
export function clientFor(user, control) {
  if (!isOn(user)) return control;
  /**
   * @param {Body} body
   * @param {Options} [options]
   */
  const create = async (body, options) => {
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
  return { chat: { completions: { create: /** @type {any} */ (create) } } };
}

/** @type {WeakMap<OpenAI, OpenAI>} */
const copies = new WeakMap();

/**
 * Made when it is first needed, with all options of the other but those that say whom it asks and as whom.
 * @param {OpenAI} control
 * @returns {OpenAI | undefined}
 */
function gatewayOf(control) {
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

/**
 * Where nobody can be chosen, the call is the old one, to the letter.
 * @param {unknown} user
 * @returns {user is User}
 */
function isOn(user) {
  if (isSet(OFF) || (!evaluate && fractionOf(process.env[FRACTION]) === 0)) return false;
  const isUser = typeof user === 'string' || typeof user === 'number';
  if (!isUser) warnOnce('A call names no user: it goes to the control.');
  return isUser;
}

/**
 * @param {User} user
 * @returns {Promise<boolean>}
 */
async function isChosen(user) {
  const isDrawn = placeOf(user) < fractionOf(process.env[FRACTION]);
  try {
    return evaluate ? (await evaluate(FLAG, isDrawn, { targetingKey: String(user) })) === true : isDrawn;
  } catch (error) {
    warnOnce(`The flag ${FLAG} could not be evaluated (${nameOf(error)}): the fraction decides.`);
    return isDrawn;
  }
}

/**
 * As the migration will write it.
 * @param {Body} body
 * @returns {Body}
 */
function forGateway(body) {
  /** @type {Record<string, unknown>} */
  const sent = { ...body, model: MODELS.get(body.model) ?? MODEL };
  for (const name of LEFT_OUT) delete sent[name];
  for (const [from, to] of RENAMED) {
    if (!(from in sent)) continue;
    sent[to] ??= sent[from];
    delete sent[from];
  }
  const messages = body.messages.map((one) => ({ ...one, role: ROLES.get(one.role) ?? one.role }));
  return /** @type {any} */ ({ ...sent, messages });
}

/**
 * Asks one of the two, and tells how it went.
 * @param {OpenAI} client
 * @param {Arm} arm
 * @param {Body} body
 * @param {Options} [options]
 * @param {{ fellBack?: true }} [how]
 * @returns {Promise<Answer | Stream<Chunk>>}
 */
async function ask(client, arm, body, options, how = {}) {
  const start = performance.now();
  const elapsed = () => Math.round(performance.now() - start);
  /** @param {Pick<Outcome, 'status'> & Partial<Outcome>} rest */
  const end = (rest) => tell({ arm, model: body.model, latencyMs: elapsed(), ...how, ...rest });
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

  /**
   * @param {AsyncIterator<Chunk>} chunks
   * @param {IteratorResult<Chunk> | undefined} first
   * @param {number | undefined} firstMs
   * @returns {AsyncGenerator<Chunk, void>}
   */
  async function* passedOn(chunks, first, firstMs) {
    /** @type {Pick<Outcome, 'status'> & Partial<Outcome>} */
    let rest = { status: 'stopped' };
    /** @type {Answer['usage'] | null} */
    let usage;
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

/**
 * @param {Answer['usage'] | null} usage
 * @returns {Pick<Outcome, 'promptTokens' | 'completionTokens'>}
 */
function tokensIn(usage) {
  return usage ? { promptTokens: usage.prompt_tokens, completionTokens: usage.completion_tokens } : {};
}

/**
 * No failure of who listens may become one of the call.
 * @param {Outcome} outcome
 * @returns {void}
 */
function tell(outcome) {
  try {
    sink(outcome);
  } catch (error) {
    warnOnce(`The outcome of a call could not be told (${nameOf(error)}).`);
  }
}

/**
 * A message may quote a key or a prompt.
 * @param {unknown} error
 * @returns {string}
 */
function nameOf(error) {
  return error instanceof Error ? error.constructor.name : typeof error;
}

/**
 * @param {string} name
 * @returns {boolean}
 */
function isSet(name) {
  return !['', '0', 'false'].includes(process.env[name]?.trim().toLowerCase() ?? '');
}

/** @type {Set<string>} */
const warned = new Set();

/**
 * @param {string} message
 * @returns {void}
 */
function warnOnce(message) {
  if (warned.has(message)) return;
  warned.add(message);
  console.warn(`${FLAG}: ${message}`);
}
