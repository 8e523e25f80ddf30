import { resume, undo } from '../../src/write/history.js';
import { CHANGES } from './files.js';
import { write } from './write.js';

/** One step of the tool, for a process that may be killed in it. */
const [step = '', root = ''] = process.argv.slice(2);
const outcome =
  step === 'write' ? await write(root, CHANGES) : step === 'undo' ? await undo(root, undefined) : await resume(root);
process.stdout.write(JSON.stringify(outcome));
