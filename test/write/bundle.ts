import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { temporaryDirectory } from '../temporary.js';

/** A program of these sources that Node can run by itself. Removed after the test. */
export async function bundle(entry: string): Promise<string> {
  const outfile = join(temporaryDirectory(), 'program.mjs');
  await build({
    absWorkingDir: fileURLToPath(new URL('../..', import.meta.url)),
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  return outfile;
}
