import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { IGNORE_FILE } from './ignore-file.js';
import { readSource } from './read-file.js';
import { foldersUpToTop } from './up-to-top.js';

/** `--ignore`, or the key of a configuration file. */
export interface IgnoreOption {
  globs: readonly string[];
  /** Absolute path of the folder that they are about; the root, if absent. */
  folder?: string;
}

/** Patterns, in gitignore's syntax, of one file, or of the option. */
interface RuleSet {
  /** Relative to the root: `.holysheepignore`, `../.holysheepignore`; absent for the option. */
  file?: string;
  /** Absolute path of the folder that the patterns are about. */
  folder: string;
  rules: Ignore;
  lines: readonly string[];
}

export interface UnusedRule {
  file: string;
  /** 1-based. */
  line: number;
  pattern: string;
}

/** Which files are to stay as they are, by their names. */
export class IgnoreRules {
  readonly #sets: readonly RuleSet[];
  readonly #used = new Set<string>();

  constructor(
    private readonly files: {
      root: string;
      named(name: string): readonly string[];
      read(path: string): string | undefined;
    },
    option: IgnoreOption = { globs: [] },
  ) {
    const { root } = files;
    const paths = new Set([
      ...files.named(IGNORE_FILE),
      ...foldersUpToTop(root).map((folder) => fromRoot(root, join(folder, IGNORE_FILE))),
    ]);
    const found = [...paths].flatMap((file) => {
      const text = files.read(file) ?? onDisk(join(root, file));
      return text === undefined ? [] : [ruleSet(text, dirname(join(root, file)), file)];
    });
    // The nearest to a file has the last word.
    found.sort((a, b) => b.folder.length - a.folder.length);
    this.#sets = option.globs.length > 0 ? [ruleSet(option.globs.join('\n'), option.folder ?? root), ...found] : found;
  }

  /** What ignores a file: `.holysheepignore:2`, `--ignore`. */
  ruleFor(path: string): string | undefined {
    for (const { file, folder, rules } of this.#sets) {
      const inFolder = fromRoot(folder, join(this.files.root, path));
      if (!ignore.isPathValid(inFolder)) continue;
      const { ignored, unignored, rule } = rules.test(inFolder);
      if (unignored) return undefined;
      if (!ignored) continue;
      const place = file === undefined ? '--ignore' : `${file}:${rule?.mark}`;
      this.#used.add(place);
      return place;
    }
    return undefined;
  }

  /** Patterns in files of the repository that fit none of these paths. */
  unused(paths: readonly string[]): UnusedRule[] {
    const own = this.#sets.flatMap(({ file, lines }) =>
      file === undefined || file.startsWith('../') ? [] : { file, lines },
    );
    if (own.length > 0) for (const path of paths) this.ruleFor(path);
    return own.flatMap(({ file, lines }) =>
      lines
        .map((pattern, index) => ({ file, line: index + 1, pattern: pattern.trim() }))
        .filter(({ line, pattern }) => !/^(?:[#!]|$)/.test(pattern) && !this.#used.has(`${file}:${line}`)),
    );
  }
}

function ruleSet(text: string, folder: string, file?: string): RuleSet {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const rules = ignore({ ignoreCase: false }).add(lines.map((pattern, index) => ({ pattern, mark: `${index + 1}` })));
  return { folder, rules, lines, ...(file !== undefined && { file }) };
}

function onDisk(path: string): string | undefined {
  const source = readSource(path);
  return 'text' in source ? source.text : undefined;
}

function fromRoot(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}
