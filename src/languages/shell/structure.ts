import type { ConfigCommand, Span } from '../../ir.js';
import type { ShellCommand } from './split-commands.js';

/** Where a command stands: in which function, behind which tests. */
export type Around = Pick<ConfigCommand, 'function' | 'tests'>;

type Pattern = Span & { subject?: Span };
type Test = Pattern & { holds: boolean };

interface Frame {
  kind: 'if' | 'case' | 'group';
  function?: string;
  /** The tests before this branch, which have failed. */
  failed: Test[];
  /** The tests of this branch. What several of them say together is not known. */
  own: Pattern[];
  isInTest: boolean;
  /** What `case` looks at. */
  subject?: Span;
}

/**
 * Where each of a script's commands stands, and the patterns of `case`, which are no commands. `outer`: where the script
 * itself stands.
 */
export function structureOf(
  text: string,
  commands: readonly ShellCommand[],
  outer: Around,
): { around: Map<ShellCommand, Around>; patterns: Set<ShellCommand> } {
  const around = new Map<ShellCommand, Around>();
  const patterns = new Set<ShellCommand>();
  const frames: Frame[] = [];
  let named: string | undefined;
  const open = (kind: Frame['kind'], name?: string) =>
    frames.push({
      kind,
      failed: [],
      own: [],
      isInTest: kind !== 'group',
      ...(name !== undefined && { function: name }),
    });
  /** The branch ends: what led to it has failed for the next one. One of several tests may have held all the same. */
  const next = (frame: Frame) => {
    if (frame.kind === 'case' || frame.own.length === 1) frame.failed.push(...frame.own.map(failing));
    frame.own = [];
  };
  for (const command of commands) {
    const { words } = command;
    let at = 0;
    for (; at < words.length; at++) {
      const word = words[at]?.value ?? '';
      const top = frames.at(-1);
      if (word === 'if') open('if');
      else if (word === '{') {
        open('group', named);
        named = undefined;
      } else if (top?.kind === 'if' && word === 'then') top.isInTest = false;
      else if (top?.kind === 'if' && (word === 'elif' || word === 'else')) {
        next(top);
        top.isInTest = word === 'elif';
      } else if (!/^(?:do|while|until|time)$/.test(word)) break;
    }
    const head = words[at]?.value ?? '';
    const top = frames.at(-1);
    if (CLOSING[head] !== undefined && CLOSING[head] === top?.kind) frames.pop();
    else if (head === 'case') {
      open('case');
      // The first pattern may stand on the same line: `case "$x" in a) …`.
      const [subject, , pattern] = words.slice(at + 1);
      const frame = frames.at(-1);
      if (frame && subject) frame.subject = subject;
      if (frame && pattern) frame.own.push(patternOf(frame, pattern.start, words.at(-1)?.end ?? pattern.end));
      if (frame && command.closedBy === ')') frame.isInTest = false;
      around.set(command, placeOf(frames.slice(0, -1), outer));
    } else if (top?.kind === 'case' && top.isInTest) {
      patterns.add(command);
      // `a | b)` is one pattern.
      top.own = [patternOf(top, top.own[0]?.start ?? command.start, words.at(-1)?.end ?? command.end)];
      if (command.closedBy === ')') top.isInTest = false;
    } else if (words[at]) {
      if (top?.kind === 'if' && top.isInTest) top.own.push({ start: words[at]?.start ?? 0, end: command.end });
      around.set(command, placeOf(frames, outer));
      const isNamed = command.closedBy === '(' && /^\(\s*\)\s*\{/.test(text.slice(command.end).trimStart());
      if (head === 'function' && words[at + 1]) {
        if (words.at(-1)?.value === '{') open('group', words[at + 1]?.value);
        else named = words[at + 1]?.value;
      } else if (isNamed) named = head;
    }
    const frame = frames.at(-1);
    if (frame?.kind === 'case' && command.closedBy.startsWith(';;')) {
      next(frame);
      frame.isInTest = true;
    }
  }
  return { around, patterns };
}

const CLOSING: Readonly<Record<string, Frame['kind']>> = { fi: 'if', esac: 'case', '}': 'group' };

function patternOf({ subject }: Frame, start: number, end: number): Pattern {
  return { start, end, ...(subject && { subject: { start: subject.start, end: subject.end } }) };
}

function failing(pattern: Pattern): Test {
  return { ...pattern, holds: false };
}

function placeOf(frames: readonly Frame[], outer: Around): Around {
  const name = frames.findLast((frame) => frame.function !== undefined)?.function ?? outer.function;
  const tests = frames.flatMap(({ failed, own, isInTest }) => [
    ...failed,
    ...(own.length === 1 && !isInTest ? own.map((one) => ({ ...one, holds: true })) : []),
  ]);
  const all = [...(outer.tests ?? []), ...tests];
  return { ...(name !== undefined && { function: name }), ...(all.length > 0 && { tests: all }) };
}
