import type { FunctionCall } from './function-call.js';

/** What a host sends back: one JSON document, or server-sent events. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: object;
  events?: string[];
}

/** What a model says: a text, or a call of a function in its place. */
export interface Reply {
  text: string;
  call?: FunctionCall | undefined;
}

const USAGE = { prompt_tokens: 3, completion_tokens: 5, total_tokens: 8 };

/** An error as OpenAI's API shapes it, and DeepSeek's too. */
export function refusal(status: number, message: string, code: string, param: string | null = null): Answer {
  return { status, body: { error: { message, type: 'invalid_request_error', param, code } } };
}

export function answerChat(model: string, { text, call }: Reply): Answer {
  const message = call
    ? { role: 'assistant', content: null, tool_calls: [{ id: 'call_1', type: 'function', function: call }] }
    : { role: 'assistant', content: text };
  return {
    status: 200,
    body: {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1,
      model,
      choices: [{ index: 0, message, finish_reason: call ? 'tool_calls' : 'stop' }],
      usage: USAGE,
    },
  };
}

/** The text in words, so that a reader of the stream has something to put together. */
export function streamChat(model: string, { text, call }: Reply, hasUsage = false): Answer {
  const event = (choices: object[], more: object = {}) =>
    `data: ${JSON.stringify({
      id: 'chatcmpl-1',
      object: 'chat.completion.chunk',
      created: 1,
      model,
      choices,
      ...(hasUsage && { usage: null }),
      ...more,
    })}\n\n`;
  const chunk = (delta: object, finish_reason: string | null = null) => event([{ index: 0, delta, finish_reason }]);
  const calls = call && [{ index: 0, id: 'call_1', type: 'function', function: call }];
  return {
    status: 200,
    events: [
      chunk({ role: 'assistant', content: '' }),
      ...(calls ? [chunk({ tool_calls: calls })] : words(text).map((content) => chunk({ content }))),
      chunk({}, call ? 'tool_calls' : 'stop'),
      ...(hasUsage ? [event([], { usage: USAGE })] : []),
      'data: [DONE]\n\n',
    ],
  };
}

export function answerResponses(model: string, { text, call }: Reply): Answer {
  if (!call) return { status: 200, body: finishedResponse(model, text) };
  const item = { type: 'function_call', id: 'fc_1', call_id: 'call_1', status: 'completed', ...call };
  const thought = { type: 'reasoning', id: 'rs_1', summary: [] };
  return { status: 200, body: { ...finishedResponse(model, ''), output: [thought, item] } };
}

export function streamResponses(model: string, text: string): Answer {
  const place = { item_id: 'msg_1', output_index: 0, content_index: 0 };
  const item = { id: 'msg_1', type: 'message', role: 'assistant', status: 'in_progress', content: [] };
  const events = [
    { type: 'response.created', response: { ...finishedResponse(model, ''), status: 'in_progress', output: [] } },
    { type: 'response.output_item.added', output_index: 0, item },
    ...words(text).map((delta) => ({ type: 'response.output_text.delta', ...place, delta })),
    { type: 'response.output_item.done', output_index: 0, item: message(text) },
    { type: 'response.completed', response: finishedResponse(model, text) },
  ];
  return {
    status: 200,
    events: events.map((event, sequence_number) => `data: ${JSON.stringify({ ...event, sequence_number })}\n\n`),
  };
}

function words(text: string): string[] {
  return text.match(/\S+\s*/g) ?? [];
}

function message(text: string): object {
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    status: 'completed',
    content: [{ type: 'output_text', text, annotations: [] }],
  };
}

function finishedResponse(model: string, text: string): object {
  return {
    id: 'resp_1',
    object: 'response',
    created_at: 1,
    status: 'completed',
    model,
    output: [message(text)],
    usage: {
      input_tokens: 3,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: 5,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: 8,
    },
  };
}
