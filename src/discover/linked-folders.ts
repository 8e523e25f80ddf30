import { lstatSync, type Stats } from 'node:fs';

/** Tells which paths of a directory lead through a link: git's index may name files behind one. Each folder is asked for once. */
export class LinkedFolders {
  readonly #known = new Map<string, boolean>();
  #last = { folder: '', isLinked: false };

  constructor(private readonly root: string) {}

  isBehindLink(path: string): boolean {
    const slash = path.lastIndexOf('/');
    if (slash === -1) return false;
    // Files come in the order of their folders.
    if (this.#last.folder.length === slash && path.startsWith(this.#last.folder)) return this.#last.isLinked;
    const folder = path.slice(0, slash);
    const isLinked = this.#known.get(folder) ?? this.#look(folder);
    this.#last = { folder, isLinked };
    return isLinked;
  }

  #look(folder: string): boolean {
    const isLinked = this.isBehindLink(folder) || lstat(`${this.root}/${folder}`)?.isSymbolicLink() === true;
    this.#known.set(folder, isLinked);
    return isLinked;
  }
}

/** `undefined` for what is not there, and for what the system does not let us see. */
export function lstat(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
