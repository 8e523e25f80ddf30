import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Interruption {
  /** What asked for an end, once something did. */
  signal?: NodeJS.Signals;
}

/** While this runs, a signal is only noted, for the work to be ended in order; a second one ends the process at once. */
export async function heedingSignals<T>(body: (interruption: Interruption) => Promise<T>): Promise<T> {
  const interruption: Interruption = {};
  const heed = (signal: NodeJS.Signals) => {
    interruption.signal = signal;
    stopHeeding();
  };
  const stopHeeding = () => {
    for (const signal of SIGNALS) process.off(signal, heed);
  };
  for (const signal of SIGNALS) process.on(signal, heed);
  try {
    return await body(interruption);
  } finally {
    stopHeeding();
  }
}

/** What a shell gives for a process that a signal has ended. */
export function exitCodeOf(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}
