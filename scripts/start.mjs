// `npm start -- DIR`: runs the CLI from a checkout. npm has moved to the package's root; paths are the caller's.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ready, root } from './ready.mjs';

ready();
process.argv[1] = join(root, 'bin/migrate-to-holysheep.js');
process.chdir(process.env.INIT_CWD ?? process.cwd());
await import(pathToFileURL(process.argv[1]));
