import { lastName } from '../callee-names.js';
import { push } from '../push.js';
import { ENTRIES } from './sdks/index.js';

/**
 * Where a setting stands in a call: the number of a positional argument, then property names inside it (`0.baseURL`,
 * `1.basePath`), or the name of a keyword argument (`base_url`). Of several places for one setting, the first that is
 * given wins, and the first is the one to write. `option.WithKey()` is what an argument gives that is a call of that name,
 * `.key` an attribute that is assigned to what the call gives, and `.withKey()` what a method of that is given first.
 */
export type Place = string;

/** The calls that make a client of a configuration, whose type has a name too. */
export interface Configured {
  config: string;
  type: string;
  client: string;
  /** Where a configuration is made without arguments: its methods that take those that the call has, in turn. */
  takes?: string[];
}

/** For a language in which the types of its arguments tell what a call means: the form of it that takes a base URL. */
export interface CallForm {
  /** The names of its parameters, in order. */
  parameters: string[];
  /** Names that other forms have for one of them. */
  renamed?: Record<string, string>;
  /** By place: the type of what is given there, where it is neither a text nor an object of options. */
  types: Record<Place, string>;
}

/** A name that source needs: `from … import …`. */
export interface ImportedName {
  from: string;
  name: string;
  /** The other name under which the package exports the same. */
  also?: string;
  /** A package that a project may not have, or may not import before it names it among its own. It does where it imports it, … */
  mayLack?: true;
  /** … or where its manifests name it, as it is installed. */
  distribution?: string;
}

/** What is done with a client. */
export interface UseShape {
  /** Names walked on the client up to the call, `.`-joined; empty for a call of the client itself. `*`: any one name,
   * `**` at the end: anything below. */
  path: string;
  /**
   * An endpoint of `capabilities.json`; `same` when the result is the same client again, `part` when it is a
   * part of the client, whose uses are written behind this path, `none` when the service is asked
   * nothing: `close()`.
   */
  endpoint: string;
  /** Where the model is given; the first place that is there wins. */
  model?: Place | Place[];
  /** Types of an argument that may have a model in it, of all that the call takes there: a text or a message has none. */
  modelTypes?: string[];
  /** The name to write for the model's argument, where another one would become part of the address. */
  modelArgument?: string;
  /** The client's own model is used where the call gives none. */
  inheritsModel?: true;
  /** Where the request's parameters stand; `*`: they are the call's own keyword arguments. */
  parameters?: Place | '*';
  /** Parameters that are arguments of their own, by the names as which they are sent: the tools of `bindTools(tools)`. */
  takes?: Record<string, Place[]>;
  /** Parameters that this call always sends, whatever its arguments: `json-schema` for `.parse()`. */
  sends?: string[];
  /** A tool that the service itself runs: the calls that it is given to have to stay on `endpoint`. */
  isTool?: true;
  /** For legacy completions and responses: the name to write, in place of the call's own, for the chat call that says the same. */
  asChat?: string;
  /** `sends` is sent only when something is given at one of these places. */
  sendsIf?: Place[];
  /** Parameters that are sent where something is given at a place. */
  sendsBy?: Record<Place, string[]>;
  /** What keeps `sends` from being sent: this place is given one of these texts. */
  sendsUnless?: { place: Place; equals: string[] };
  /** Settings that this call may give in place of the client's own. */
  settings?: { baseUrl?: Place[]; apiKey?: Place[] };
  /** For a `module`: what a move writes into the call where it is not given, as source. */
  adds?: { place: Place; source: string }[];
  /**
   * For a `module`: the methods of what the call gives that change nothing of whom it asks and what for, unless they are given something
   * at these places; what each gives is the same again. Any other is not known.
   */
  gives?: Record<string, Place[]>;
  /** The name to write so that the call uses chat completions: `chat` in `provider.chat(id)`. */
  chatName?: string;
}

