/** What has to be known of a Python statement to tell it from a magic. */
export interface Statement {
  /** After its last line, before the line break. */
  end: number;
  /** Of its last character that is code. */
  last: number;
  /** Of the `!` or `%` in `x = !ls` and `x = %env NAME`, which end what can be scanned as Python. */
  magic?: number;
}

const QUOTES = /"""|'''|"|'/y;
const MAGIC_VALUE = /=[ \t]*(?=!|%[A-Za-z_])/y;

/** Goes over a Python statement with the lines that brackets, strings and backslashes add to it. */
export function scanStatement(text: string, start: number, limit: number): Statement {
  let depth = 0;
  let last = start;
  let at = start;
  while (at < limit) {
    const character = text[at] ?? '';
    if (character === '\n' && depth === 0) break;
    if (character === '#') {
      at = lineBreak(text, at, limit);
      continue;
    }
    if (character === '"' || character === "'") {
      at = stringEnd(text, at, limit);
      last = at - 1;
      continue;
    }
    if (character === '\\') {
      at += text.startsWith('\r\n', at + 1) ? 3 : 2;
      continue;
    }
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth = Math.max(0, depth - 1);
    else if (character === '=' && depth === 0 && !'=!<>'.includes(text[at - 1] ?? '')) {
      MAGIC_VALUE.lastIndex = at;
      if (MAGIC_VALUE.test(text) && MAGIC_VALUE.lastIndex < limit)
        return { end: at, last: at, magic: MAGIC_VALUE.lastIndex };
    }
    if (!/\s/.test(character)) last = at;
    at++;
  }
  const stop = Math.min(at, limit);
  return { end: text[stop - 1] === '\r' && stop > start ? stop - 1 : stop, last };
}

function lineBreak(text: string, at: number, limit: number): number {
  const found = text.indexOf('\n', at);
  return found === -1 ? limit : Math.min(found, limit);
}

/** After the closing quotes; a string of one line that lacks them ends with its line. */
function stringEnd(text: string, start: number, limit: number): number {
  QUOTES.lastIndex = start;
  const quotes = QUOTES.exec(text)?.[0] ?? '"';
  for (let at = start + quotes.length; at < limit; at++) {
    if (text[at] === '\\') at += text.startsWith('\r\n', at + 1) ? 2 : 1;
    else if (text.startsWith(quotes, at)) return Math.min(at + quotes.length, limit);
    else if (text[at] === '\n' && quotes.length === 1) return at;
  }
  return limit;
}
