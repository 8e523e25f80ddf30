import type { IgnoreRules, UnusedRule } from '../discover/ignore-rules.js';
import type { SourceModel, Span } from '../ir.js';
import type { Insertion } from '../languages/writer.js';
import { type IgnoreComments, ignoreComments } from './comments.js';
import { type Ignored, wordsOf } from './ignored.js';

const NOTHING: IgnoreComments = { ignored: [], faults: [] };

/** What is to stay as it is in the files of a run: by comments in them, and by rules that name them. */
export class Ignores {
  readonly #comments = new Map<string, IgnoreComments>();
  readonly #used = new Set<string>();
  readonly #wholes = new Map<string, Ignored | undefined>();

  constructor(
    private readonly read: (path: string) => string | undefined,
    private readonly rules?: IgnoreRules,
  ) {}

  /** What keeps something at a place of a file as it is. */
  at(path: string, span: Span): Ignored | undefined {
    return this.commentAt(path, span) ?? this.whole(path);
  }

  /** The same for a source that may lie inside a file. */
  in({ path, island }: SourceModel, span: Span): Ignored | undefined {
    return this.at(path, island ? island.map.spanInFile(span) : span);
  }

  /** What an edit of a file would change, though it were only by what is put at the end of its line. */
  atEdit(path: string, edit: Insertion): Ignored | undefined {
    return this.at(path, touched(edit));
  }

  /** The same for an edit of a source. */
  inEdit(model: SourceModel, edit: Insertion): Ignored | undefined {
    return this.in(model, touched(edit));
  }

  /** By a comment alone. */
  commentAt(path: string, { start, end }: Span): Ignored | undefined {
    const after = Math.max(end, start + 1);
    return this.comments(path).ignored.find((one) => one.start < after && start < one.end);
  }

  /** By a rule, the file as a whole. */
  whole(path: string): Ignored | undefined {
    if (!this.#wholes.has(path)) {
      const place = this.rules?.ruleFor(path);
      this.#wholes.set(path, place === undefined ? undefined : { start: 0, end: Infinity, by: 'rule', place });
    }
    return this.#wholes.get(path);
  }

  /** The files that no rule names. */
  others(paths: readonly string[]): string[] {
    return paths.filter((path) => !this.whole(path));
  }

  /** All that is ignored in a file. */
  of(path: string): readonly Ignored[] {
    const whole = this.whole(path);
    return whole ? [whole] : this.comments(path).ignored;
  }

  /** Something stays because of it; gives the words that say so. */
  use(ignored: Ignored): string {
    this.#used.add(ignored.place);
    return wordsOf(ignored);
  }

  isUsed(ignored: Ignored): boolean {
    return this.#used.has(ignored.place);
  }

  /** Patterns that fit none of these files. */
  unusedRules(paths: readonly string[]): readonly UnusedRule[] {
    return this.rules?.unused(paths) ?? [];
  }

  comments(path: string): IgnoreComments {
    const known = this.#comments.get(path);
    if (known) return known;
    const text = this.read(path);
    const found = text === undefined ? NOTHING : ignoreComments(path, text);
    this.#comments.set(path, found);
    return found;
  }
}

/** Lines that are put below a line leave it as it is. */
function touched({ start, end, text }: Insertion): Span {
  if (start < end) return { start, end };
  return { start: /^[\r\n]/.test(text) ? start : Math.max(0, start - 1), end: start + 1 };
}
