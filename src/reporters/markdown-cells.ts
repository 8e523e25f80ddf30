/** Text that stays in its cell, and makes no markup. */
export function cell(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~@!]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A span of code with a fence that is longer than any in it. */
export function inCode(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 || text.startsWith(' ') ? ' ' : '';
  // A pipe ends a cell in code, too, unless it has a backslash before it.
  return `${fence}${pad}${text.replace(/\|/g, '\\|')}${pad}${fence}`;
}
