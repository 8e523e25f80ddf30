import type { ConfigCommand, Span } from '../ir.js';
import { lineEnd, lineStart } from '../text-position.js';
import { isShown } from './request-conflicts.js';
import type { ScriptValues } from './script-values.js';

/**
 * Statements that end a script where a variable is not set, each as the lines that it takes: another one beside it says
 * what is missing when a second variable is needed.
 */
export function guardsOf(values: ScriptValues, name: string): Span[] {
  const { commands } = values.config;
  return commands.flatMap((command) => {
    const isAbout = values.referencesIn(command).some((one) => one.name === name);
    if (!isAbout || !isMissingTest(command)) return [];
    const inside = commands.filter((one) => one.tests?.some(({ start }) => start === command.start));
    const span = inside.length > 0 ? blockOf(values, command, inside) : lineOf(values, command);
    return span ? [span] : [];
  });
}

/** `[ -z "$NAME" ]`, `: "${NAME:?…}"`, and nothing else. */
function isMissingTest({ words }: ConfigCommand): boolean {
  const [head, operator] = words.map(({ value }) => value);
  if (head === ':') return words.length === 2 && /\$\{\w+:?\?/.test(words[1]?.value ?? '');
  const isNegated = operator === '!' && words[2]?.value === '-n';
  const size = (head === 'test' ? 3 : 4) + (isNegated ? 1 : 0);
  return /^(?:\[\[?|test)$/.test(head ?? '') && words.length === size && (operator === '-z' || isNegated);
}

/** `if … then … fi`, whose only branch says what is missing and ends. */
function blockOf(values: ScriptValues, test: ConfigCommand, inside: readonly ConfigCommand[]): Span | undefined {
  const { text, commands } = values.config;
  const last = inside.at(-1);
  const end = commands.find((one) => last && one.start > last.start && one.words[0]?.value === 'fi');
  const isOneBranch = inside.every(({ tests }) => tests?.find(({ start }) => start === test.start)?.holds === true);
  if (!end || !isOneBranch || !isEnding(values, inside)) return undefined;
  const span = { start: lineStart(text, test.start), end: lineEnd(text, end.end) };
  const isAlone =
    /^[ \t]*if[ \t]+$/.test(text.slice(span.start, test.start)) &&
    /^[ \t]*(?:#.*)?$/.test(text.slice(end.end, span.end));
  return isAlone ? span : undefined;
}

/** `[ -z "$NAME" ] && { echo …; exit 1; }`, `: "${NAME:?…}"`, on a line of their own. */
function lineOf(values: ScriptValues, test: ConfigCommand): Span | undefined {
  const { text, commands } = values.config;
  const span = { start: lineStart(text, test.start), end: lineEnd(text, test.end) };
  const others = commands.filter((one) => one !== test && span.start <= one.start && one.start < span.end);
  const isFirst = /^[ \t]*$/.test(text.slice(span.start, test.start));
  const isWhole = others.every(({ end }) => end <= span.end);
  const isAlone = test.words[0]?.value === ':' ? others.length === 0 : isEnding(values, others);
  return isFirst && isWhole && isAlone && !/\\$/.test(text.slice(span.start, span.end)) ? span : undefined;
}

/** Commands that tell people something, and then end the script. */
function isEnding(values: ScriptValues, commands: readonly ConfigCommand[]): boolean {
  const isEnd = ({ words }: ConfigCommand) => /^(?:exit|return)$/.test(words[0]?.value ?? '');
  const isFine = (one: ConfigCommand) => isEnd(one) || one.words[0]?.value === '}' || isShown(values, one);
  return commands.some(isEnd) && commands.every(isFine);
}
