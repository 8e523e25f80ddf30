import type { Configured } from '../../catalog/sdk.js';
import type { CallNode } from '../../ir.js';
import { lineEnd, lineStart } from '../../text-position.js';
import { eolOf, indentOf, indentUnit } from '../style.js';
import { type Insertion, insertionAt } from '../writer.js';

type Settings = readonly [string, string][];

/** The soft limit of PSR-12. */
const MAX_LINE = 120;

/** `->withBaseUri('…')` behind the call, on a line of its own where the next one has one. */
export function chained({ model: { text }, end }: CallNode, settings: Settings): Insertion[] {
  const gap = /^[ \t]{0,200}\r?\n[ \t]{0,200}(?=->)/.exec(text.slice(end))?.[0] ?? '';
  return [insertionAt(end, settings.map(([name, value]) => gap + called(name, value)).join(''))];
}

/** `$client->setBaseURL('…');` below the statement that gives the client its name. */
export function assignedTo({ model: { text }, start, end }: CallNode, settings: Settings): Insertion[] {
  const name = /^[ \t]*((?:\$\w+|(?:self|static)::\$\w+)(?:->\w+)*)[ \t]*=[ \t]*$/.exec(
    text.slice(lineStart(text, start), start),
  )?.[1];
  const line = lineEnd(text, end);
  if (name === undefined || !/^[ \t]*;[ \t]*(?:(?:\/\/|#).*)?$/.test(text.slice(end, line))) return [];
  const before = eolOf(text, end) + indentOf(text, start);
  const statements = settings.map(
    ([place, value]) => `${before}${name}${place.endsWith('()') ? called(place, value) : `->${place} = ${value}`};`,
  );
  return [insertionAt(line, statements.join(''))];
}

function called(place: string, value: string): string {
  return `->${place.slice(0, -2)}(${value})`;
}

/** `OpenAI::client($key)` → `OpenAI::factory()->withApiKey($key)->withBaseUri('…')->make()`. */
export function configured(
  call: CallNode,
  { config, client, takes = [] }: Configured,
  settings: Settings,
): Insertion[] {
  const { callee, model, argumentsSpan, arguments: given } = call;
  const { text } = model;
  if (
    callee.kind !== 'member' ||
    !argumentsSpan ||
    given.length > takes.length ||
    given.some(({ name, spread }) => name ?? spread)
  )
    return [];
  const edits = (gap: string): Insertion[] => {
    const [, ...more] = given;
    const between = more.map((one, index) => ({
      start: given[index]?.end ?? one.start,
      end: one.start,
      text: `)${gap}->${takes[index + 1]}(`,
    }));
    const last = given.at(-1);
    return [
      { ...callee.propertySpan, text: `${config}()${gap}->${takes[0]}` },
      ...between,
      // A comma behind the last argument goes with the list.
      ...(last && last.end < argumentsSpan.end ? [{ start: last.end, end: argumentsSpan.end, text: '' }] : []),
      insertionAt(
        call.end,
        [...settings.map(([name, value]) => gap + called(name, value)), `${gap}->${client}()`].join(''),
      ),
    ];
  };
  const eol = eolOf(text, call.start);
  const lines = edits(eol + indentOf(text, call.start) + indentUnit(text, 4));
  // With a line for each method they can be read, as the package's own documents have them.
  return lines.length > 0 && isShort(text, call, settings) ? edits('') : lines;
}

function isShort(text: string, { start, end }: CallNode, settings: Settings): boolean {
  const line = lineEnd(text, end) - lineStart(text, start);
  return line + settings.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0) + 30 <= MAX_LINE;
}
