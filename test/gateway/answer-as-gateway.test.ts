import { describe, expect, test } from 'vitest';
import { ENDPOINTS, PARAMETERS, type ParameterFact } from '../../src/catalog/capabilities.js';
import { PROFILES, type Profile } from '../../src/catalog/profile.js';
import { answerAsGateway, type GatewayOptions, type Judged } from '../../src/gateway/answer-as-gateway.js';
import type { Json } from '../../src/gateway/json-body.js';

const OPTIONS: GatewayOptions = {
  profile: PROFILES.holysheep as Profile,
  host: 'api.holysheep.ai',
  takes: (key) => key === 'visibly-fake',
  serves: (model) => model === 'deepseek-v3.2' || model === 'gpt-4.1',
  callsTools: false,
};

const MESSAGES = [{ role: 'user', content: 'Hello' }];

function ask(
  body: Json,
  more: { path?: string; method?: string; key?: string; headers?: Record<string, string> } = {},
) {
  const asked = { method: 'POST', path: '/v1/chat/completions', key: 'visibly-fake', headers: {}, ...more };
  return answerAsGateway({ ...asked, body }, OPTIONS);
}

function chat(more: Json, model = 'deepseek-v3.2'): Judged {
  return ask({ model, messages: MESSAGES, ...more });
}

function messageOf({ answer }: Judged): string {
  return (answer.body as { choices: { message: { content: string } }[] }).choices[0]?.message.content ?? '';
}

const part = (type: string) => ({ messages: [{ role: 'user', content: [{ type }] }] });

/** A request for each row of the catalog for which a request is refused. */
const REFUSED: Record<string, Json> = {
  'developer-role': { messages: [{ role: 'developer', content: 'x' }] },
  'function-role': { messages: [{ role: 'function', content: 'x' }] },
  'image-part': part('image_url'),
  'audio-part': part('input_audio'),
  'file-part': part('file'),
  'hosted-tool': { tools: [{ type: 'web_search' }] },
  'json-object': { response_format: { type: 'json_object' } },
  'json-schema': { response_format: { type: 'json_schema', json_schema: { name: 'x', schema: {} } } },
  'token-limit': { max_tokens: 8193 },
  'several-choices': { n: 2 },
  'top-p-zero': { top_p: 0 },
  'logit-bias': { logit_bias: { 50256: -100 } },
  reasoning: { reasoning: { effort: 'low' } },
  'audio-output': { modalities: ['text', 'audio'] },
  'audio-options': { audio: { voice: 'alloy' } },
  'web-search': { web_search_options: { user_location: null } },
  'responses-state': { previous_response_id: 'resp_1' },
  batch: { batch: true },
};

describe('parameters', () => {
  test('every row for which a request is refused is tried', () => {
    const isSent = ({ when }: ParameterFact) => !when?.madeBy && when?.kind !== 'class';
    const rows = PARAMETERS.filter((one) => (one.error || one.action === 'block') && isSent(one));
    expect(Object.keys(REFUSED).sort()).toEqual(rows.map(({ id }) => id).sort());
  });

  test.each(Object.entries(REFUSED))('%s is refused, in the shape that SDKs read', (id, body) => {
    const { answer, facts } = chat(body);
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { type: 'invalid_request_error', code: 'invalid_request_error', param: expect.any(String) } },
    });
    expect(JSON.stringify(answer.body)).not.toMatch(/\{value\}|\{limit\}/);
    expect(facts.map((fact) => fact.id)).toContain(id);
  });

  test.each([
    ['roles that are taken', { messages: [{ role: 'system', content: 'x' }, ...MESSAGES] }],
    ['text in parts', { messages: [{ role: 'user', content: [{ type: 'text', text: 'x' }] }] }],
    ['n: 1', { n: 1 }],
    ['a limit that fits', { max_tokens: 8192 }],
    ['top_p above 0', { top_p: 0.1 }],
    ['no bias', { logit_bias: {} }],
    [
      'the word for JSON',
      { messages: [{ role: 'user', content: 'As JSON' }], response_format: { type: 'json_object' } },
    ],
    ['nothing', { n: null, tools: [] }],
  ])('%s: taken, and nothing to say', (_, body) => {
    expect(chat(body)).toMatchObject({ answer: { status: 200 }, facts: [] });
  });

  test('what is ignored or not known is taken, and told', () => {
    const { answer, facts } = chat({ seed: 1, max_completion_tokens: 5, store: true });
    expect(answer.status).toBe(200);
    expect(facts.map(({ id }) => id).sort()).toEqual(['max-completion-tokens', 'seed', 'store']);
  });

  test('a model that can is asked', () => {
    expect(chat(part('image_url'), 'gpt-4.1').answer.status).toBe(200);
    expect(chat({ n: 2 }, 'gpt-4.1').answer.status).toBe(200);
    expect(chat({ max_tokens: 20_000 }, 'gpt-4.1').answer.status).toBe(200);
  });

  test('an organisation of OpenAI’s in the headers is told', () => {
    const { facts } = ask(
      { model: 'deepseek-v3.2', messages: MESSAGES },
      { headers: { 'openai-organization': 'org' } },
    );
    expect(facts.map(({ id }) => id)).toEqual(['organization']);
  });
});

