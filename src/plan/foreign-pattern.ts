import { SyntaxFailure } from '../languages/front-end.js';
import { withinTime } from '../languages/within-time.js';

/** In seconds; what people write takes microseconds. */
const LIMIT = 1;
/** So many patterns that take longer are tried in a run. */
const PATIENCE = 3;
let late = 0;

/**
 * What a pattern that the repository wrote finds in a text; undefined where it cannot be told, since it would take too long: to
 * match it may take time that is exponential in the length of the text.
 */
export function foundByForeign(pattern: RegExp, text: string): RegExpExecArray | null | undefined {
  if (late >= PATIENCE) return undefined;
  try {
    return withinTime(() => new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, '')).exec(text), LIMIT);
  } catch (error) {
    if (!(error instanceof SyntaxFailure)) throw error;
    late++;
    return undefined;
  }
}
