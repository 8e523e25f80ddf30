// The scan alone, for `speed.mjs`, which bundles it: lists a directory, looks at its files, and prints what can matter.
import { listFiles } from '../src/discover/list-files.js';
import { Look } from '../src/discover/look.js';

const look = new Look(process.cwd());
const { candidates } = await look.finish(await listFiles(process.cwd(), [], (files) => look.begin(files)));
process.stdout.write(candidates.map((path) => `${path}\n`).join(''));
