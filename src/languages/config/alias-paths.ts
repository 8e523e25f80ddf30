import type { ConfigNode } from './tree.js';

/** So many places at which a thing counts, beside its own. */
const MAX_PLACES = 20;

/**
 * Where else a node stands in effect: it has an anchor, and an alias or a merge key (`<<: *common`) stands for it there.
 * An alias inside an anchored node counts at the places of that one too.
 */
export function aliasPaths(root: ConfigNode): ReadonlyMap<ConfigNode, string[][]> {
  const places = new Map<ConfigNode, string[][]>();
  const add = (node: ConfigNode, path: string[]) => {
    const known = places.get(node);
    if (!known) places.set(node, [path]);
    else if (known.length < MAX_PLACES) known.push(path);
  };
  walk(root, [], (alias, path) => alias.target && add(alias.target, path));
  // Once more below each place: bounded, since no place leads to itself.
  for (const [node, paths] of [...places])
    walk(node, [], (alias, inner) => {
      if (!alias.target || alias.target === node) return;
      for (const path of paths) add(alias.target, [...path, ...inner]);
    });
  return places;
}

type Found = (alias: ConfigNode & { kind: 'alias' }, path: string[]) => void;

function walk(node: ConfigNode, path: string[], found: Found): void {
  switch (node.kind) {
    case 'alias':
      found(node, path);
      return;
    case 'map':
      for (const { key, value, outer } of node.members)
        if (key !== '<<') walk(value, [...path, ...(outer ?? []), key], found);
        else if (value.kind === 'list') for (const item of value.items) walk(item.value, path, found);
        else walk(value, path, found);
      return;
    case 'list':
      for (const [index, item] of node.items.entries()) walk(item.value, [...path, String(index)], found);
  }
}
