import type { ConfigModel } from '../ir.js';

/** Keys under which a file says what the repository, or an image that is built from it, is called. */
const NAMING = new Set(['tags', 'images', 'image-name', 'image_name', 'IMAGE_NAME', 'imageName']);

/**
 * Whether an image is built from the repository, as far as names tell: it is called like the repository, or kept in a group of
 * that name (`ghcr.io/owner/repository/part`); or it is called like a package in it, or like what its pipelines build.
 */
export function ownImages(root: string, configs: readonly ConfigModel[]): (image: string) => boolean {
  const repository = plain(root.split(/[\\/]/).at(-1) ?? '');
  const names = new Set([repository]);
  for (const { path, entries } of configs)
    for (const { name, value, path: keys } of entries) {
      const isPackage = /(?:^|\/)(?:package\.json|pyproject\.toml)$/.test(path) && name === 'name' && keys.length <= 3;
      if (isPackage || keys.some((key) => NAMING.has(key))) names.add(plain(lastOf(value)));
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

/** `ghcr.io/owner/name:tag` → `name`. */
function lastOf(image: string): string {
  return image.trim().split('/').at(-1)?.split(/[@:]/, 1)[0] ?? '';
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
