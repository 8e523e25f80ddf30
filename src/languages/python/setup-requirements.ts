import { parseRequirement, type Requirement, requirementsOfLine } from './requirement-lines.js';

/** Lists in a `setup.py` whose texts look like requirements and are none. */
const OTHER_ARGUMENTS =
  /\b(?:keywords|classifiers|packages|py_modules|scripts|name|version|author|license|description|url)\s*=\s*(?:\[[^\]]*\]|"[^"\n]*"|'[^'\n]*')/g;

/** Texts of a `setup.py` that are requirements, wherever they stand: lists are often built up elsewhere in it. */
export function setupPyRequirements(text: string): Requirement[] {
  const lists = text.replace(/^[ \t]*#.*$/gm, '').replace(OTHER_ARGUMENTS, '');
  const found = [...lists.matchAll(/(["'])((?:(?!\1)[^\\\n]){1,200})\1/g)];
  return found.flatMap(([, , literal = '']) => parseRequirement(literal.trim()) ?? []);
}

/** `install_requires` and `[options.extras_require]` of a `setup.cfg`. */
export function setupCfgRequirements(text: string): Requirement[] {
  const found: Requirement[] = [];
  let section = '';
  let key = '';
  for (const line of text.split(/\r?\n/)) {
    const header = /^\[([^\]]*)\]/.exec(line)?.[1];
    if (header !== undefined) section = header.trim();
    const entry = /^([\w.-]+)\s*[=:](.*)$/.exec(line);
    if (entry) key = entry[1] ?? '';
    const isList = section === 'options.extras_require' || (section === 'options' && /_requires?$/.test(key));
    const value = (entry ? (entry[2] ?? '') : line).replace(/(?:^|\s)#.*$/, '').trim();
    if (isList && header === undefined) found.push(...(parseRequirement(value) ?? []as Requirement[]));
  }
  return found;
}

/** The items of a conda environment: conda's own and those below `pip:`. `include` reads a file in pip's format. */
export function condaRequirements(text: string, include: (name: string) => Requirement[]): Requirement[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const item = /^\s*-\s+(.*)$/.exec(line)?.[1];
    if (item === undefined) return [];
    const written = item.replace(/(?:^|\s)#.*$/, '').trim();
    return requirementsOfLine(condaAsPip(written.replace(/^(["'])(.*)\1$/, '$2')), include);
  });
}

/** `conda-forge::openai=0.28=py39_0` → `openai==0.28.*`: one `=` of conda is fuzzy. `openai 0.28` is exact. */
function condaAsPip(item: string): string {
  const name = item.replace(/^[\w./-]+::/, '');
  const fuzzy = /^([\w.-]+)\s*=\s*([\w.*!+]+)(?:=\S*)?$/.exec(name);
  if (fuzzy) return `${fuzzy[1]}==${fuzzy[2]?.replace(/\.?\*$/, '')}.*`;
  return name.replace(/^([\w.-]+)\s+(?=\d)/, '$1==');
}
