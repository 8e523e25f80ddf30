import { OPENAI_HOST } from '../catalog/hosts.js';
import type { Asked } from './answer-as-gateway.js';
import { type Answer, answerResponses, refusal, streamResponses } from './answers.js';
import { type ChatOptions, chatAnswer } from './chat.js';
import { callFor } from './function-call.js';
import type { Json } from './json-body.js';

export interface OpenaiOptions extends ChatOptions {
  takes(key: string): boolean;
}

/** What OpenAI answers, as far as apps are run against it here. */
export function answerAsOpenai({ path, key, body }: Asked, options: OpenaiOptions): Answer {
  if (!options.takes(key)) return refusal(401, 'Incorrect API key provided', 'invalid_api_key');
  const model = String(body.model ?? 'dall-e-2');
  if (!/^(?:gpt-|o\d|chatgpt-|text-|omni-|dall-e-|davinci|babbage|ft:)/.test(model))
    return refusal(404, `The model '${model}' does not exist or you do not have access to it.`, 'model_not_found');
  const text = `Answer from ${OPENAI_HOST} (${model})`;
  switch (path) {
    case '/v1/chat/completions':
      return chatAnswer(OPENAI_HOST, model, body, options);
    case '/v1/responses': {
      if (body.input === undefined) return refusal(400, 'Missing input', 'missing_required_parameter', 'input');
      const call = callFor(body, options.callsTools);
      return body.stream && !call ? streamResponses(model, text) : answerResponses(model, { text, call });
    }
    case '/v1/responses/input_tokens':
      return { status: 200, body: { object: 'response.input_tokens', input_tokens: USAGE.prompt_tokens } };
    case '/v1/completions':
      return {
        status: 200,
        body: { id: 'cmpl-1', object: 'text_completion', created: 1, model, choices: [{ index: 0, text }] },
      };
    case '/v1/embeddings':
      return { status: 200, body: { object: 'list', model, data: embeddings(body), usage: USAGE } };
    case '/v1/images/generations':
      return { status: 200, body: { created: 1, data: [{ url: 'https://images.invalid/1.png' }] } };
    case '/v1/moderations':
      return { status: 200, body: { id: 'modr-1', model, results: [body.input].flat().map(() => HARMLESS) } };
    case '/v1/models':
      return { status: 200, body: { object: 'list', data: [] } };
    default:
      return refusal(404, `Invalid URL (${path})`, 'unknown_url');
  }
}

const USAGE = { prompt_tokens: 3, total_tokens: 3 };

const HARMLESS = { flagged: false, categories: {}, category_scores: {} };

function embeddings({ input, encoding_format }: Json): object[] {
  const vector = Float32Array.of(0.5, 0.25, 1);
  const embedding = encoding_format === 'base64' ? Buffer.from(vector.buffer).toString('base64') : [...vector];
  return [input].flat().map((_, index) => ({ object: 'embedding', index, embedding }));
}
