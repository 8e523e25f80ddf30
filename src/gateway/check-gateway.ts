import type { Profile } from '../catalog/profile.js';
import type { RequestKind } from '../plan/gateway-uses.js';
import { isObject } from './json-body.js';
import { type Check, type OutcomeCode, told } from './outcomes.js';
import { NoAnswer, type Reply, type Sent, sendRequest } from './send-request.js';
import { parsed, TRIALS } from './smoke.js';

export interface GatewayCheck {
  profile: Profile;
  /** Models that have to be there. */
  models: readonly string[];
  /** Requests to try, each with the first of the models. */
  kinds: readonly RequestKind[];
  key: string;
  /** Milliseconds for each request. */
  timeout: number;
}

/** Asks the gateway for its models, and tries requests if it is asked to. What fails at the list is not tried further. */
export async function checkGateway(check: GatewayCheck): Promise<Check[]> {
  const listed = await listModels(check);
  if (!('ids' in listed)) return [listed];
  const { ids } = listed;
  const found: Check = {
    id: 'models',
    outcome: 'ok',
    message: `The key is taken, and ${ids.length} models are listed.`,
  };
  const models = check.models.map((model): Check => {
    const about = { id: 'model', about: model };
    if (ids.includes(model)) return { ...about, outcome: 'ok', message: `${model} is listed.` };
    const detail = ids.length === 0 ? 'nothing' : `${ids.slice(0, 20).join(', ')}${ids.length > 20 ? ', …' : ''}`;
    return { ...about, ...failure('no-model', check, { model, detail }) };
  });
  const trials: Check[] = [];
  const [first] = check.models.filter((model) => ids.includes(model));
  for (const kind of first === undefined ? [] : check.kinds) trials.push(await tryRequest(kind, first ?? '', check));
  return [found, ...models, ...trials];
}

async function listModels(check: GatewayCheck): Promise<{ ids: string[] } | Check> {
  const answer = await asked('models', check);
  if ('outcome' in answer) return { id: 'models', ...answer };
  const body = parsed(answer.text);
  const data = isObject(body) && Array.isArray(body.data) ? body.data : undefined;
  if (!data) return { id: 'models', ...failure('not-understood', check, { detail: 'no list', path: '/models' }) };
  return { ids: data.flatMap((model) => (isObject(model) && typeof model.id === 'string' ? [model.id] : [])) };
}

async function tryRequest(kind: RequestKind, model: string, check: GatewayCheck): Promise<Check> {
  const about = { id: 'smoke', about: kind };
  const { body, prompt, fits } = TRIALS[kind];
  const messages = [{ role: 'user', content: prompt }];
  const answer = await asked('chat/completions', check, { model, messages, ...body });
  if ('outcome' in answer) return { ...about, ...answer };
  if (fits(answer.text)) return { ...about, outcome: 'ok', message: `${model} answers as it should.` };
  return { ...about, ...failure('not-understood', check, { detail: kind, path: '/chat/completions' }) };
}

type Failed = Pick<Check, 'outcome' | 'message'>;

async function asked(path: string, check: GatewayCheck, body?: object): Promise<Reply | Failed> {
  const sent: Sent = { key: check.key, timeout: check.timeout, ...(body && { body }) };
  try {
    const reply = await sendRequest(new URL(`${check.profile.baseUrl}/${path}`), sent);
    const outcome = outcomeOf(reply.status);
    return outcome === 'ok' ? reply : failure(outcome, check, { path: `/${path}`, detail: detailOf(outcome, reply) });
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return failure(error.why, check, { detail: error.message, proxy: error.proxy ?? '' });
  }
}

const STATUS: Readonly<Record<number, OutcomeCode>> = {
  401: 'key-refused',
  402: 'no-credit',
  403: 'forbidden',
  404: 'not-found',
  429: 'rate-limited',
};

function outcomeOf(status: number): OutcomeCode {
  if (status >= 200 && status < 300) return 'ok';
  if (status >= 300 && status < 400) return 'redirected';
  return STATUS[status] ?? (status >= 500 ? 'gateway-fault' : 'refused');
}

/** What the answer adds. Of a refused key nothing is repeated: such answers quote it. */
function detailOf(outcome: OutcomeCode, { status, headers, text }: Reply): string {
  if (outcome === 'redirected') return `${status} to ${hostIn(headers.location)}`;
  if (outcome === 'rate-limited') return waitOf(headers['retry-after']);
  const body = parsed(text);
  const error = isObject(body) && isObject(body.error) ? body.error.message : undefined;
  return typeof error === 'string' ? `${status}: ${error.slice(0, 200)}` : String(status);
}

/** `Retry-After` is seconds, or a date. */
function waitOf(header: string | undefined): string {
  if (header === undefined) return '';
  const seconds = /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - Date.now()) / 1000);
  return Number.isNaN(seconds) ? '' : `, and says to wait ${Math.max(0, seconds)} s`;
}

function hostIn(location: string | undefined): string {
  return URL.canParse(location ?? '') ? new URL(location ?? '').host : 'another path';
}

function failure(outcome: OutcomeCode, { profile, timeout }: GatewayCheck, filling: Record<string, string>): Failed {
  const { apiKey, baseUrl } = profile.variables;
  const { host } = new URL(profile.baseUrl);
  const known = { host, variable: apiKey, 'variable-url': baseUrl, seconds: String(timeout / 1000) };
  return { outcome, message: told(outcome, { ...known, ...filling }) };
}
