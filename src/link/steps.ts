import { ANY } from '../ir.js';
import type { Step } from './origins.js';

/** A step's name, and where it is written: an answer tells the places too. */
export function keyOf(path: readonly Step[]): string {
  if (path.length === 0) return '';
  return path
    .map(({ name, site, isCalled }) => {
      const called = isCalled ? `${name}()` : name;
      return site ? `\0${called}@${site.model.path}:${site.span.start}` : `\0${called}`;
    })
    .join('');
}

export function namesIn(path: readonly Step[]): string {
  return path.length === 0 ? '' : path.map(({ name, isCalled }) => `\0${name}${isCalled ? '()' : ''}`).join('');
}

export function isIndex(step: Step): boolean {
  return step.name === ANY || /^\d+$/.test(step.name);
}

export function startsWith(path: readonly Step[], names: readonly string[]): boolean {
  return (
    names.length <= path.length &&
    names.every((name, i) => name === ANY || path[i]?.name === name || path[i]?.name === ANY)
  );
}
