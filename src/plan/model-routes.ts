import type { ConfigCommand, Span } from '../ir.js';
import type { Insertion } from '../languages/writer.js';
import { foundByForeign } from './foreign-pattern.js';
import type { ScriptValues } from './script-values.js';

/** A comparison of a variable with a pattern: `[[ $MODEL =~ ^gpt- ]]`, `case $MODEL in gpt-*)`. */
interface Comparison extends Span {
  /** How the pattern is written, and where it ends. */
  raw: string;
  pattern: Span;
  operator: '=~' | '==' | '!=' | 'case';
  /** The variable as it is written before the pattern. */
  subject: Span;
  /** Nothing else is asked in the test. */
  isWhole: boolean;
  fits(value: string): boolean | undefined;
}

/**
 * Whether a value that moves still goes where it went by its name. `edits` let the new name through beside the old ones,
 * where that is all a test asks for; `open` is a test whose answer would change otherwise.
 */
export interface Routes {
  edits: Insertion[];
  open?: Span & { raw: string };
}

export function routesOf(
  values: ScriptValues,
  names: ReadonlySet<string>,
  changes: readonly { from: string; to: string }[],
): Routes {
  const edits: Insertion[] = [];
  for (const one of comparisons(values, names)) {
    const before = changes.map(({ from }) => one.fits(from));
    const after = changes.map(({ to }) => one.fits(to));
    if (before.every((fits, index) => fits !== undefined && fits === after[index])) continue;
    const families = new Set(changes.map(({ to }) => /^[a-z]+-/i.exec(to)?.[0]));
    const [family] = families;
    const edit =
      families.size === 1 && family && before.every((fits) => fits === (one.operator !== '!='))
        ? widened(values, one, family)
        : undefined;
    if (!edit) return { edits: [], open: { ...one.pattern, raw: one.raw } };
    edits.push(...edit);
  }
  return { edits };
}

/** Whether a command is reached by none of these values, as the tests on the way to it say. */
export function isBehindTest(
  values: ScriptValues,
  names: ReadonlySet<string>,
  command: ConfigCommand,
  olds: readonly string[],
  seen: readonly string[] = [],
): boolean {
  const known = comparisons(values, names);
  const isExcluded = (command.tests ?? []).some(({ start, holds }) => {
    const test = known.find((one) => one.isWhole && one.start === start);
    return test && olds.every((old) => test.fits(old) === !holds);
  });
  if (isExcluded) return true;
  const { function: name } = command;
  const calls = name === undefined || seen.includes(name) ? [] : values.calls(name);
  return calls.length > 0 && calls.every((call) => isBehindTest(values, names, call, olds, [...seen, name ?? '']));
}

/** Tests that are asked of a variable, whatever of it; where its use in one is not understood, the pattern is its own. */
function comparisons(values: ScriptValues, names: ReadonlySet<string>): readonly Comparison[] {
  const key = [...names].sort().join(' ');
  const known = KNOWN.get(values) ?? new Map<string, readonly Comparison[]>();
  KNOWN.set(values, known);
  const found = known.get(key) ?? findComparisons(values, names);
  known.set(key, found);
  return found;
}

const KNOWN = new WeakMap<ScriptValues, Map<string, readonly Comparison[]>>();

