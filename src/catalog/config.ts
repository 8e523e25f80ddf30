import { COPIED_ENDING } from '../discover/copied-files.js';
import commands from './config/commands.json' with { type: 'json' };
import files from './config/files.json' with { type: 'json' };
import references from './config/references.json' with { type: 'json' };

/** A format that a front end reads. */
export type ConfigFormat =
  | 'yaml'
  | 'json'
  | 'toml'
  | 'properties'
  | 'ini'
  | 'dotenv'
  | 'dockerfile'
  | 'shell'
  | 'makefile'
  | 'justfile'
  | 'procfile'
  | 'hcl'
  | 'nginx'
  | 'groovy';

/**
 * Where a file sets variables. `at` leads from the document's root to the map or the list that holds them: keys with
 * `/` between, `*` for any text inside a key, `**` for any number of keys.
 *
 * - a map: its keys are the names. With `value`, each value is a map that holds the variable's own under that key.
 * - a list: `NAME=value`, `NAME`, or maps that hold the name under `name`, and the value under `value`.
 * - a text: assignments as in a shell; with `isScript`, each text of a list is such, too.
 */
export interface VariablesRule {
  at: string;
  name?: string;
  value?: string;
  /** Only in a document that has one of these texts at the key. */
  where?: Record<string, string[]>;
  isScript?: true;
  /** What stands between the keys that lead to a value, which make one name together: `OpenAI:ApiKey`. */
  joined?: string;
  /** A text is one assignment, and no second one has a place in it. */
  isLine?: true;
  /** The key of a map that stands for a value, under which the name of a secret is. */
  secret?: string;
  /** Each value is the name of a secret. */
  isSecret?: true;
  /** The values are encrypted. */
  isEncoded?: true;
  /** The values are in base64. */
  isBase64?: true;
  /** A name without a value passes on the variable that the program itself was started with. */
  isBlankPassedOn?: true;
}

/**
 * Keys that declare a setting, or give it a value, for references by `group` and name: `inputs.x`, `.Values.a.b`, `var.x`.
 * The name is the last key, with `isPath` all keys that lead there. The value stands there, or under the key `value`.
 */
export interface SettingsRule {
  at: string;
  group: string;
  value?: string;
  isPath?: true;
  /** Each file has settings of its own. */
  isOfFile?: true;
  /** The value at `at` is the name, of an element of a list; the setting's own stands beside it, under `value`. */
  isNamedByValue?: true;
  /** Where it stands, seen from the keys beside this one, which file has the setting. One outside the repository is another's. */
  callee?: string;
  /** Others give the value, who call the file. */
  isCalled?: true;
}

/** A kind of file: by its name, or by what its document holds. Data: `config/files.json`; the first that fits counts. */
export interface ConfigFileKind {
  id: string;
  format: ConfigFormat;
  /** A regular expression for the path. */
  path?: string;
  /** Where the path does not tell: keys that one document has, each given as `at` is. */
  has?: string[];
  /** A program of others that alone reads the file. */
  program?: string;
  /** A regular expression for the first line. */
  firstLine?: string;
  /** Text for people, in a format for data: nothing in it is a setting. */
  isProse?: true;
  /** The text is a template: its expressions stand between `{{` and `}}`. */
  isTemplate?: true;
  /** What refers to a value, by the ids of `config/references.json`. */
  references?: string[];
  variables?: VariablesRule[];
  /** Values that are names of variables, and of files that set some; as `at` is. */
  variableNames?: string[];
  variableFiles?: string[];
  /** Values that are commands: a text for a shell, or a list of words. */
  commands?: string[];
  /** Values that are the image of a container, beside those of a key `image`. */
  images?: string[];
  /** Values that are an expression as a whole, without the sign for one. */
  expressions?: string[];
  settings?: SettingsRule[];
  /** Maps that call an action of `config/actions.json` under `uses`, with its parameters under `with`. */
  steps?: string[];
  source: string[];
}