/** How a package spells the id of a model together with the service that has it: `openai/gpt-4o`, `openai:gpt-4o`. */
export interface ModelForm {
  /** A regular expression for an id that means OpenAI here, with its plain form as the group. */
  ids: string;
  /** How one is written, `NAME` for its plain form. */
  written: string;
}

/** Where a wrapper takes the parameters of its requests. */
export interface ParameterShape {
  /** `*`: they are the call's own keyword arguments. */
  place: Place | '*';
  /** The parameters that it takes, as they are sent, each with its own names for it; all, under their own, when absent. */
  names?: Record<string, Place[]>;
  /** Places that hold parameters as they are sent. */
  more?: Place[];
  /** Where it takes its prompt, as the request does by `messages`, `prompt` and the like when absent. */
  prompts?: Partial<Record<'system' | 'user' | 'messages', Place[]>>;
  /** What to do about a parameter of `capabilities.json`, where the wrapper asks for something else than the SDK does. */
  advice?: Record<string, string>;
}

/** A setting that decides what a client is: `useResponsesApi: true`, `azureOpenAIApiKey: …`. */
export interface Switch {
  /** For a `module` shape: an attribute of the module. */
  place: Place;
  /** The value that switches, or the one, or a list of those, that do not; any value when both are absent. */
  equals?: unknown;
  differs?: string | string[];
  /** What has to be made in the list that the value is, as exports of the package. */
  holds?: string[];
  /** What is called then, in place of `always`, … */
  endpoint?: string;
  /** … with the value that asks for chat instead, and what of an answer is the same for both, by the methods that ask; … */
  chat?: { value: boolean; methods: string[]; same: string[] };
  /** … or why the client never moves then, as `ClientShape.stays`; … */
  stays?: string;
  /** … or what a move needs then, as `ClientShape.needs`; … */
  needs?: string;
  /** … or how ids are spelled then. */
  modelForm?: ModelForm;
}

/** `generateObject({ model })` asks for a JSON schema, whoever made the model. */
export interface Consumer {
  package: string;
  exports: string[];
  /** For what makes an agent: the methods of it that ask. What is given is looked for in their calls. */
  methods?: string[];
  /** Only when this is given, or one of these, … */
  when?: Place | Place[];
  /** … with one of these texts; with any value when absent. */
  equals?: string[];
  /** Ids of parameters in `capabilities.json`. */
  sends?: string[];
  /** What of its own arguments it sends. */
  parameters?: ParameterShape;
}

/** What is no key: no value at all (`undefined`, `None`), or an empty text. */
export type EmptyKey = 'nothing' | 'empty';

