#!/usr/bin/env node
// The hook of .pre-commit-hooks.yaml: pre-commit clones this repository and runs this file in the user's. npm no longer runs
// `prepare` for what it installs globally from git, and so the clone is made ready by its first run.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ready, root } from './ready.mjs';

ready();
process.argv[1] = join(root, 'bin/migrate-to-holysheep.js');
await import(pathToFileURL(process.argv[1]));
