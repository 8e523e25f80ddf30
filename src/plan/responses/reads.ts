import type { Expression, MemberNode, SourceModel, Use } from '../../ir.js';
import { ANY } from '../../ir.js';
import type { Insertion } from '../../languages/writer.js';
import { insertionAt } from '../../languages/writer.js';
import { named } from '../../names.js';
import { isWithin } from '../../spans.js';
import type { Conversion } from './conversion.js';

/** Members one upon the other, the innermost first: `a.output`, `a.output[0]`, `a.output[0].content`. */
export type Chain = readonly MemberNode[];

/** Whether walked names fit a pattern, in which `#` is a number. */
export function fits(pattern: readonly string[], path: readonly string[]): boolean {
  return (
    path.length >= pattern.length &&
    pattern.every((name, index) => name === path[index] || (name === '#' && isIndex(path[index] ?? '')))
  );
}

function isIndex(name: string): boolean {
  return name === ANY || /^\d+$/.test(name);
}

/** The members that walk a pattern, if they stand in one expression and each number is written. */
export function chainOf(last: MemberNode, pattern: readonly string[]): Chain | undefined {
  const chain: MemberNode[] = [];
  let node: Expression = last;
  for (const name of [...pattern].reverse()) {
    if (node.kind !== 'member' || !isPlain(node)) return undefined;
    const { key } = node;
    if (name === '#' && !(key?.kind === 'constant' && typeof key.value === 'number')) return undefined;
    chain.unshift(node);
    node = node.object;
  }
  return chain;
}

/** `a.b`, `a?.b`, `a["b"]`, `a[0]`: not what only means the same. */
function isPlain({ model, object, propertySpan, key }: MemberNode): boolean {
  const between = model.text.slice(object.end, key?.start ?? propertySpan.start);
  return key ? /^[\s)]*(?:\?\.)?\[\s*$/.test(between) : /^[\s)]*\??\.\s*$/.test(between);
}

/** Walks other names in the place of a chain. `otherwise` is what to take when there is nothing. */
export function walkInstead(
  conversion: Conversion,
  chain: Chain,
  steps: readonly (string | number)[],
  otherwise?: (model: SourceModel) => string,
): void {
  const first = chain[0] as MemberNode;
  const last = chain.at(-1) as MemberNode;
  const { model } = last;
  const { text } = model;
  const writer = conversion.writerOf(model);
  const { key } = first;
  const walk = writer.walk(steps, {
    quote: key && text[key.start],
    isGuarded: text.slice(first.propertySpan.end, last.end).includes('?.'),
  });
  const from = key ? text.lastIndexOf('[', key.start) : first.propertySpan.start;
  const source = key ? walk : walk.slice(1);
  // `a || b` and `a ?? b` take the other value for nothing as well.
  const isCovered =
    last.use?.as === 'option' &&
    /^(?:or|nullish)$/.test(last.use.choice.operator) &&
    last !== last.use.choice.options.at(-1);
  if (!otherwise || isCovered) {
    conversion.change(last, { start: from, end: last.end, text: source });
    return;
  }
  const [open, close] = standsAlone(last.use) ? ['', ''] : ['(', ')'];
  const edits: Insertion[] = open === '' ? [] : [insertionAt(last.start, open)];
  conversion.change(last, ...edits, {
    start: from,
    end: last.end,
    text: writer.orElse(source, otherwise(model)) + close,
  });
}

const ALONE = new Set<Use['as']>([
  'definition',
  'assignment',
  'argument',
  'returned',
  'entry',
  'item',
  'test',
  'exported',
  'field',
]);

/** Whether an operator may stand in the place without parentheses. */
export function standsAlone(use: Use | undefined): boolean {
  if (use?.as === 'part') return !use.template.concatenated;
  return use === undefined || ALONE.has(use.as);
}

/** The empty text, in quotes that may stand inside the template around it. */
export function emptyText({ writerOf }: Conversion, node: Expression): string {
  const { model } = node;
  const templates = named(model, 'templates', () => true);
  const around = templates.filter((one) => !one.concatenated && isWithin(node, one));
  const quotes = around.map((one) => /^\w*(["'`])/.exec(model.text.slice(one.start, one.end))?.[1]);
  const usual = writerOf(model).string(model, '');
  if (!quotes.includes(usual[0])) return usual;
  return quotes.includes("'") ? '""' : "''";
}
