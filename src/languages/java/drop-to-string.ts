import type { CallNode, SourceModel } from '../../ir.js';
import type { Insertion } from '../writer.js';

/** What gives the text that a name stands for. Source: java.lang.Object, com.openai.core.Enum. */
const GIVING = new Set(['toString', 'asString']);

/** `GPT_4_O.toString()` of which the name has become a text: it is one without being asked. */
export function dropToString({ expressions }: SourceModel, edits: readonly Insertion[]): Insertion[] {
  return expressions.flatMap((node) => {
    if (node.kind !== 'call' || node.arguments.length > 0 || !isToString(node)) return [];
    const { object } = node.callee;
    const isText = edits.some(
      ({ start, end, text }) => start === object.start && end === object.end && /^".*"$/.test(text),
    );
    return isText && object.kind === 'member' ? [{ start: object.end, end: node.end, text: '' }] : [];
  });
}

function isToString(call: CallNode): call is CallNode & { callee: { kind: 'member' } } {
  return call.callee.kind === 'member' && GIVING.has(call.callee.property ?? '');
}