describe('endpoints', () => {
  const unserved = ENDPOINTS.filter(({ served }) => served !== 'yes').flatMap(({ paths }) => paths);

  test.each(unserved)('%s is not found', (path) => {
    expect(ask({}, { path: `/v1${path}` }).answer).toMatchObject({
      status: 404,
      body: { error: { code: 'not_found' } },
    });
  });

  test('models are listed, and found one by one', () => {
    const get = (path: string) => ask({}, { path, method: 'GET' }).answer;
    expect(get('/v1/models')).toMatchObject({
      body: { object: 'list', data: [{ id: 'deepseek-v3.2', object: 'model' }, { id: 'gpt-4.1' }] },
    });
    expect(get('/v1/models/gpt-4.1')).toMatchObject({ status: 200, body: { id: 'gpt-4.1' } });
    expect(get('/v1/models/gpt-4o')).toMatchObject({ status: 404, body: { error: { code: 'model_not_found' } } });
  });

  test.each([
    ['no key', { key: '' }, 401],
    ['another key', { key: 'other' }, 401],
    ['no /v1', { path: '/chat/completions' }, 404],
    ['another method', { method: 'GET' }, 405],
    ['a status that is asked for', { headers: { 'x-mock-status': '503' } }, 503],
  ])('%s', (_, more, status) => {
    expect(ask({ model: 'deepseek-v3.2', messages: MESSAGES }, more).answer.status).toBe(status);
  });

  test.each([
    [{ model: 'gpt-4o' }, 400],
    [{ model: 'mock-404' }, 404],
    [{ messages: [] }, 400],
    [{ messages: 'Hello' }, 400],
    [{ tools: [{ type: 'function', name: 'flat' }] }, 400],
  ])('%j', (body, status) => {
    expect(chat(body).answer.status).toBe(status);
  });

  test('too many requests: with the time to wait', () => {
    expect(chat({ model: 'mock-429' }).answer).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
  });
});

describe('answers', () => {
  const TOOLS = [
    {
      type: 'function',
      function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
    },
  ];
  const called = (body: Json) => JSON.stringify(chat(body).answer.body).includes('tool_calls');

  test('are the same for the same request', () => {
    expect(chat({})).toEqual(chat({}));
  });

  test('JSON where it is asked for', () => {
    const body = { messages: [{ role: 'user', content: 'as json' }], response_format: { type: 'json_object' } };
    expect(JSON.parse(messageOf(chat(body)))).toEqual({ answer: expect.stringContaining('deepseek-v3.2') });
  });

  test('a function is called when it is asked for, and only then', () => {
    expect(called({ tools: TOOLS })).toBe(false);
    expect(called({ tools: TOOLS, tool_choice: 'required' })).toBe(true);
    expect(called({ tools: TOOLS, tool_choice: { type: 'function', function: { name: 'weather' } } })).toBe(true);
    expect(called({ tools: TOOLS, messages: [{ role: 'user', content: 'Call weather' }] })).toBe(true);
    expect(called({ tools: TOOLS, messages: [{ role: 'user', content: 'Call weather' }], tool_choice: 'none' })).toBe(
      false,
    );
    expect(called({ tools: TOOLS, tool_choice: 'required', messages: [{ role: 'tool', content: '1' }] })).toBe(false);
  });

  test('its arguments fit the schema', () => {
    const [choice] = (chat({ tools: TOOLS, tool_choice: 'required' }).answer.body as { choices: Json[] }).choices;
    expect(choice).toMatchObject({
      finish_reason: 'tool_calls',
      message: { tool_calls: [{ function: { name: 'weather', arguments: '{"city":"sample"}' } }] },
    });
  });

  test('a stream ends with [DONE], and with the usage where that is asked for', () => {
    const plain = chat({ stream: true }).answer.events ?? [];
    const counted = chat({ stream: true, stream_options: { include_usage: true } }).answer.events ?? [];
    expect(plain.at(-1)).toBe('data: [DONE]\n\n');
    expect(plain.join('')).not.toContain('usage');
    expect(counted).toHaveLength(plain.length + 1);
    expect(JSON.parse(counted.at(-2)?.slice(6) ?? '')).toMatchObject({ choices: [], usage: { total_tokens: 8 } });
  });
});
