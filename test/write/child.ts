import { forget, resume, undo } from '../../src/write/history.js';
import { CHANGES } from './files.js';
import { write } from './write.js';

/** One step of the tool, for a process that may be killed in it. */
const [step = '', root = ''] = process.argv.slice(2);
const STEPS: Record<string, () => Promise<unknown>> = {
  write: () => write(root, CHANGES),
  undo: () => undo(root, undefined),
  resume: () => resume(root),
  forget: () => forget(root, undefined),
};
process.stdout.write(JSON.stringify(await STEPS[step]?.()));
