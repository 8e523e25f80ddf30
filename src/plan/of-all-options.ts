import type { Linked } from '../link/link.js';
import { isOpaque, type Origin } from '../link/origins.js';
import type { placeIn } from '../link/place-in.js';

/** Whether an origin is that of options that are handed over as a whole: it says nothing of any one of them. */
export function isOfAllOptions(linked: Linked, at: NonNullable<ReturnType<typeof placeIn>>, origin: Origin): boolean {
  return at.steps.some((_, index) => {
    const names = at.steps.slice(index).map(({ name }) => name);
    return linked.resolver.at(at.value, at.steps.slice(0, index)).some((whole) => isIn(whole, names, origin));
  });
}

function isIn(whole: Origin, names: readonly string[], origin: Origin): boolean {
  if (origin.kind !== whole.kind) return false;
  if (isOpaque(whole)) return 'node' in origin && 'node' in whole && origin.node === whole.node;
  if (whole.kind !== 'external' && whole.kind !== 'global') return false;
  return 'path' in origin && origin.path.join('.') === [...whole.path, ...names].join('.');
}
