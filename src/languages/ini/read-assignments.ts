import type { ConfigEntry, Span } from '../../ir.js';
import { lineEnd, startsLine } from '../../text-position.js';
import { readReferences } from '../config/references.js';

/** `NAME=value`, in quotes as a whole or in part; parted by white space, commas or lines. */
const ASSIGNMENT =
  /(?<=^|[\s,])(?:"([A-Za-z_]\w*)=((?:[^"\\]|\\.)*)"|'([A-Za-z_]\w*)=([^']*)'|(?:[DRU]{1,2}:)?([A-Za-z_]\w*)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|((?:(?!,\s*[A-Za-z_]\w*\s*=)[^\s"'])*)))/dg;

/** The variables that the value of a key sets: `Environment="A=b" C=d`, `environment=A="b",C="d"`, or a line for each. */
export function readAssignments(
  text: string,
  key: ConfigEntry,
  span: Span,
  references: readonly string[],
): ConfigEntry[] {
  const matches = [...text.slice(span.start, span.end).matchAll(ASSIGNMENT)];
  const isAlone = matches.length === 1 && lineEnd(text, key.start) >= key.end;
  return matches.flatMap((match) => {
    const nameAt = [1, 3, 5].find((group) => match[group] !== undefined);
    const valueAt = [2, 4, 6, 7, 8].find((group) => match[group] !== undefined);
    if (nameAt === undefined || valueAt === undefined) return [];
    const at = (group: number): Span => {
      const [start, end] = match.indices?.[group] ?? [0, 0];
      return { start: span.start + start, end: span.start + end };
    };
    const [name = '', value = ''] = [match[nameAt], match[valueAt]];
    const quote = valueAt === 2 || valueAt === 6 ? '"' : valueAt === 4 || valueAt === 7 ? "'" : '';
    const isLine = startsLine(text, at(0).start);
    const comma = text[at(0).start - 1] === ',' || text[at(0).end] === ',';
    return [
      {
        name,
        nameSpan: at(nameAt),
        value,
        valueSpan: at(valueAt),
        quote,
        isCommented: false,
        within: 'command' as const,
        ...(value.includes('\\') && { isComputed: true as const }),
        kind: 'variable' as const,
        path: [...key.path, name],
        references: readReferences(text, at(valueAt), references),
        separator: isAlone || isLine ? ('' as const) : comma ? (',' as const) : (' ' as const),
        start: isAlone ? key.start : at(0).start,
        end: at(0).end,
      },
    ];
  });
}