function findComparisons(values: ScriptValues, names: ReadonlySet<string>): Comparison[] {
  const { text, commands } = values.config;
  const isNamed = (span: Span) => values.referencesIn(span).some(({ name }) => names.has(name));
  const found: Comparison[] = [];
  for (const { words, start, end } of commands) {
    const head = words[0]?.value ?? '';
    if (head !== '[[' && head !== '[' && head !== 'test') continue;
    for (const [index, subject] of words.entries()) {
      const [before, operator] = [words[index - 1]?.value ?? '', words[index + 1]?.value ?? ''];
      // Whether it holds anything is another question.
      if (!isNamed(subject) || /^-[a-z]$/.test(before)) continue;
      if (!OPERATORS[before] && /^(?:\]{0,2}|-[ao]|\[\[?)$|\$/.test(operator)) continue;
      const from = words[index + 2]?.start;
      const raw = from === undefined ? '' : (/^(?:"[^"]*"|'[^']*'|[^\s"'])+/.exec(text.slice(from, end))?.[0] ?? '');
      const pattern = from === undefined ? subject : { start: from, end: from + raw.length };
      const isPlain = /^["']?\$(?:\w+|\{\w+\})["']?$/.test(text.slice(subject.start, subject.end));
      const kind = OPERATORS[operator];
      found.push({
        ...{ start, end, raw, pattern, subject, operator: kind ?? '==' },
        isWhole: words.length === (head === 'test' ? 4 : 5),
        fits: kind && isPlain ? fitting(raw, kind, head === '[[') : () => undefined,
      });
    }
  }
  const patterns = new Map(commands.flatMap((one) => one.tests ?? []).map((test) => [test.start, test]));
  for (const { subject, start, end } of patterns.values()) {
    if (!subject || !isNamed(subject)) continue;
    const raw = text.slice(start, end);
    const tests = raw.split('|').map((one) => fitting(one.trim(), 'case', true));
    const fits = (value: string) => {
      const said = tests.map((test) => test(value));
      return said.includes(true) ? true : said.includes(undefined) ? undefined : false;
    };
    const pattern = { start, end };
    found.push({ ...{ start, end, raw, pattern, subject, operator: 'case', isWhole: true, fits } });
  }
  return found;
}

const OPERATORS: Readonly<Record<string, Comparison['operator']>> = { '=~': '=~', '==': '==', '=': '==', '!=': '!=' };

function fitting(raw: string, operator: Comparison['operator'], hasWildcards: boolean): Comparison['fits'] {
  const source = operator === '=~' ? expressionOf(raw) : globOf(raw, hasWildcards);
  if (source === undefined) return () => undefined;
  const pattern = new RegExp(source);
  return (value) => {
    const found = foundByForeign(pattern, value);
    return found === undefined ? undefined : (found !== null) !== (operator === '!=');
  };
}

/** A regular expression as far as it means the same here and there. */
function expressionOf(raw: string): string | undefined {
  if (/^\^?[\w.-]{1,60}(?:\.\*)?\$?$/.test(raw) || /^\^?\([\w.|-]{1,80}\)\$?$/.test(raw)) return raw;
  return undefined;
}

function globOf(raw: string, hasWildcards: boolean): string | undefined {
  let source = '';
  for (const [piece] of raw.matchAll(/"[^"]*"|'[^']*'|[^"']/g)) {
    const isQuoted = piece.length > 1;
    const plain = isQuoted ? piece.slice(1, -1) : piece;
    if (/[$`\\[\](){}@!+]/.test(plain)) return undefined;
    source +=
      !isQuoted && hasWildcards && plain === '*'
        ? '.*'
        : !isQuoted && hasWildcards && plain === '?'
          ? '.'
          : plain.replace(/[.*?^|+]/g, '\\$&');
  }
  return `^${source}$`;
}

/** The test with one more beginning of a name; undefined for a test that asks for anything else. */
function widened({ config }: ScriptValues, one: Comparison, family: string): Insertion[] | undefined {
  const { raw, pattern, operator, subject } = one;
  const { text } = config;
  if (operator === '=~') {
    const prefix = /^\^([A-Za-z][\w-]*)(\.\*)?$/.exec(raw);
    return prefix ? [{ ...pattern, text: `^(${prefix[1]}|${family})${prefix[2] ?? ''}` }] : undefined;
  }
  const all = operator === 'case' ? raw.split('|').map((part) => part.trim()) : [raw];
  if (!all.some((part) => /^(?:"[A-Za-z][\w-]*"|'[A-Za-z][\w-]*'|[A-Za-z][\w-]*)\*$/.test(part))) return undefined;
  if (operator === 'case')
    return [{ start: pattern.end, end: pattern.end, text: `${/\s\|/.test(raw) ? ' | ' : '|'}${family}*` }];
  const sign = text.slice(subject.end, pattern.start);
  const other = `${text.slice(subject.start, subject.end)}${sign}${family}*`;
  if (!/^\s*(?:==?|!=)\s*$/.test(sign)) return undefined;
  return [
    { start: subject.start, end: subject.start, text: '( ' },
    { start: pattern.end, end: pattern.end, text: ` ${operator === '!=' ? '&&' : '||'} ${other} )` },
  ];
}
