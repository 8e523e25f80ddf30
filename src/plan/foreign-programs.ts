import type { ConfigEntry, ConfigModel } from '../ir.js';

/**
 * Which program that is not the repository's own is given an entry: the image of a container that is not built here, or
 * another repository's action. What such a program reads is its own affair. `isOwn` knows the names of what is built here.
 */
export function foreignProgram(
  { entries, commands }: ConfigModel,
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
  const command = commands.find(({ start, end }) => start <= entry.start && entry.end <= end);
  const image = imageOf(command?.words.map(({ value }) => value) ?? []);
  return image === undefined || isOwn(image) ? undefined : image;
}

/** The image that `docker run` starts: the first word that is no option and no option's value; not one that is computed. */
function imageOf([program = '', verb = '', ...words]: readonly string[]): string | undefined {
  if (!/^(?:docker|podman|nerdctl)$/.test(program) || (verb !== 'run' && verb !== 'create')) return undefined;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (!word.startsWith('-')) return /^[\w./:@-]+$/.test(word) ? word : undefined;
    if (!word.includes('=') && !SWITCHES.test(word)) index++;
  }
  return undefined;
}

/** Options without a value. Source: docs.docker.com, docker container run. */
const SWITCHES =
  /^(?:-[ditPq]+|--(?:detach|disable-content-trust|help|init|interactive|no-healthcheck|oom-kill-disable|privileged|publish-all|quiet|read-only|rm|sig-proxy|tty))$/;

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}