/** One way to make a client. */
export interface ClientShape {
  name: string;
  /** Paths from the package's root to what makes the client; empty string for the module itself. */
  exports: string[];
  /**
   * `new X()`, `x()`, or `ready`: the export is a client already. `module`: the module itself is one, whose settings are
   * attributes that are assigned; `exports` is `['']` then, and places in settings are names of attributes.
   */
  made: 'new' | 'call' | 'ready' | 'module';
  /**
   * What a move takes beyond options, so that it is left to the owner: what follows “To move this takes”. Where `adds` or
   * `around` can be written, the move is made.
   */
  needs?: string;
  /** A client only where something is given here, or at one of these places. */
  when?: Place | Place[];
  /** Made only where what is given at one of these places is of the type. */
  whenType?: { place: Place; type: string }[];
  /** Made only for a model that is written and fits this regular expression, by whose name alone the package tells what it makes. */
  whenModel?: string;
  /** None where something is given here, … */
  unless?: Place[];
  /** … or where its program decides for all that is made in it: what is assigned (`Settings.embed_model`), what is called. */
  unlessDecided?: { assigned?: string[]; called?: string[] };
  /**
   * Where another client may be handed in. The call makes none then, and asks `always` of that one, with the model that
   * it is given itself: `OpenAIChatCompletionsModel(model="…", openai_client=client)`.
   */
  client?: Place[];
  /** Another client of the entry that the same call makes, with settings of its own: what embeds beside what is asked. */
  alsoMakes?: string;
  /** Why a client of this kind never moves (`azure`, `embeddings`, …); absent when it may. */
  stays?: string;
  /** The setting with which the model that a call names says nothing: an Azure deployment. */
  ignoresModel?: Place;
  baseUrl?: Place[];
  /** The base URL has to end in a slash, since the path of a request is only put behind it. */
  needsSlash?: true;
  apiKey?: Place[];
  /**
   * What a client is not given itself it takes from what is assigned to the package, or to these paths in it, under the same names:
   * `OpenAI.configuration.access_token = …`.
   */
  configuredAt?: string[];
  organization?: Place[];
  /** Headers of one's own, which may hold a key beside `apiKey` or in its place. */
  headers?: Place[];
  /**
   * Whether the key has to be a text, so that a variable that may be missing does not do: by its type, or because the
   * package takes OPENAI_API_KEY in place of a missing one.
   */
  keyIsText?: true;
  /** In place of the package's. */
  apiKeyFor?: EmptyKey[];
  model?: Place[];
  /** How the package spells ids; plainly when absent. */
  modelForm?: ModelForm;
  /** What of a wrapper's own arguments is sent with each request. */
  requestOptions?: ParameterShape;
  /** The model used when none is given. */
  defaultModel?: string;
  /** Arguments that are not the options, to be made up when the options are written anew (none so far needs it). */
  uses: UseShape[];
  /** Another entry's client, as `sdk/client`, that this one is used like: its uses are added to `uses` on loading. */
  usesOf?: string;
  /** Of several shapes with one export: the shape for calls whose first argument is text. The others come before it. */
  overload?: 'text';
  /** For a `module`: other packages ask through it, by its settings where they give none of their own. */
  isShared?: true;
  /** The endpoint that every use of the client calls, whatever the method (wrappers). */
  always?: string;
  /** Options that mean something else is used. */
  switches?: Switch[];
  /** For a call that is the request itself: where its parameters stand; `*`: they are its own keyword arguments. */
  parameters?: Place | '*';
  /**
   * What a move writes where it is not given, as source: a client to hand in, what the package has to be told about a
   * model that it does not know. `BASE_URL` and `API_KEY` stand for the client's, `KEY_NAME` for the name of the key's
   * variable, as a text, `MODEL` for the gateway's model, `CONTEXT_TOKENS` for how much the model takes.
   */
  adds?: { place: Place; source: string }[];
  /** Texts that a group of options needs by its type, for a move that makes the group: `provider: 'openai'`. */
  groupNeeds?: { place: Place; text: string }[];
  /** What a move puts around the model, which has to be a text in the call then. Source, as in `adds`. */
  around?: { before: string; after: string };
  /** The class to make in place of this one, with the same arguments; it takes models that this one does not know. */
  instead?: ImportedName;
  /** How the key is given, where a text will not do. Source, as in `adds`. */
  keySource?: string;
  /** The names that these sources use. */
  imports?: ImportedName[];
  /** Names whose use in a program means that it is asked in ways that cannot be followed, with what a move takes then. */
  unlessNamed?: { names: string[]; needs: string };
  /** Calls that decide for all clients what `adds` and `around` decide for one: where the project makes one, `needs` holds. */
  unlessCalled?: string[];
  /** The form of the call that a move writes, where the one that is given takes no base URL. */
  form?: CallForm;
  /** For a call that takes no base URL: what makes the same client of a configuration that has one. */
  configured?: Configured;
  /**
   * For `ready` clients: the file of the project, seen from the folder of a program or one above it, that returns their options. Places are
   * those of a call that is given what it returns: `0.api_key`.
   */
  settingsFile?: string;
  /** What a move takes where there is no such file, as `needs`. */
  needsFile?: string;
  /** Names of types, with their packages before them, of which a framework hands the same client to whoever declares one. */
  injectedAs?: string[];
  /** For `ready` clients: the export that makes a configurable one, and the name to give it. */
  factory?: { export: string; options: { baseUrl: string; apiKey: string } };
}

