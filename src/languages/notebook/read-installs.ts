import type { Magics } from './magics.js';

/** The command that installs, after which the packages are named; in quotes it is only spoken of. */
const INSTALLER = /(?<![\w/."'-])(?:pip[\d.]*|uv[ \t]+pip|uv|conda|mamba|micromamba)[ \t]+(?:install|add)(?=\s)/g;
/** Options whose next word is no package. */
const WITH_VALUE =
  /^(?:-[rcieftn]|--(?:requirement|constraint|index-url|extra-index-url|find-links|target|editable|name|channel|python|prefix|root|platform|index-strategy|trusted-host|log|proxy|timeout|retries|progress-bar|cache-dir|src))$/;
const PACKAGE = /^([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)(?:\[[^\]]*\])?\s*((?:===?|~=|!=|[<>]=?|=)[^;#@]*)?(?:;.*)?$/;

/** The packages that a command installs. */
export function readInstalls(command: string): Magics['installs'] {
  const joined = command.replace(/\\\r?\n/g, ' ');
  return [...joined.matchAll(INSTALLER)].flatMap((match) => packagesIn(joined.slice(match.index + match[0].length)));
}

function packagesIn(rest: string): Magics['installs'] {
  const installs: Magics['installs'] = [];
  let isValue = false;
  for (const [written] of rest.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)) {
    if (/^(?:&&|\|\|?|;|#|&?\d?>)/.test(written)) break;
    const word = written.replace(/["']/g, '').replace(/;$/, '');
    if (!isValue && !word.startsWith('-')) {
      const found = PACKAGE.exec(word);
      if (found) installs.push({ name: normalName(found[1] ?? ''), specifier: (found[2] ?? '').trim() });
    }
    isValue = WITH_VALUE.test(word);
    if (written.endsWith(';')) break;
  }
  return installs;
}

/** PEP 503: names that differ in case, `-`, `_` or `.` are one. */
function normalName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
