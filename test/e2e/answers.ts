/** What a host sends back: one JSON document, or server-sent events. */
export interface Answer {
  status: number;
  body?: object;
  events?: string[];
}

export function answerChat(model: string, text: string): Answer {
  return {
    status: 200,
    body: {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1,
      model,
      choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 3, completion_tokens: 5, total_tokens: 8 },
    },
  };
}

/** The text in words, so that a reader of the stream has something to put together. */
export function chatEvents(model: string, text: string): string[] {
  const chunk = (delta: object, finish_reason: string | null) =>
    `data: ${JSON.stringify({
      id: 'chatcmpl-1',
      object: 'chat.completion.chunk',
      created: 1,
      model,
      choices: [{ index: 0, delta, finish_reason }],
    })}\n\n`;
  return [
    chunk({ role: 'assistant', content: '' }, null),
    ...words(text).map((content) => chunk({ content }, null)),
    chunk({}, 'stop'),
    'data: [DONE]\n\n',
  ];
}

export function answerResponses(model: string, text: string): Answer {
  return { status: 200, body: finishedResponse(model, text) };
}

/** A call of a function, in place of text. */
export interface FunctionCall {
  name: string;
  arguments: string;
}

export function answerChatCall(model: string, call: FunctionCall): Answer {
  const message = {
    role: 'assistant',
    content: null,
    tool_calls: [{ id: 'call_1', type: 'function', function: call }],
  };
  const answer = answerChat(model, '');
  return { ...answer, body: { ...answer.body, choices: [{ index: 0, message, finish_reason: 'tool_calls' }] } };
}

export function answerResponsesCall(model: string, call: FunctionCall): Answer {
  const item = { type: 'function_call', id: 'fc_1', call_id: 'call_1', status: 'completed', ...call };
  const thought = { type: 'reasoning', id: 'rs_1', summary: [] };
  return { status: 200, body: { ...finishedResponse(model, ''), output: [thought, item] } };
}

export function responsesEvents(model: string, text: string): string[] {
  const place = { item_id: 'msg_1', output_index: 0, content_index: 0 };
  const item = { id: 'msg_1', type: 'message', role: 'assistant', status: 'in_progress', content: [] };
  const events = [
    { type: 'response.created', response: { ...finishedResponse(model, ''), status: 'in_progress', output: [] } },
    { type: 'response.output_item.added', output_index: 0, item },
    ...words(text).map((delta) => ({ type: 'response.output_text.delta', ...place, delta })),
    { type: 'response.output_item.done', output_index: 0, item: message(text) },
    { type: 'response.completed', response: finishedResponse(model, text) },
  ];
  return events.map((event, sequence_number) => `data: ${JSON.stringify({ ...event, sequence_number })}\n\n`);
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
