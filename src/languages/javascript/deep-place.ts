/** Levels that the native parser survives, whatever they are made of, on half of the stack that it has. */
const DEEP = 1_000;

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** What stands in one pair of brackets. */
interface List {
  closing: string;
  /** How deep it lies, and how deep a thing in it begins. */
  depth: number;
  start: number;
  /** How deep it was before the last `;`. */
  ended: number;
  /** `<` without a `>`: a comma in them ends nothing. */
  angles: number;
}

/**
 * The UTF-16 offset from which on more may be nested in a text than a recursive parser has stack for. Told without parsing, from brackets and from
 * what stands in one chain (`a + a + …`, `if (a) if (b) …`). It rather says too much: where statements end without a `;`,
 * they count as one chain.
 */
export function deepPlace(text: string, levels = DEEP): number | undefined {
  if (text.length <= levels) return undefined;
  const outer: List[] = [];
  let list: List = { closing: '', depth: 0, start: 0, ended: 0, angles: 0 };
  let depth = 0;
  /** Elements of JSX that are open: what stands between them is text, in which no sign ends anything. */
  let elements = 0;
  let last = '';
  for (let at = 0; at < text.length; at++) {
    if (depth + elements > levels) return at;
    const sign = text[at] as string;
    if (sign <= ' ') continue;
    if (isInName(sign)) {
      const start = at;
      while (isInName(text[at + 1] ?? '')) at++;
      // Each branch of an `if` lies in the one before, whatever ends that.
      if (at === start + 3 && text.startsWith('else', start)) depth = Math.max(depth, list.ended) + 1;
      else if (endsValue(last)) depth++;
      last = 'a';
    } else if (sign === '(' || sign === '[' || sign === '{') {
      outer.push(list);
      list = { closing: CLOSING[sign] as string, depth, start: ++depth, ended: 0, angles: 0 };
      last = sign;
    } else if (sign === list.closing) {
      // `f()()()` is a chain, and blocks are none.
      depth = list.depth + (sign === '}' ? 0 : 1);
      list = outer.pop() as List;
      last = sign;
    } else if (sign === ';' || (sign === ',' && list.angles === 0)) {
      if (sign === ';') list.ended = depth;
      list.angles = 0;
      depth = list.start;
      last = sign;
    } else if (text.startsWith('//', at)) at = endOf(text, '\n', at);
    else if (text.startsWith('/*', at)) at = endOf(text, '*/', at + 2) + 1;
    else if (sign === '"' || sign === "'") {
      if (endsValue(last)) depth++;
      at = endOfString(text, at);
      last = 'a';
    } else {
      if (sign === '<') list.angles++;
      else if (sign === '>' && last !== '=' && list.angles > 0) list.angles--;
      if (sign === '<' && (isInName(text[at + 1] ?? '') || text[at + 1] === '>')) elements++;
      else if (elements > 0 && (text.startsWith('</', at) || text.startsWith('/>', at))) elements--;
      depth++;
      last = sign;
    }
  }
  return undefined;
}

function isInName(sign: string): boolean {
  return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || (sign >= '0' && sign <= '9') || sign === '_';
}

/** Whether a word behind it is another thing that is nested: `typeof typeof a`, `if (a) if (b)`. */
function endsValue(last: string): boolean {
  return last === 'a' || last === ')' || last === ']' || last === '}';
}

/** Where the first of what ends something begins; the end of the text without one. */
function endOf(text: string, end: string, from: number): number {
  const found = text.indexOf(end, from);
  return found === -1 ? text.length : found;
}

/** The closing quote of a string; the opening one where the line ends first. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const sign = text[at];
    if (sign === text[start]) return at;
    if (sign === '\\') at++;
    else if (sign === '\n') return start;
  }
  return start;
}