/**
 * One way to refer to a value, found by `read` with the groups `name` and, where there is one, `fallback`, `store` and, of a
 * setting, `group`; only between the marks of `within`, where they are given. Each repetition in `read` has an upper bound: a text
 * of openings that nothing closes is read in linear time. What `tests` fits only asks whether there is a value.
 */
export interface ReferenceSyntax {
  id: string;
  to: 'environment' | 'secret' | 'setting';
  within?: [open: string, close: string][];
  tests?: string;
  /** The group of a setting that is written without one. */
  group?: string;
  /** It is looked for among the settings of the file itself. */
  isOfFile?: true;
  read: string;
}

/** A program whose arguments set variables, or name them. Data: `config/commands.json`. */
export interface CommandFacts {
  /** Words that the command begins with, options and their values left out. */
  command: string[];
  /** `NAME=value` or `NAME`, behind the option or joined to it by `=`. */
  options?: string[];
  /** The same, where each value says in which secret of a store the variable's own lies: `NAME=secret:version`. */
  secrets?: string[];
  /**
   * What the words after the command are: `NAME=value …`, with other words between them or with a command of its own behind
   * them; a name, several, or a name and its value.
   */
  arguments?: 'assignments' | 'assignments-first' | 'name' | 'names' | 'name-and-value';
  /** Options that give the one name its value, which is else what is piped in. */
  values?: string[];
  /** Options whose value has the name of a variable in it: `id=…,env=NAME`. */
  named?: string[];
  /** Options whose value is the path of a file that sets variables. */
  files?: string[];
  /** Options that give settings of the `group` their values: `a.b=value`. */
  settings?: string[];
  group?: string;
  /** It gives what a store holds: what its arguments name is no variable. */
  isOfStore?: true;
  /** An option has several values, one behind the other. */
  takesSeveral?: true;
  source: string;
}

export const CONFIG_FILES = files.files as ConfigFileKind[];
/** Variables that give a setting its value, whose name is the rest of theirs. */
export const SETTING_VARIABLES: { prefix: string; group: string; source: string }[] = references.variables;
export const REFERENCES = references.references as ReferenceSyntax[];
export const COMMANDS = commands.commands as CommandFacts[];

const PROGRAMS = CONFIG_FILES.flatMap(({ program, path }) =>
  program === undefined || path === undefined ? [] : [{ program, path: new RegExp(path, 'i') }],
);

/** The program of others that alone reads a file, by its name. */
export function configProgram(path: string): string | undefined {
  return PROGRAMS.find((one) => isNamedAs(path, one.path))?.program;
}

const IMAGES = CONFIG_FILES.flatMap(({ images, path }) =>
  images === undefined || path === undefined ? [] : [{ images, path: new RegExp(path, 'i') }],
);

/** Whether a value of a file is the image of a container, where no key `image` says so. */
export function isImage(path: string, keys: readonly string[]): boolean {
  return IMAGES.some((one) => isNamedAs(path, one.path) && one.images.some((at) => leadsTo(at, keys)));
}

/** Whether a file is called so, or is to be copied to one that is: `fly.toml.example`. */
export function isNamedAs(path: string, name: RegExp): boolean {
  return name.test(path) || (COPIED_ENDING.test(path) && name.test(path.replace(COPIED_ENDING, '')));
}

const PATHS = new Map<string, RegExp>();

/** Whether keys lead where a rule's `at` says. */
export function leadsTo(at: string, path: readonly string[]): boolean {
  const known = PATHS.get(at) ?? compiled(at);
  PATHS.set(at, known);
  return known.test(`${path.join('\n')}\n`);
}

function compiled(at: string): RegExp {
  const keys = at === '' ? [] : at.split('/');
  const parts = keys.map((key) =>
    key === '**'
      ? '(?:[^\\n]*\\n)*'
      : `${key
          .split('*')
          .map((text) => text.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
          .join('[^\\n]*')}\\n`,
  );
  return new RegExp(keys.length === 0 ? '^\\n$' : `^${parts.join('')}$`);
}
