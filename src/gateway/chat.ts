import { type Answer, answerChat, streamChat } from './answers.js';
import { callFor } from './function-call.js';
import { entriesAt, isObject, type Json } from './json-body.js';
import { sampleOf } from './sample.js';

export interface ChatOptions {
  /** Call a function whenever one is offered, and not only when it is asked for. */
  callsTools: boolean;
}

/** A chat completion by a host, whole or as a stream: always the same for the same request. */
export function chatAnswer(host: string, model: string, body: Json, { callsTools }: ChatOptions): Answer {
  const reply = { text: textFor(host, model, body), call: callFor(body, callsTools) };
  if (body.stream !== true) return answerChat(model, reply);
  return streamChat(model, reply, entriesAt(body, 'stream_options.include_usage').at(0)?.value === true);
}

function textFor(host: string, model: string, { response_format: format }: Json): string {
  const text = `Answer from ${host} (${model})`;
  if (!isObject(format)) return text;
  if (format.type === 'json_object') return JSON.stringify({ answer: text });
  const schema = isObject(format.json_schema) ? format.json_schema.schema : undefined;
  return schema === undefined ? text : JSON.stringify(sampleOf(schema));
}