/** What a package for OpenAI's API looks like in code. Data: `sdks/<language>/<id>.json`. */
export interface Sdk {
  id: string;
  title: string;
  language: string;
  /** Module names as imported; a `/*` at the end covers all below. In Python, top-level names: the rest is in paths. */
  packages: string[];
  /** What copies of a package are called, with `*` for their owner: they are told, since nobody knows what was changed in them. */
  copies?: string[];
  /** Asks OpenAI where a file names no model, no address and no key: whatever imports it is looked at. */
  asksByDefault?: true;
  /** An empty base URL does not mean the default: it is taken as it is, and nothing is reached. */
  failsWithoutAddress?: true;
  /** The name is one that projects give to modules of their own, which come first then. */
  commonName?: true;
  /** The name under which it is installed, for languages in which that is not the name that is imported. */
  distribution?: string;
  /** The versions of the packages that the entry is about: a range such as `>=1.0 <1.3`; all when absent. */
  versions?: string;
  source: string[];
  /** The day of the check, `YYYY-MM-DD`. */
  checked: string;
  /** What else a reader of the entry should know. No code reads it. */
  notes?: string[];
  /** Names that the package reads by itself when the option is absent; the first found wins. `model`: none where it has a default alone. */
  environment: { apiKey: string[]; baseUrl: string[]; organization: string[]; model?: string[] };
  /** Given what in place of a key it still reads the variable; both when absent. */
  apiKeyFor?: EmptyKey[];
  /** Whether a base URL holds `/v1` (`v1`) or only the origin. */
  urlForm: 'v1' | 'origin';
  clients: ClientShape[];
  /** Keyword arguments of calls that hold more parameters, as they are sent. */
  moreParameters?: Place[];
  /** Names that the package has for texts, of models, roles and kinds: its own, or those of a class in it (`Models.Gpt_4o`). */
  constants?: Record<string, string>;
  /** The fields of a request are spelled as types do it, `MaxTokens` for `max_tokens`; other names that a field has, by its first one. */
  fields?: Record<string, string[]>;
  /** Part of the names of types that only code for the Responses API imports. */
  responsesNames?: string;
  /** Names whose import tells what a file's messages hold, as `module.Name` → the parameter of `capabilities.json`. */
  mediaNames?: Record<string, string>;
  /** Messages are made by classes of its own, and hold the parts of their content as a request does. */
  partsAsSent?: true;
  /** Texts that a file has which uses types of the Responses API. */
  responsesMarks?: string[];
  /** Functions of other packages that add something to the requests of a model that they are handed. */
  consumers?: Consumer[];
  /**
   * What is handed a client of any package, and takes nothing but the name of its model out of one of another package: its address
   * and key are not asked. `needs`: as `ClientShape.needs`.
   */
  nameTakers?: { exports: string[]; places: Place[]; needs: string }[];
  /** Exports whose instance only carries options for a client: `new Configuration({ … })`. */
  carriers?: string[];
  /** Exports that give back the client they are handed. */
  passThrough?: {
    export: string;
    argument: Place;
    /** Where another way to make the requests may be chosen, and the names of those that are chat calls. */
    only?: { places: Place[]; names: string[] };
  }[];
}

const WRITTEN = ENTRIES as readonly Sdk[];

export const SDKS: readonly Sdk[] = WRITTEN.map((sdk) => ({
  ...sdk,
  clients: sdk.clients.map((client) => ({ ...client, uses: [...client.uses, ...sharedUses(client.usesOf)] })),
}));

function sharedUses(name: string | undefined): readonly UseShape[] {
  if (name === undefined) return [];
  const [id, client] = name.split('/');
  return WRITTEN.find((sdk) => sdk.id === id)?.clients.find((shape) => shape.name === client)?.uses ?? [];
}

