import csharp from './flow/csharp.json' with { type: 'json' };
import go from './flow/go.json' with { type: 'json' };
import java from './flow/java.json' with { type: 'json' };
import javascript from './flow/javascript.json' with { type: 'json' };
import php from './flow/php.json' with { type: 'json' };
import python from './flow/python.json' with { type: 'json' };
import ruby from './flow/ruby.json' with { type: 'json' };
import type { Place } from './sdk.js';

/** A way to read a variable of the environment; `*` in the path, or the argument `name`, is the variable. */
export interface EnvironmentRead {
  /** A global name, … */
  root?: string;
  /** … or a package, or all of a folder (`$amplify/env/*`), … */
  package?: string;
  /** … or anything whose declared type has this name. */
  type?: string;
  path: string[];
  name?: Place | number | (Place | number)[];
  default?: Place | number | (Place | number)[];
  /** Which of the calls is given them, if it is not the last one. */
  call?: number;
  /** Gives nothing, and does not raise, where the variable is not set and no default is given. */
  mayGiveNothing?: true;
  /** The names that it has, as an expression; any when absent. */
  names?: string;
  /** Names in any case: the variable is in capitals, and one that is written otherwise is a key of a file, too. */
  isCaseless?: true;
  /** Looks into a file or a service too, or at what a platform hands over, so that the process's own environment may not have the variable. */
  isStored?: true;
  /**
   * What lies below a name has a name too, which all of them make: `secrets["openai"]["api_key"]` reads `openai.api_key`. A regular
   * expression for the files that hold them.
   */
  sections?: string;
  /** The call that made what reads: what it is given puts this before each name, … */
  prefix?: Place | number | (Place | number)[];
  /** … and so does this method of it for all that is read in its context: `with env.prefixed("LLM_"):`. */
  prefixMethod?: string;
  /** The call that made what reads has a keyword for each name, whose value has the default behind the type: `(str, "x")`. */
  hasScheme?: true;
  /** The variable has to be declared: in the nearest of these files, as a key of what they export there, with a default in its value. */
  declared?: { files: string[]; at: string[]; default: Place };
  /**
   * What a method gives that is called before: a part of the whole by its name, whose own names stand behind that; `whole`: the
   * methods that give all of a part, and the property that is its value.
   */
  parts?: { method: string; joined: string; whole: string[]; value: string };
  /**
   * Gives what a function of the program's registers under names of its own, too: with a call of `function`, which has a name and the
   * function, whose result has a `token` for containers; or in a `list` of the options of the one that reads.
   */
  registers?: { function: string; token: string; list: string };
}

/**
 * Fills a record that it is given by the variables that its fields name, behind a prefix. `separator`: what is put between them, where the
 * prefix is then written in capitals. `isOptional`: a variable without the prefix is taken where there is none with it.
 */
export interface RecordFiller {
  package: string;
  export: string;
  record: Place;
  prefix: Place;
  separator?: string;
  isOptional?: true;
  source: string;
}

/** A validated set of variables: the values, and a shape whose keys repeat the names. */
export interface EnvironmentSchema {
  package: string;
  function: string;
  values: number | string;
  alternative?: string;
  /** What it reads by itself where the values are not given. */
  reads?: string[];
  shape: (number | string)[];
  default: { argument?: number; key?: string; method?: string };
}

/**
 * Objects, by the keys that lead to them from the outermost one (`at`, as in `config/files.json`), in files of a name, that
 * import a package, or in which something stands. A key is the variable's name behind one of the `prefixes`.
 */
export interface EnvironmentObject {
  at: string;
  file?: string;
  imports?: string;
  holds?: string;
  prefixes?: string[];
  /** For tests, which have values of their own. */
  isTest?: true;
  /** For a program that is started, of which nothing is known. */
  isForUnknown?: true;
  source: string;
}

/**
 * A function of the program that a platform or a framework calls: one that a file exports (a `method` of an exported object), or
 * one that is handed to a method of what a package's `made` gives. Its parameter has a `type`, as if it were annotated.
 */
export type Handler = { parameter: number; type: string; source: string } & (
  | { export: string; method?: string; file?: string }
  | { package: string; made: string }
);

