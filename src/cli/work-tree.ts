import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { stateOf } from '../write/state.js';

/** Where what is written for later is applied: at the top of the work tree; outside of git, in the directory itself. */
export function workTreeOf(root: string): { base: string; prefix: string } {
  const { base } = stateOf(root);
  const within = relative(base, realpathSync(root)).split(sep).join('/');
  return { base, prefix: within === '' ? '' : `${within}/` };
}
