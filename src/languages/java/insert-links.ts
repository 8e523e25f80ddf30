import type { CallNode } from '../../ir.js';
import { startsLine } from '../../text-position.js';
import { behindRemark, eolOf, gapBefore, indentOf, indentUnit } from '../style.js';
import { type Insertion, insertionAt } from '../writer.js';

const MAX_LINE = 120;

/** Further options for a builder, in the layout of its chain. */
export function insertLinks(call: CallNode, entries: readonly [string, string][]): Insertion[] {
  const { argumentsSpan: span, model, arguments: given } = call;
  if (!span) return [];
  const { text } = model;
  const links = entries.map(([name, value]) => `.${name}(${value})`);
  const own = given.filter(({ start, end }) => start >= span.start && end <= span.end && start < end);
  // What takes all from elsewhere (`fromEnv()`) goes before what is said here.
  const last = own
    .filter(({ value, start, end }) => value.kind === 'constant' && value.start === end && start < end)
    .at(-1);
  const at = last?.end ?? span.start;
  const next = own.find(({ start, name }) => start >= at && name !== undefined)?.start ?? dotBehind(text, span.end);
  if (next !== undefined && startsLine(text, next)) {
    const gap = gapBefore(text, next);
    return [insertionAt(behindRemark(text, at), links.map((one) => gap + one).join(''))];
  }
  const onLines = dotsOf(text, own, next, span.end);
  const line = `${eolOf(text, call.start)}${indentOf(text, call.start)}${indentUnit(text, 4).repeat(2)}`;
  return [
    {
      ...insertionAt(at, links.join('')),
      orElse: {
        max: MAX_LINE,
        edits: [
          insertionAt(at, links.map((one) => line + one).join('')),
          ...onLines.map((dot) => insertionAt(dot, line)),
        ],
      },
    },
  ];
}

/** The dots of a chain on one line. */
function dotsOf(
  text: string,
  own: readonly { start: number; name?: string }[],
  next: number | undefined,
  end: number,
): number[] {
  const dots = own.flatMap(({ start, name }) => (name === undefined ? [] : [start]));
  const built = dotBehind(text, end);
  return [...new Set([...dots, ...(next === undefined ? [] : [next]), ...(built === undefined ? [] : [built])])];
}

/** The dot of what is called behind a place. */
function dotBehind(text: string, at: number): number | undefined {
  const gap = /^\s*(?=\.)/.exec(text.slice(at))?.[0].length;
  return gap === undefined ? undefined : at + gap;
}