/**
 * What a framework gives of its configuration: what lies `at` a place of what a file exports, or returns from the function that it
 * exports. A variable that is called after a setting, with a prefix, takes its place when the program runs.
 */
export interface FrameworkSettings {
  /** What gives the settings, of one of the packages, … */
  path: string[];
  packages: string[];
  /** … or without an import, too. */
  isGlobal?: true;
  /** Files that hold them, and where in what these export: each of the places. */
  files: string[];
  at: string[][];
  /** Of the variables that take the place of settings, called after them. */
  prefix?: string;
  source: string;
}

/** How values flow through a language's own functions and well-known libraries. Data: `flow/<language>.json`. */
export interface FlowFacts {
  language: string;
  source: string[];
  environment: EnvironmentRead[];
  /** Dotted name of a global function, or of a package's → the argument that it gives back, in effect. */
  passThroughFunctions: Record<string, number>;
  /** Methods that give back their receiver, in effect. */
  passThroughMethods: string[];
  /** Classes of packages that hold what they are made of, by the names of the arguments in their order. */
  parts?: Record<string, string[]>;
  /** Methods that give their first argument, in effect: `mapper.writeValueAsString(body)`. */
  argumentMethods?: string[];
  /** Names that packages have for texts are of types of their own, and no texts. */
  namesAreTyped?: true;
  /** Functions that give the first of their arguments that is there: `getOrDefault(value, otherwise)`. */
  eitherFunctions?: string[];
  /** To read a name of an object is to call the method of that name, which may take arguments as well. */
  readsAreCalls?: true;
  /** Functions that give one element of their first argument, or one of the others. */
  elementFunctions?: string[];
  /** Methods of a function that give it with what it is called on, and with their other arguments given. */
  bindMethods?: string[];
  /** The method that a call of an instance runs. */
  callMethod?: string;
  /** Functions that give a copy of their first argument, with other values for what their arguments name. */
  copyFunctions?: string[];
  /** Methods that give such a copy of their receiver. With a name: the argument that is a mapping of those values. */
  copyMethods?: Record<string, string>;
  /**
   * Functions and methods that give lists made of the elements of others, and which item of each is an element of the first argument
   * or of the receiver; `*`: each item is one of the argument at its place. Without a place, the elements are those of the other, or its values.
   */
  pairFunctions?: Record<string, string>;
  pairMethods?: Record<string, string>;
  /** Methods that give back one element of their receiver. */
  elementMethods: string[];
  /** Methods that add their arguments to their receiver as elements. */
  appendMethods: string[];
  /** Methods of a text that fill in its `{name}`, `{0}` and `{}`, where `{{` is a brace. */
  formatMethods?: string[];
  /** Methods that give back a list of what their callback returns. */
  mappingMethods: string[];
  /** Methods whose callback gets an element, or the value, as its first argument. */
  callbackMethods: Record<string, 'element' | 'value'>;
  /** Functions, by last name, that give back what their callback returns, or the callback itself. */
  callbackResultFunctions: string[];
  /** Functions, by package, that give an object which holds the first argument, or what it gives, and the key under which it does. */
  holdingFunctions?: Record<string, string>;
  /** Calls, by name, of which a `method` of the argument `handlers` gives what is read of their result. */
  standIns?: Record<string, { handlers: number; method: string }>;
  /** Functions that look at a value and let it go; of a package: `logging.getLogger.().info`. */
  harmlessFunctions: string[];
  /** Those of them that ask what kind of value it is: the answer is another for another value. */
  kindQuestions: string[];
  /** What gives text, whatever it is given: functions, methods, values that are there, and names of types. */
  texts: { functions: string[]; methods: string[]; values: string[]; types: string[] };
  /** Functions that put all that their other arguments hold into the first, and give that. */
  mergeFunctions: string[];
  /** Methods of an object that put all that their arguments hold into it. */
  mergeMethods?: string[];
  /** Operators that give an object with all that both sides hold, of which the last wins. */
  mergeOperators?: string[];
  schemas: { package: string; objects: string[]; parse: Record<string, string[]>; defaults: string[] }[];
  environmentSchemas: EnvironmentSchema[];
  /** Functions that give what a file of data holds: of the file's name, or of its content. */
  dataLoaders?: { called: string; takes: 'name' | 'content' }[];
  /**
   * What gives the content of a file, or a handle to it, by its name: that of the last call, or of one before it. `isText`: a
   * text, and what parses it gives back its argument, in effect.
   */
  fileReaders?: { called: string; call?: number; isText?: true }[];
  /** Operators that join what stands on the right to a path of a package, and give what `path` gives. */
  pathOperators?: { operator: string; package: string; path: string[]; source: string }[];
  /** Functions that a platform or a framework calls. */
  handlers?: Handler[];
  /** Packages that fill classes, and check what stands in their fields. */
  validators?: string[];
  /** Objects whose keys set variables for a program that is built or started. */
  environmentObjects?: EnvironmentObject[];
  /** What names of variables begin with that a bundler puts into what it makes for browsers: no other is there. */
  publicPrefixes?: { prefix: string; source: string }[];
  /** Objects that pages and extensions of a browser have, and other programs have not. */
  pageGlobals?: string[];
  /**
   * Files beside or above a program that say where it runs, when there is no environment: one of `names`, with `holds` in it and
   * without `unless`. `isWhole`: also where the program takes something of a package.
   */
  withoutEnvironment?: { names: string[]; holds?: string; unless?: string; isWhole?: true; source: string }[];
  /** Options without which clients refuse to run in a page. */
  pageOptions?: string[];
  /** What names begin with from which a framework fills its own settings: such a name changes with that of the setting only. */
  boundPrefixes?: { prefix: string; source: string }[];
  /** Functions that fill the fields of a record by the variables that these name. */
  recordFillers?: RecordFiller[];
  /** How a copy of the whole environment is written, as what is spread into an object, or given to a function first. */
  wholeEnvironment?: string[];
  /**
   * Functions that set variables of the environment: by a name and a value, or by a mapping and arguments by name. `into`: where what
   * they fill is given, which may be another thing. `isParameter`: a method of what a test is handed under this name.
   */
  environmentSetters?: { package?: string; path: string; takes?: 'mapping'; into?: number; isParameter?: true }[];
  /**
   * Functions whose call stands for the default that it declares: `Field("x")`. `injects`: a framework calls the factory for a
   * parameter that has it, and nobody else gives anything.
   */
  fieldFunctions?: { package: string; export: string; default: Place[]; factory?: Place[]; injects?: true }[];
  /** Decorators that define a parameter by an option of the command line, with its default. */
  parameterDecorators?: { package: string; export: string; default: Place[]; variable?: Place[] }[];
  /** Parsers of the command line: what `parse` gives has an attribute for each option that `define` defines. */
  optionParsers?: { package: string; export: string; parse: string; define: string; default: Place[] }[];
  /**
   * Classes whose annotated fields are read from the environment: under the name that one of the arguments `names` of the
   * field's value gives, or the field's own behind the class's prefix, in whatever case. `namesOption` is an option of the class
   * that says the same of each field, and comes first: `fields = {"key": {"env": "NAME"}}`.
   */
  settingsClasses?: SettingsClass[];
  /** Methods that compare their receiver with their arguments, or look for them in it. */
  comparingMethods?: string[];
  /** What methods of a text ask of it, or make of it. */
  textMethods?: Record<string, TextMethod>;
  /** Functions that do so with their first argument, and those that ask whether their second one, a list, holds it. */
  textFunctions?: Record<string, TextMethod>;
  membershipFunctions?: string[];
  /** Methods of a regular expression that ask whether it fits a text, functions that are given both, and what makes one of a text. */
  patternMethods?: Record<string, PatternTest>;
  patternFunctions?: Record<string, PatternTest>;
  patternMakers?: string[];
  /** Methods that ask whether their receiver holds an element or a key. */
  membershipMethods?: string[];
  /** Methods that give what their receiver has under a key, or the second argument. */
  lookupMethods?: string[];
  /** Functions of the language → what of their first argument they hold. */
  containers?: Record<string, 'list' | 'pairs' | 'keys'>;
  /** `in` finds a text in a longer one. */
  inSearchesText?: boolean;
  /** To read a key that is not there raises an exception. */
  missingKeyRaises?: boolean;
  /** Functions that give their first argument, a function, with some of its arguments given. */
  partialFunctions?: string[];
  /** Functions that call what they are handed, and give what that gives, at once or later. */
  callingFunctions?: CallingFunction[];
  /** Properties that give back what they are read on: the value of a member of an enumeration. */
  passThroughMembers?: string[];
  /** Methods that give the entry of their receiver under the first argument, or the second argument. */
  entryMethods?: string[];
  /**
   * Functions that look for an attribute, or a key, of their first argument, by the name that the second one is, or by a path that is
   * the first one: as they are written at the end.
   */
  attributeFunctions?: string[];
  keyFunctions?: string[];
  /** Functions that give what the file they are called in binds, by its names: `globals()`. */
  namespaceFunctions?: string[];
  /** What has methods of these names that ask for something else: `ConfigParser.get(section, option)`. */
  withoutEntries?: string[];
  /** Methods of a function that call it with their own arguments, elsewhere or later: `task.delay(x)`. */
  callingMethods?: string[];
  /** Functions that give what a person types in; without a package, a built-in one. */
  userInputs?: { package?: string; path: string }[];
  /** What starts another program by a command: all that a package exports, or those of its exports. */
  programStarters?: { packages: string[]; exports?: string[] }[];
  /** Packages that give what files of the repository hold, or what whoever deploys puts in their place. */
  fileSettings?: { packages: string[]; source: string }[];
  /** Packages that read the command line: what their calls give, whoever runs the program has typed. */
  commandLinePackages?: string[];
  /** Packages that ask no service by themselves, whatever they are given: the program does, with what they hand around or show. */
  quietPackages?: { packages: string[]; source: string }[];
  /** Folders of which a framework runs all files in one process, with those beside the folder that import the framework. */
  pageFolders?: { package: string; folder: string; source: string }[];
  /** Properties of an object that a framework hands around, in which a program puts what it takes elsewhere: `app.state.client`. */
  sharedObjects?: SharedObject[];
  frameworkSettings?: FrameworkSettings[];
  /** Containers that hand values to parameters by tokens. */
  injections?: Injection[];
  /** Functions and methods that set what a framework's settings have: by a name and a value, or by a mapping of names. */
  settingSetters?: { called: string[]; source: string }[];
  /**
   * Containers that make what a program asks for by a type or a text: the methods that are given that and a function, and the functions
   * and methods that give it, beside parameters of the type.
   */
  serviceContainers?: { register: string[]; give: string[]; source: string }[];
  /** Methods by which a container is given values, or functions that give them, and is asked for them by their types. */
  typeContainers?: { register: string[]; take: string[]; source: string };
  /** Calls that put a value under a name into an object that a framework hands around: `app.decorate('client', client)`. */
  sharedEntries?: SharedEntry[];
  boundSettings?: BoundSettings;
  /** Objects in which a framework keeps a program's settings: `app.config`, `django.conf.settings`. */
  settingsStores?: SettingsStore[];
}

