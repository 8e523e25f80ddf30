import type { RequestKind } from '../plan/gateway-uses.js';
import { isObject, type Json } from './json-body.js';

interface Trial {
  /** Beside the model and the messages. */
  body: Json;
  prompt: string;
  /** Whether what came back is what an app would wait for. */
  fits(text: string): boolean;
}

/** Small on purpose: each costs a few tokens. */
export const TRIALS: Readonly<Record<RequestKind, Trial>> = {
  plain: { prompt: 'Say OK.', body: { max_tokens: 5 }, fits: (text) => messageOf(text) !== undefined },
  streaming: {
    prompt: 'Say OK.',
    body: { max_tokens: 5, stream: true },
    fits: (text) => /^data: \{.*"delta"/m.test(text) && /^data: \[DONE\]\s*$/m.test(text),
  },
  tools: {
    prompt: 'What is the weather in Paris?',
    body: {
      max_tokens: 60,
      tools: [
        {
          type: 'function',
          function: {
            name: 'weather',
            description: 'The weather in a city.',
            parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
          },
        },
      ],
      tool_choice: { type: 'function', function: { name: 'weather' } },
    },
    fits: (text) => {
      const calls = messageOf(text)?.tool_calls;
      const [call] = Array.isArray(calls) ? calls : [];
      return isObject(call) && isObject(call.function) && isJson(call.function.arguments);
    },
  },
  json: {
    prompt: 'Answer in JSON: {"ok": true}',
    body: { max_tokens: 40, response_format: { type: 'json_object' } },
    fits: (text) => isJson(messageOf(text)?.content),
  },
};

function messageOf(text: string): Json | undefined {
  const body = parsed(text);
  const [choice] = isObject(body) && Array.isArray(body.choices) ? body.choices : [];
  return isObject(choice) && isObject(choice.message) ? choice.message : undefined;
}

function isJson(text: unknown): boolean {
  return typeof text === 'string' && isObject(parsed(text));
}

/** `undefined` for what is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
