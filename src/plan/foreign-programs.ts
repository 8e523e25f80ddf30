import type { ConfigEntry, ConfigModel } from '../ir.js';

/**
 * Which program that is not the repository's own is given an entry: the image of a container that is not built here, or
 * another repository's action. What such a program reads is its own affair. `isOwn` knows the names of what is built here.
 */
export function foreignProgram(
  { entries, commands, text }: ConfigModel,
  entry: ConfigEntry,
  isOwn: (image: string) => boolean,
): string | undefined {
  const valueAt = (path: readonly string[]) => entries.find((one) => isSame(one.path, path))?.value;
  for (let depth = entry.within ? -1 : entry.path.length - 1; depth > 0; depth--) {
    const holder = entry.path.slice(0, depth);
    const uses = valueAt([...holder, 'uses']);
    if (uses !== undefined) return /^\.{1,2}\//.test(uses) ? undefined : uses;
    const image = valueAt([...holder, 'image']) ?? valueAt([...holder, 'image', 'repository']);
    if (image === undefined) continue;
    const isBuilt = entries.some(({ path }) => isSame(path.slice(0, depth + 1), [...holder, 'build']));
    return isBuilt || isOwn(image) ? undefined : image;
  }
  if (entry.within !== 'command') return undefined;
  const command = commands.find(({ start, end }) => start <= entry.start && entry.end <= end);
  const run = command?.words.map(({ value }) => value) ?? [];
  if (!/^(?:docker|podman|nerdctl)$/.test(run[0] ?? '') || !run.some((word) => word === 'run' || word === 'create'))
    return undefined;
  const image = run.findLast((word) => IMAGE.test(word));
  return image !== undefined && isOwn(image)
    ? undefined
    : (image ?? text.slice(command?.start, command?.end).slice(0, 60));
}

/** What can be told from the other words of `docker run`: a registry's host, or an owner, before the name. */
const IMAGE = /^(?:[\w.-]+(?::\d+)?\/)+[\w.-]+(?::[\w.${}-]+)?(?:@sha256:[0-9a-f]+)?$/;

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}