export interface Injection {
  /** The decorator of a parameter, whose argument is the token. */
  decorator: string;
  /** The key of a provider that has the token, … */
  token?: string;
  /** … or the method that is given the token, and then the provider. */
  register?: string;
  /** Keys of a provider whose value is what is handed on, and whose function gives it. */
  values: string[];
  factories: string[];
  /** Methods that give what is provided for a token, … */
  methods: string[];
  /** … and the key of a list of tokens whose values a factory gets. */
  list?: string;
  source: string;
}

export interface SharedEntry {
  /** The method, whose first argument is the name and whose second one is the value. */
  put: string;
  /** Names of what the entry is a member of, where it is taken: an expression. */
  behind: string;
  /** Methods that give the entry under the name that they are given. */
  methods?: string[];
  /** What files import that put it there, or take it by a method: an expression. */
  imports: string;
  /** The package of such an object, where that is known: an expression. */
  of: string;
  source: string;
}

/** Classes of the program's own that a framework fills from a part of its configuration, and hands out inside of a type of its own. */
export interface BoundSettings {
  /** Those types, and their members that give the settings. */
  holders: string[];
  values: string[];
  /** Calls that are given the class, and the part, and those that are given the part behind a call that is given the class. */
  binders: string[];
  chained: string[];
  /** The method that gives a part by its name, and what stands between that and the name of a field. */
  section: string;
  joined: string;
  source: string;
}

