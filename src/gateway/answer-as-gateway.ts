import { endpointOfPath } from '../catalog/capabilities.js';
import type { Profile } from '../catalog/profile.js';
import { type Answer, refusal } from './answers.js';
import { type BodyFact, factsOf } from './body-facts.js';
import { type ChatOptions, chatAnswer } from './chat.js';
import { askedFailure } from './http-failures.js';
import { isObject, type Json } from './json-body.js';

/** What a host is asked. */
export interface Asked {
  method: string;
  /** Of the URL, with `/v1`, without a query. */
  path: string;
  /** The key, without `Bearer`; empty without one. */
  key: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Json;
}

export interface GatewayOptions extends ChatOptions {
  profile: Profile;
  host: string;
  /** Whether a key opens this gateway. */
  takes(key: string): boolean;
  serves(model: string): boolean;
}

/** An answer, and what the gateway treats otherwise in the request. */
export interface Judged {
  answer: Answer;
  facts: BodyFact[];
}

/** What the gateway answers, as strict as is known of it: `src/catalog/capabilities.json`. */
export function answerAsGateway(asked: Asked, options: GatewayOptions): Judged {
  const { path, key, body, method } = asked;
  const plain = (answer: Answer): Judged => ({ answer, facts: [] });
  const failure = askedFailure(asked);
  if (failure) return plain(failure);
  if (key === '') return plain(refusal(401, 'Missing API key', 'invalid_api_key'));
  if (!options.takes(key)) return plain(refusal(401, 'Invalid API key', 'invalid_api_key'));
  const isBelow = path.startsWith(`${new URL(options.profile.baseUrl).pathname.replace(/\/$/, '')}/`);
  const endpoint = isBelow ? endpointOfPath(path) : undefined;
  if (endpoint?.id === 'models' && method === 'GET') return plain(models(path, options));
  if (endpoint?.id !== 'chat') return plain(refusal(404, `Not found: ${path}`, 'not_found'));
  if (method !== 'POST') return plain(refusal(405, `Method not allowed: ${method}`, 'method_not_allowed'));
  return chat(asked, String(body.model ?? ''), options);
}

function chat({ body, headers }: Asked, model: string, options: GatewayOptions): Judged {
  const sent = { 'OpenAI-Organization': headers['openai-organization'], 'OpenAI-Project': headers['openai-project'] };
  const facts = factsOf({ ...body, extra_headers: sent }, model, options.profile);
  const refuse = (message: string, code: string, param: string): Judged => ({
    answer: refusal(400, message, code, param),
    facts,
  });
  if (!options.serves(model)) return refuse(`Model not found: ${model}`, 'model_not_found', 'model');
  if (!Array.isArray(body.messages) || body.messages.length === 0)
    return refuse('messages must be a list that is not empty', 'invalid_request_error', 'messages');
  if (!hasFunctions(body.tools)) return refuse('tools: missing field `function`', 'invalid_request_error', 'tools');
  const refused = facts.find(({ error }) => error !== undefined);
  if (refused?.error) return refuse(refused.error, 'invalid_request_error', refused.path);
  return { answer: chatAnswer(options.host, model, body, options), facts };
}

/** Tools of the Responses API are shaped otherwise; hosted ones are a row of the catalog. */
function hasFunctions(tools: unknown): boolean {
  const list = Array.isArray(tools) ? tools : [];
  return list.every((tool) => isObject(tool) && (tool.type !== 'function' || isObject(tool.function)));
}

function models(path: string, { profile, serves }: GatewayOptions): Answer {
  const { served, aliases, model } = profile;
  const ids = [...new Set([...(model ? [model] : []), ...served.map(({ id }) => id), ...Object.keys(aliases)])].filter(
    serves,
  );
  const [, wanted] = /\/models\/(.+)/s.exec(path) ?? [];
  if (wanted === undefined) return { status: 200, body: { object: 'list', data: ids.map(described) } };
  const id = decodeURIComponent(wanted);
  return serves(id)
    ? { status: 200, body: described(id) }
    : refusal(404, `Model not found: ${id}`, 'model_not_found', 'model');
}

function described(id: string): object {
  return { id, object: 'model', created: 1, owned_by: 'mock' };
}
