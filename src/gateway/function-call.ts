import { isObject, type Json } from './json-body.js';
import { sampleOf } from './sample.js';

/** A call of a function, in place of text. */
export interface FunctionCall {
  name: string;
  /** JSON. */
  arguments: string;
}

/**
 * The function that a request gets called, of a chat completion or of the Responses API: the one that `tool_choice` asks
 * for, or that the last message names. With `always` any that is offered. Not again, once its result is there.
 */
export function callFor(body: Json, always: boolean): FunctionCall | undefined {
  const tools = functionsIn(body.tools);
  const last = [body.messages ?? body.input].flat().at(-1);
  if (isObject(last) && (last.role === 'tool' || last.type === 'function_call_output')) return undefined;
  const { tool_choice: choice } = body;
  if (choice === 'none') return undefined;
  const named = isObject(choice) ? nameIn(choice) : undefined;
  const said = JSON.stringify(last ?? '').toLowerCase();
  const wanted = tools.find(({ name }) =>
    named === undefined ? always || choice === 'required' || said.includes(name.toLowerCase()) : name === named,
  );
  return wanted && { name: wanted.name, arguments: JSON.stringify(sampleOf(wanted.parameters)) };
}

function functionsIn(tools: unknown): { name: string; parameters: unknown }[] {
  return (Array.isArray(tools) ? tools : []).flatMap((tool) => {
    const name = isObject(tool) ? nameIn(tool) : undefined;
    if (name === undefined) return [];
    return [{ name, parameters: isObject(tool.function) ? tool.function.parameters : tool.parameters }];
  });
}

/** `{ function: { name } }` of chat completions, `{ name }` of the Responses API. */
function nameIn({ name, function: inner }: Json): string | undefined {
  const found = isObject(inner) ? inner.name : name;
  return typeof found === 'string' ? found : undefined;
}
