import { readFileSync } from 'node:fs';

/** The needles of the prefilter, in the syntax of ripgrep, which has no look behind: so it looks for what stands there. */
export function patternForRipgrep() {
  const { anyCase, asWritten, imports } = JSON.parse(
    readFileSync(new URL('../src/discover/needles.json', import.meta.url), 'utf8'),
  );
  const others = [...asWritten, ...Object.values(imports).flat()];
  return `(?i:${anyCase.flatMap(wholeOf).join('|')})|${others.flatMap(wholeOf).join('|')}`;
}

/** Of an expression that looks for ends of needles, each with the whole of it behind: the needles. */
function wholeOf(expression) {
  const found = [];
  for (let at = expression.indexOf('(?<='); at !== -1; at = expression.indexOf('(?<=', at)) {
    const start = at + '(?<='.length;
    for (let depth = 1; depth > 0; )
      if (expression[++at] === '\\') at++;
      else if (expression[at] === '(') depth++;
      else if (expression[at] === ')') depth--;
    // What keys go on with.
    found.push(`${expression.slice(start, at)}${/^\)([^|)]*)/.exec(expression.slice(at))[1]}`);
  }
  return found.length > 0 ? found : [expression];
}