export interface SettingsClass {
  package: string;
  export: string;
  names: string[];
  namesOption?: string;
  /** What its option `extra` is where it takes a file that holds more than its fields. Absent where it always does. */
  refusesUnless?: string[];
}

export interface SettingsStore {
  package: string;
  /** What of the package is such an object, as facts about it are written: `Flask.().config`. */
  objects: string[];
  /** What files import that have to do with it: an expression. */
  imports: string;
  /** It holds what these modules of the project export, … */
  files?: string[];
  /** … or what it is given under a name, and by methods: the uppercase names of an object or of what a text names, entries, one entry, anything. */
  loads?: Record<string, 'object' | 'mapping' | 'entry' | 'unknown'>;
  /** How it is spelled at least where something is put there. */
  spelled?: string[];
  source: string;
}

export interface SharedObject {
  property: string;
  /** How it is spelled at least, wherever it is taken. */
  spelled: string;
  /** What files import that have to do with it: an expression. */
  imports: string;
  source: string;
}

export interface CallingFunction {
  /** Its name in its package, as in `asyncio.to_thread`. */
  called: string;
  /** Places of the argument that is called, the first that is given counts. What is called gets what stands behind it, … */
  function: Place[];
  /** … or each element of that in turn, and a list is given of what comes of it, … */
  isEach?: true;
  /** … or what lists and mappings at these places hold, and nothing else. */
  list?: Place[];
  mapping?: Place[];
  /** The last name is a method's, which says it also of an object that is not known. */
  isMethod?: true;
  source: string;
}

