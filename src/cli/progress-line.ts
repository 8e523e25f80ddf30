import type { Progress, Step } from '../progress.js';

/** Milliseconds before anything is shown: a short run shows nothing. */
const PATIENCE = 400;
/** Milliseconds for which a line stands. */
const REST = 100;

const STEPS: Record<Step, [doing: string, things: string]> = {
  list: ['Listing files', ''],
  look: ['Looking for OpenAI in', ' files'],
  read: ['Reading', ' files'],
  plan: ['Planning', ' clients and requests'],
  verify: ['Checking what would be written', ''],
  write: ['Writing', ' files'],
};

export interface ProgressLine {
  progress: Progress;
  /** Takes the line away. */
  end(): void;
}

/** A line on a terminal that says how far the run is. It is written over with blanks, which every terminal knows. */
export function progressLine(
  stream: { write(text: string): unknown; columns?: number },
  now: () => number = () => performance.now(),
): ProgressLine {
  let next = now() + PATIENCE;
  let shown = '';
  return {
    progress(step, done, total) {
      if (now() < next) return;
      next = now() + REST;
      const [doing, things] = STEPS[step];
      const count = total === undefined ? '' : ` ${done} of ${total}${things}`;
      const text = `${doing}${count} …`.slice(0, (stream.columns || 80) - 1);
      stream.write(`\r${text.padEnd(shown.length)}`);
      shown = text;
    },
    end() {
      if (shown !== '') stream.write(`\r${' '.repeat(shown.length)}\r`);
      shown = '';
    },
  };
}

/** Whether somebody sits at the terminal who may wonder: not at one without a size, which a program has made. */
export function isWatched(
  stream: { isTTY?: boolean; columns?: number },
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return stream.isTTY === true && stream.columns !== 0 && !env.CI && env.TERM !== 'dumb';
}
