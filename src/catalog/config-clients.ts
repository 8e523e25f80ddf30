import clients from './config/clients.json' with { type: 'json' };
import programs from './config/programs.json' with { type: 'json' };
import { flowFacts } from './flow.js';

/** How a base URL is given: with `/v1`, or the origin alone, to which the program itself adds it. */
export type BaseUrlForm = 'version' | 'origin';

/**
 * A client of OpenAI's that files set up. A key leads from the group of settings to the value, with `/` between names; for
 * a program it is the name of a variable.
 */
export interface ClientFacts {
  id: string;
  /** For sentences. */
  name: string;
  /** Why it never moves: `azure`, or the endpoint that it asks. */
  stays?: string;
  /** Absent where it cannot be told another address. */
  baseUrl?: { key: string; form: BaseUrlForm };
  apiKey: {
    key: string;
    /** Other keys for it: of these only what is written is changed. */
    others?: string[];
    /** The variable that is read where none is given. */
    default?: string;
    /** How a variable is referred to, `NAME` for its name; absent where the format has no way. */
    reference?: string;
    /** A key with which the makers' own server is asked. */
    demo?: string;
  };
  model?: {
    /** The first is written where there is none; the empty one is the group itself. */
    keys: string[];
    /** A regular expression for an id that is OpenAI's here, with its plain form as the group. */
    ids?: string;
    /** How an id is written, `NAME` for its plain form. */
    written?: string;
    /** The models are asked for at the address, or chosen by people. */
    isOptional?: true;
  };
  /** Settings for all kinds of models, which go before none of the group's own. */
  common?: { baseUrl: string; apiKey: string; serves: string };
  /** What else base URL and key serve: the settings and the code that show it, and what to call it. */
  shared?: { serves: string; where?: Record<string, string>; code?: string; files?: string };
  /** Settings that show that a move takes more, by their key, each with what that is. */
  needs?: Record<string, string>;
  /** The settings without which it is not known that it is set up in this way; what a move takes then. */
  shownBy?: { key: string; else: string };
  /** Options of requests → the parameter of `capabilities.json`, and the values that matter. */
  parameters?: Record<string, [id: string, value?: string]>;
  /** What has to be known of the move. */
  remark?: string;
  source: string[];
}

/** Settings of a framework or a tool. Data: `config/clients.json`. */
export interface SettingsFacts extends ClientFacts {
  /** A regular expression for the paths of its files. */
  path: string;
  /** Keys may be joined by dots, and follow the name of a profile (`%dev`). */
  isDotted?: true;
  /** Where groups of settings are, by `/` between keys; `*` for any text inside one. */
  at: string[];
  /** Where names stand that the file itself gives to models. */
  labels?: string[];
  /** Several groups are a choice: that two of them become the same is for their owner to decide. */
  isChoice?: true;
  /** Only groups that have such values: regular expressions by key. */
  only?: Record<string, string>;
}

/** What a program of others reads from its environment. Data: `config/programs.json`. */
export interface ProgramFacts extends Partial<ClientFacts> {
  id: string;
  name: string;
  /** Its images without tag and registry; actions as `owner/name`; commands. */
  images?: string[];
  actions?: string[];
  commands?: string[];
  /** The settings, by their id, in which a repository says which variables it reads. */
  configuredBy?: string;
  /** What it reads, and why it is not moved. */
  reads?: string;
  source: string[];
}

export const SETTINGS_CLIENTS = clients.clients as unknown as SettingsFacts[];
export const PROGRAMS = programs.programs as unknown as ProgramFacts[];

/** The facts on a program, by its image, its action or its command. */
export function programFacts(program: string): ProgramFacts | undefined {
  const name = program.toLowerCase().replace(/@.*/s, '');
  const own = name.lastIndexOf('/') + 1;
  const image = (name.slice(0, own) + name.slice(own).split(':', 1)[0]).replace(
    /^(?:docker\.io|ghcr\.io|quay\.io|docker\.litellm\.ai)\//,
    '',
  );
  return PROGRAMS.find(
    ({ images = [], actions = [], commands = [] }) =>
      images.includes(image) || actions.includes(name) || commands.includes(program),
  );
}

/**
 * The variables of the environment from which frameworks take a setting: `a.b-c` from `A_BC` (docs.spring.io, Spring Boot,
 * binding from environment variables) or `A_B_C` (MicroProfile Config, environment variables mapping rules).
 */
export function boundNames(path: readonly string[]): string[] {
  const names = [path.join('_').replaceAll('.', '_').replaceAll('-', ''), path.join('_').replace(/[^A-Za-z0-9]/g, '_')];
  return names.map((name) => name.toUpperCase());
}

const BOUND = [
  ...SETTINGS_CLIENTS.filter(({ isDotted }) => isDotted).flatMap(({ at }) =>
    at.flatMap((one) => boundNames(one.split('/')).map((name) => `${name}_`)),
  ),
  ...(flowFacts('javascript').boundPrefixes ?? []).map(({ prefix }) => prefix),
];

/** Whether a framework takes one of its settings from the variable: it is called as the framework says. */
export function isBound(variable: string): boolean {
  return BOUND.some((prefix) => variable.startsWith(prefix));
}