/** By language, then by package. */
const BY_PACKAGE = new Map<string, Map<string, Sdk[]>>();
for (const sdk of SDKS) {
  const packages = BY_PACKAGE.get(sdk.language) ?? new Map<string, Sdk[]>();
  BY_PACKAGE.set(sdk.language, packages);
  for (const name of new Set(sdk.packages.map((pattern) => pattern.replace(/\/\*$/, '')))) push(packages, name, sdk);
}

/** The entries for a package as imported, or for the one that it seems to be a copy of. */
export function sdksFor(language: string, name: string): readonly Sdk[] {
  const known = ownSdksFor(language, name);
  return known.length > 0 ? known : copiesFor(language, name);
}

const COPIED = SDKS.filter(({ copies }) => copies !== undefined);
const COPIES = new Map<string, readonly Sdk[]>();

function copiesFor(language: string, name: string): readonly Sdk[] {
  const key = `${language}\0${name}`;
  const known = COPIES.get(key);
  if (known) return known;
  const found = COPIED.filter((sdk) => sdk.language === language && sdk.copies?.some((one) => isCalledSo(name, one)));
  const made = found.map((sdk) => copyOf(sdk, name));
  COPIES.set(key, made);
  return made;
}

function isCalledSo(name: string, pattern: string): boolean {
  const [before = '', after = ''] = pattern.split('*');
  const owner = name.slice(before.length, name.length - after.length);
  return name.startsWith(before) && name.endsWith(after) && owner !== '' && !owner.includes('/');
}

/** Clients of a copy are told, and those that never move stay. */
function copyOf(sdk: Sdk, name: string): Sdk {
  const needs = `a look at ${name}, which seems to be a copy of ${sdk.packages[0]}: whether its clients take a base URL and a key as those do`;
  const clients = sdk.clients.map((shape) => (shape.stays === undefined ? { ...shape, needs } : shape));
  return { ...sdk, packages: [name], clients };
}

/** The entries for a package itself (`openai/index.mjs` falls to `openai/*`). */
export function ownSdksFor(language: string, name: string): readonly Sdk[] {
  const packages = BY_PACKAGE.get(language);
  for (let at = name; at !== ''; at = at.includes('/') ? at.slice(0, at.lastIndexOf('/')) : '') {
    const known = packages?.get(at);
    const found = at === name ? known : known?.filter((sdk) => sdk.packages.includes(`${at}/*`));
    if (found && found.length > 0) return found;
  }
  return [];
}

const PARTS = new Map<string, readonly string[]>();

/** The catalog's patterns are few, and asked about at each call. */
function partsOf(pattern: string): readonly string[] {
  const known = PARTS.get(pattern);
  if (known) return known;
  const parts = pattern === '' ? [] : pattern.split('.');
  PARTS.set(pattern, parts);
  return parts;
}

/** Whether walked names match a use's path. */
function matchesPath(pattern: string, names: readonly string[]): boolean {
  const parts = partsOf(pattern);
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index];
    if (part === '**') return true;
    if (names[index] === undefined || (part !== '*' && part !== names[index])) return false;
  }
  return parts.length === names.length;
}

/** The text that a package has a name for. */
export function constantOf(language: string, name: string, path: readonly string[]): string | undefined {
  const known = path.join('.');
  for (const { constants } of sdksFor(language, name))
    if (constants && Object.hasOwn(constants, known)) return constants[known];
  return undefined;
}

/** The last names of all that packages of a language have for texts. */
export function constantNames(language: string): ReadonlySet<string> {
  const known = CONSTANTS.get(language);
  if (known) return known;
  const names = new Set(
    SDKS.flatMap((sdk) => (sdk.language === language ? Object.keys(sdk.constants ?? {}).map(lastName) : [])),
  );
  CONSTANTS.set(language, names);
  return names;
}
const CONSTANTS = new Map<string, ReadonlySet<string>>();

/** The use that the names mean: an exact path before one with `*`. */
export function useFor(client: ClientShape, names: readonly string[]): UseShape | undefined {
  const matches = client.uses.filter((use) => matchesPath(use.path, names));
  return matches.find((use) => !use.path.includes('*')) ?? matches[0];
}
