/**
 * A text as the grammar can read it, with what it stumbles on written otherwise, in as many signs: an empty collection (`[]`), an
 * empty text that would interpolate (`$""`), quotes in a verbatim one that does (`$@"…""…"`), and what a program in one file says of its project (`#:package`). Of what
 * stands there, the text itself tells.
 */
export function masked(source: string): string {
  // Of a list that ends with a comma, and `required` as a name.
  const text = source
    .replace(/^#(?:[:!]|r\b|l(?=oad\b))/gm, '//')
    .replace(/,(?=\s*\])/g, (comma: string, at: number) =>
      /[^[,\s]\s*$/.test(source.slice(Math.max(0, at - 40), at)) ? ' ' : comma,
    )
    .replace(/\brequired(?=\s*[.=;,)\]])/g, 'requires');
  if (!/\[\s*\]|@\$"|\$@?"/.test(text)) return text;
  const found: Mask[] = [];
  scan(text, 0, found, false);
  let made = '';
  let from = 0;
  for (const { start, end, by } of found.sort((a, b) => a.start - b.start)) {
    made += text.slice(from, start) + by;
    from = end;
  }
  return made + text.slice(from);
}

interface Mask {
  start: number;
  end: number;
  by: string;
}

/** Code up to its end, or to the brace that closes it. Gives where it ends. */
function scan(text: string, from: number, found: Mask[], isInner: boolean): number {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const sign = text[at] as string;
    const opening = /["'/$@]/.test(sign) ? OPENING.exec(text.slice(at, at + 64))?.[0] : undefined;
    if (opening) at = skip(text, at, opening, found);
    else if (sign === '[') {
      const end = emptyEnd(text, at);
      if (end !== undefined && isValue(text, at)) found.push({ start: at, end, by: `""${' '.repeat(end - at - 2)}` });
      at = end ?? at + 1;
    } else if (isInner && sign === '}' && depth === 0) return at;
    else {
      if (sign === '{' || sign === '(') depth++;
      if (sign === '}' || sign === ')') depth--;
      at++;
    }
  }
  return at;
}

const OPENING = /^(?:\/\/|\/\*|\$*"{3,}|\$@"|@\$"|\$"|@"|"|'(?=\\|[^\\]'))/;

/** Behind a comment, a character or a text. */
function skip(text: string, at: number, opening: string, found: Mask[]): number {
  const from = at + opening.length;
  if (opening === '//') return endOf(text, /[\r\n]/g, from);
  if (opening === '/*') return endOf(text, /\*\//g, from);
  if (opening === "'")
    return from + (/^(?:\\.|[^\\])[^'\r\n]{0,10}'/s.exec(text.slice(from, from + 16))?.[0].length ?? 0);
  if (opening.endsWith('"""')) {
    const quotes = opening.replace(/^\$*/, '');
    return endOf(text, new RegExp(`${quotes}(?!")`, 'g'), from);
  }
  if (opening === '"') return endOf(text, /(?<!\\)(?:\\\\)*"|[\r\n]/g, from);
  if (opening === '@"') return endOf(text, /(?<!")(?:"")*"(?!")/g, from);
  if (opening === '$"' && text[from] === '"') {
    found.push({ start: at, end: at + 1, by: ' ' });
    return from + 1;
  }
  return interpolated(text, from, opening.includes('@'), found);
}

function endOf(text: string, pattern: RegExp, from: number): number {
  pattern.lastIndex = from;
  const found = pattern.exec(text);
  return found ? pattern.lastIndex : text.length;
}

function interpolated(text: string, from: number, isVerbatim: boolean, found: Mask[]): number {
  let at = from;
  while (at < text.length) {
    const two = text.slice(at, at + 2);
    if (two === '{{' || two === '}}' || (!isVerbatim && two[0] === '\\')) at += 2;
    else if (two === '""' && isVerbatim) {
      found.push({ start: at, end: at + 2, by: "''" });
      at += 2;
    } else if (two[0] === '"' || (!isVerbatim && /[\r\n]/.test(two[0] ?? ''))) return at + 1;
    else if (two[0] === '{') at = scan(text, at + 1, found, true) + 1;
    else at++;
  }
  return at;
}

/** Where `[]` ends, with nothing but blanks in it. */
function emptyEnd(text: string, at: number): number | undefined {
  const found = /^\[\s*\]/.exec(text.slice(at, at + 80));
  return found ? at + found[0].length : undefined;
}

/** Whether a value is expected, and not the brackets of a type. */
function isValue(text: string, at: number): boolean {
  return /(?:[=(,:]|=>|\?\?|\breturn|\.\.)\s*$|\?\s+$/.test(text.slice(Math.max(0, at - 40), at));
}

/** What is compiled only where something is defined, and what stands in its place where that is not so. */
const CONDITIONAL = /^[ \t]*#(?:if|elif|else|endif)\b.*$/gm;

/**
 * A text without the lines that say what is compiled, and without what is compiled where the first condition does not hold: blanks in
 * their places. Undefined where there is none, or what would be left out may matter.
 */
export function withoutAlternatives(text: string): string | undefined {
  let made = '';
  let from = 0;
  /** Of each condition that a place is in: whether its first branch is left. */
  const left: boolean[] = [];
  let omitted = '';
  for (const { 0: line, index } of text.matchAll(CONDITIONAL)) {
    const part = text.slice(from, index);
    if (left.some(Boolean)) omitted += part;
    made += left.some(Boolean) ? blank(part) : part;
    made += blank(line);
    from = index + line.length;
    if (/#if/.test(line)) left.push(false);
    else if (/#endif/.test(line)) left.pop();
    else left[left.length - 1] = true;
  }
  return from === 0 || left.length > 0 || MATTERS.test(omitted) ? undefined : made + text.slice(from);
}

/** What of a part that is not read would have to be said. */
const MATTERS = /open.?ai|gpt|holysheep|api[._-]?key|"sk-|\bo\d\b/i;

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
