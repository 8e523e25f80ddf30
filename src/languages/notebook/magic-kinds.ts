/** Cell magics over Python: the cell's other lines are Python. `%%python` runs them elsewhere. */
const OVER_PYTHON =
  /^(?:time|timeit|capture|prun|memit|mprun|lprun|heat|snakeviz|scalene|debug|px|cache|skip|notify|wandb|ipytest|python3?|pypy|spark|pyspark|local)$/;
const SHELL_CELL = /^(?:bash|sh|zsh|shell|system|sx|!)$/;

export type CellKind = 'python' | 'shell' | 'other';

export function kindOfCell(name: string, argument: string): CellKind {
  if (OVER_PYTHON.test(name)) return 'python';
  const program = name === 'script' ? (/(?<![\w-])[\w-]+$/.exec(argument.trim())?.[0] ?? '') : name;
  return SHELL_CELL.test(program) ? 'shell' : 'other';
}

/** Databricks has cells of other languages under a single `%`; what IPython knows by such a name takes one line. */
export function isCellOfDatabricks(name: string, argument: string): boolean {
  return /^(?:sh|md|scala|r|fs)$/.test(name) || (name === 'sql' && argument === '');
}

/** Line magics that run the Python statement that follows them, after options. */
export const OVER_STATEMENT =
  /(?:time|timeit|prun|memit)\b(?:[ \t]+-(?:[nrp][ \t]*\d+|[lsTDwf][ \t]+\S+|(?![nrp][ \t]*\d|[lsTDwf][ \t])\w+))*[ \t]+/y;

/** Line magics that are commands of a shell by their own name. */
export const COMMAND = /^(?:pip[\d.]*|conda|mamba|micromamba|uv)$/;

/**
 * IPython takes these for magics without a `%` too. Only what is never Python counts: two names in a row, or what
 * only a path or an option begins with.
 */
export const WITHOUT_SIGN =
  /(?:(?:pip|conda|mamba|micromamba|uv|env|set_env|load_ext|reload_ext|matplotlib|autoreload|run|time|timeit)[ \t]+(?!(?:in|is|and|or|not|if|else|for)\b)[A-Za-z_]|(?:cd|ls|cat|cp|mv|rm|mkdir|rmdir)[ \t]+(?!(?:in|is|and|or|not|if|else|for)\b)(?:[A-Za-z_~]|\.[./]|\/\w|--?[a-z]))/y;

/** A statement with a block of its own, which cannot follow another one in a line. */
export const COMPOUND = /(?:for|while|if|with|def|class|try|async)\b|@/y;
