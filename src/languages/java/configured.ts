import type { Configured } from '../../catalog/sdk.js';
import type { CallNode } from '../../ir.js';
import { eolOf, indentOf, indentUnit } from '../style.js';
import { type Insertion, insertionAt } from '../writer.js';

const MAX_LINE = 120;

/** `Client.fromEnv()` → `Client.builder().fromEnv().baseUrl("…").build()`; `type` is what the builder calls what is called. */
export function configured(
  call: CallNode,
  { config, type, client }: Configured,
  settings: readonly [string, string][],
): Insertion[] {
  const { callee, model } = call;
  if (callee.kind !== 'member') return [];
  const { text } = model;
  const line = `${eolOf(text, call.start)}${indentOf(text, call.start)}${indentUnit(text, 4).repeat(2)}`;
  const links = (gap: string) => settings.map(([name, value]) => `${gap}.${name}(${value})`).join('');
  const inserted = (at: number, write: (gap: string) => string): Insertion => ({
    ...insertionAt(at, write('')),
    orElse: { max: MAX_LINE, edits: [insertionAt(at, write(line))] },
  });
  return [
    inserted(callee.object.end, (gap) => `.${config}()${gap}`),
    ...(callee.property === type ? [] : [{ ...callee.propertySpan, text: type }]),
    inserted(call.end, (gap) => `${links(gap)}${gap}.${client}()`),
  ];
}
