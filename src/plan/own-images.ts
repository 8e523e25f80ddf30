import type { ConfigModel, ConfigWord } from '../ir.js';
import { hasBelow } from './config-paths.js';

/** Keys under which a file says what the repository, or an image that is built from it, is called. */
const NAMING = new Set(['tags', 'images', 'image-name', 'image_name', 'IMAGE_NAME', 'imageName', 'DOCKER_IMAGE']);

/**
 * Whether an image is built from the repository, as far as names tell: it is called like the repository, or kept in a group of
 * that name (`ghcr.io/owner/repository/part`); or it is called like a package in it, or like what its pipelines, compose files and
 * scripts build.
 */
export function ownImages(root: string, configs: readonly ConfigModel[]): (image: string) => boolean {
  const repository = plain(root.split(/[\\/]/).at(-1) ?? '');
  const names = new Set([repository]);
  for (const config of configs) {
    for (const { name, value, path: keys, start } of config.entries) {
      const isPackage =
        /(?:^|\/)(?:package\.json|pyproject\.toml)$/.test(config.path) && name === 'name' && keys.length <= 3;
      const isBuilt = name === 'image' && hasBelow(config, [...keys.slice(0, -1), 'build'], start);
      if (isPackage || isBuilt || keys.some((key) => NAMING.has(key))) names.add(plain(lastOf(value)));
    }
    for (const { words } of config.commands) for (const image of builtBy(words)) names.add(plain(lastOf(image)));
  }
  return (image) => {
    const name = plain(lastOf(image));
    if (
      repository.length > 2 &&
      image
        .split('/')
        .slice(1, -1)
        .some((group) => plain(group) === repository)
    )
      return true;
    return [...names].some((own) => own.length > 2 && (name === own || name.startsWith(`${own}-`)));
  };
}

/** The images that `docker build -t name .` makes. Source: docs.docker.com, docker buildx build. */
function builtBy([program, ...words]: readonly ConfigWord[]): string[] {
  const isBuild =
    /^(?:docker|podman|nerdctl|buildah)$/.test(program?.value ?? '') &&
    words.slice(0, 2).some(({ value }) => /^(?:build|bud)$/.test(value));
  return isBuild
    ? words.flatMap(({ value }, index) => {
        if (/^--tag=./.test(value)) return [value.slice('--tag='.length)];
        return /^(?:-t|--tag)$/.test(value) ? (words[index + 1]?.value ?? []) : [];
      })
    : [];
}

/** `ghcr.io/owner/name:tag` → `name`. */
function lastOf(image: string): string {
  return image.trim().split('/').at(-1)?.split(/[@:]/, 1)[0] ?? '';
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
