/** Signs behind which a `/` begins a regular expression, and divides nothing. */
const BEFORE_PATTERN = new Set(['', '(', ',', '=', ':', '[', '!', '&', '|', '?', '{', '}', ';', '>']);

/**
 * The offset of the `}` that ends what begins at `from`, which is code; undefined where nothing does. Texts, remarks and regular
 * expressions in it may have braces of their own. Looks at each sign once.
 */
export function closingBrace(text: string, from: number, end: number): number | undefined {
  /** Of each bracket that is open: whether it is that of `${` in a template. */
  const open: boolean[] = [];
  /** Of each quote, and of `/`: up to where it is known to end nothing. */
  const alone = new Map<string, number>();
  let before = '';
  let at = from;
  while (at < end) {
    const sign = text[at] as string;
    if (sign === '"' || sign === "'") at = behindString(text, at, end, alone);
    else if (sign === '`') at = templateEnd(text, at + 1, end, open);
    else if (sign === '/' && text[at + 1] === '/') at = behind(text, '\n', at, end);
    else if (sign === '/' && text[at + 1] === '*') at = behind(text, '*/', at + 2, end);
    else if (sign === '/' && BEFORE_PATTERN.has(before)) at = behindPattern(text, at, end, alone);
    else if (sign === '{') {
      open.push(false);
      at++;
    } else if (sign === '}') {
      const isOfTemplate = open.pop();
      if (isOfTemplate === undefined) return at;
      at = isOfTemplate ? templateEnd(text, at + 1, end, open) : at + 1;
    } else at++;
    if (sign > ' ') before = sign;
  }
  return undefined;
}

/** Behind the template's end, or behind the `${` in it, which is then open. */
function templateEnd(text: string, from: number, end: number, open: boolean[]): number {
  for (let at = from; at < end; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '`') return at + 1;
    else if (text[at] === '$' && text[at + 1] === '{') {
      open.push(true);
      return at + 2;
    }
  }
  return end;
}

/** An apostrophe in text between tags is no quote: no string goes over a line's end. */
function behindString(text: string, start: number, end: number, alone: Map<string, number>): number {
  const quote = text[start] as string;
  if (start < (alone.get(quote) ?? 0)) return start + 1;
  let at = start + 1;
  for (; at < end && text[at] !== '\n'; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) return at + 1;
  }
  alone.set(quote, at);
  return start + 1;
}

function behindPattern(text: string, start: number, end: number, alone: Map<string, number>): number {
  if (start < (alone.get('/') ?? 0)) return start + 1;
  let isInClass = false;
  let at = start + 1;
  for (; at < end && text[at] !== '\n'; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '[') isInClass = true;
    else if (text[at] === ']') isInClass = false;
    else if (text[at] === '/' && !isInClass) return at + 1;
  }
  alone.set('/', at);
  return start + 1;
}

function behind(text: string, what: string, from: number, end: number): number {
  const found = text.indexOf(what, from);
  return found === -1 ? end : Math.min(end, found + what.length);
}