/** `place`: as `position`, but `false` where it is not there. */
export type TextMethod =
  | 'begins'
  | 'ends'
  | 'holds'
  | 'position'
  | 'place'
  | 'matches'
  | 'lower'
  | 'upper'
  | 'same'
  | 'split';
/** At the beginning of the text, as a whole, or anywhere in it. */
export type PatternTest = 'begins' | 'fits' | 'finds';

const FACTS = new Map<string, FlowFacts>([
  [csharp.language, csharp as unknown as FlowFacts],
  [go.language, go as unknown as FlowFacts],
  [java.language, java as unknown as FlowFacts],
  [javascript.language, javascript as unknown as FlowFacts],
  [php.language, php as unknown as FlowFacts],
  [python.language, python as unknown as FlowFacts],
  [ruby.language, ruby as unknown as FlowFacts],
]);

const NOTHING: FlowFacts = {
  language: '',
  source: [],
  environment: [],
  passThroughFunctions: {},
  passThroughMethods: [],
  elementMethods: [],
  appendMethods: [],
  mappingMethods: [],
  callbackMethods: {},
  callbackResultFunctions: [],
  harmlessFunctions: [],
  kindQuestions: [],
  texts: { functions: [], methods: [], values: [], types: [] },
  mergeFunctions: [],
  schemas: [],
  environmentSchemas: [],
};

export function flowFacts(language: string): FlowFacts {
  return FACTS.get(language) ?? NOTHING;
}

/** What is said of a name, which may be one that every object has: `toString`. */
export function saidOf<T>(facts: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return facts && Object.hasOwn(facts, name) ? facts[name] : undefined;
}

/** Whether a member of a text gives the text itself: `Model.FAST.value`, of an enumeration. */
export function isTextItself(language: string, member: string): boolean {
  return flowFacts(language).passThroughMembers?.includes(member) === true;
}

const NAMED = new Map<string, ReadonlySet<string>>();

/** Whether one of the facts is about a package of that name. */
export function isNamedByFacts(language: string, name: string): boolean {
  const known = NAMED.get(language) ?? new Set(packagesIn(flowFacts(language)));
  NAMED.set(language, known);
  return known.has(name);
}

/** The names, with their packages, of the functions that facts are about. */
export function namesOfFacts(language: string): readonly string[] {
  const { passThroughFunctions, harmlessFunctions } = flowFacts(language);
  return [...Object.keys(passThroughFunctions), ...harmlessFunctions];
}

function packagesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'package' && typeof inner === 'string' ? [inner] : packagesIn(inner),
  );
}
