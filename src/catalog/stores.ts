import data from './config/stores.json' with { type: 'json' };

/**
 * Where variables or secrets are kept, by a file that a repository has which uses it. The command has `{name}` in it, and
 * `{store}` and `{value}` where it takes them.
 */
interface Store {
  id: string;
  /** A regular expression for the file's path. */
  path: string;
  /** Only what a reference names in this group; with an empty one, in none. */
  group?: string;
  /** Only what lies in a store with a name of its own. */
  hasStore?: true;
  /** Creates a secret that the file refers to. */
  secret?: string;
  /** Sets a variable where the app runs. */
  variable?: string;
  /** Not one that the file sets itself, which is an error. */
  refusesOwn?: true;
  source: string;
}

const STORES = data.stores as Store[];

/** A secret that a file refers to. `value` is what stands for it in a command. */
export interface Secret {
  name: string;
  file: string;
  group?: string;
  store?: string;
  value: string;
}

/** The command that creates a secret. Undefined where none is known, or a name is only made when it is deployed. */
export function secretCommand({ name, file, group, store, value }: Secret): string | undefined {
  if ([name, store ?? ''].some((text) => !/^[\w./-]*$/.test(text))) return undefined;
  const found = STORES.find(
    (one) =>
      one.secret !== undefined &&
      new RegExp(one.path).test(file) &&
      (one.group === undefined || one.group === (group ?? '')) &&
      (one.hasStore ?? false) === (store !== undefined),
  );
  return found?.secret
    ?.replace('{name}', name)
    .replace('{store}', store ?? '')
    .replace('{value}', () => value);
}

/**
 * The commands that set a variable where the app runs, as a file says that stands beside or above one of its `readers`.
 * `setters` are files that set it themselves.
 */
export function variableCommands(
  name: string,
  value: string,
  files: readonly string[],
  readers: readonly string[],
  setters: readonly string[] = [],
): string[] {
  const isAbove = (file: string) => readers.some((one) => one.startsWith(file.slice(0, file.lastIndexOf('/') + 1)));
  return STORES.flatMap(({ path, variable, refusesOwn }) => {
    const pattern = new RegExp(path);
    const isAsked = (file: string) => pattern.test(file) && isAbove(file) && !(refusesOwn && setters.includes(file));
    return variable !== undefined && files.some(isAsked)
      ? [variable.replace('{name}', name).replace('{value}', () => value)]
      : [];
  });
}
