/**
 * The language-neutral model of one source file. Front ends make it, `link` and `plan` read it; nothing in it
 * knows a parser or a language. All offsets are UTF-16 code units into `SourceModel.text` (a BOM counts as one).
 */

import type { SourceMap } from './languages/source-map.js';
import type { Names } from './names.js';

export interface Span {
  /** UTF-16 offset of the first code unit. */
  readonly start: number;
  /** UTF-16 offset after the last code unit. */
  readonly end: number;
}

/** Property names from the outside in. `*` stands for any element or a name that is not known. */
export type Path = readonly string[];
export const ANY = '*';
/** What a list holds from a place on: `2+` of `[a, b, ...others]`. */
export const REST = /^(\d+)\+$/;
/** The first of several values that a call gives: `client, err := open()`. What gives one value gives it as that. */
export const FIRST_RESULT = '#0';

interface Base extends Span {
  /** What the value of this expression is used for; absent where it is dropped (an expression statement). */
  use?: Use;
  model: SourceModel;
}

/** A literal, or a fixed piece of a template (`piece`), whose `inner` span holds the text without quotes. */
export interface StringNode extends Base {
  kind: 'string';
  value: string;
  inner: Span;
  /** The delimiter as written, prefix included: `'`, `"`, `` ` ``, `"""`, `f"`; empty for text with none. */
  quote: string;
  piece?: true;
  /** A name that a package has for the text: `openai.GPT4o`. All spans are the name's. */
  isNamed?: true;
}
/** Text made of parts: a template literal, an f-string, or a `+` chain. */
export interface TemplateNode extends Base {
  kind: 'template';
  parts: Expression[];
  concatenated: boolean;
}
export interface ConstantNode extends Base {
  kind: 'constant';
  value: number | boolean | null | undefined;
  /** A regular expression: what stands between its delimiters. */
  pattern?: Span;
}
export interface ReferenceNode extends Base {
  kind: 'reference';
  name: string;
  /** Absent: a name that the file does not declare (a global). */
  binding?: Binding;
}
/** `this`, `self`: the instance of the enclosing class, or the object literal whose method it stands in. */
export interface SelfNode extends Base {
  kind: 'self';
  of?: ClassNode | ObjectNode;
}
export interface SuperNode extends Base {
  kind: 'super';
  class?: ClassNode;
}
export interface MemberNode extends Base {
  kind: 'member';
  object: Expression;
  /** The name, where it is written in the source (`a.b`, `a["b"]`). */
  property?: string;
  /** The name's own span: an identifier, or the inside of the quotes. */
  propertySpan: Span;
  /** The key expression of `a[k]`. */
  key?: Expression;
  /** `a?.b`: nothing is read where `a` is nothing. */
  isOptional?: true;
  /** What the name means where the value has nothing of that name: a function that a module adds to values of other types. */
  extension?: Binding;
}
export interface Argument extends Span {
  value: Expression;
  /** Keyword argument (`base_url=…`). */
  name?: string;
  nameSpan?: Span;
  spread?: 'list' | 'mapping';
  /** Each element of the value in turn: what `map(f, list)` gives `f`. */
  isElement?: true;
  /** It is given in some cases only. */
  isConditional?: true;
  /** A function that stands behind the arguments, and has no place among them. */
  isBlock?: true;
}
export interface CallNode extends Base {
  kind: 'call';
  callee: Expression;
  arguments: Argument[];
  isNew: boolean;
  /** Of the class that it is called on, which may be one that extends the one that is named. */
  isOfHeirs?: true;
  /** Between the parentheses; absent for `new X` without any. */
  argumentsSpan?: Span;
  /** Types that are given beside the arguments: `Add<Client>(…)`. */
  typeArguments?: Expression[];
  /** A JSX element: the one argument holds the attributes. */
  isElement?: true;
  /** The call whose arguments these are as they are written, where it has this one made: `to_thread(f, x)` for `f(x)`. */
  written?: CallNode;
  /** It is made for each element of its arguments, and what it gives are the elements of a list: `map(f, x)`. */
  isEach?: true;
  /** What it gives has its arguments under their names: `X.builder().a(v).build()`. */
  isBuilt?: true;
}
export interface Entry extends Span {
  /** Absent for a spread or a computed key. */
  key?: string;
  keySpan?: Span;
  computedKey?: Expression;
  value: Expression;
  spread?: true;
  shorthand?: true;
  accessor?: true;
  /** How the key is written: a bare name, or in quotes. */
  quoted?: true;
}
export interface ObjectNode extends Base {
  kind: 'object';
  entries: Entry[];
  /** JSX attributes and enums are objects in effect, yet no place to insert an option. */
  form: 'literal' | 'attributes' | 'enumeration';
  /** The class of which it is an instance, where the literal says so: `Service{…}`. */
  type?: Expression;
}
export interface ListNode extends Base {
  kind: 'list';
  items: Expression[];
  /** Made of another list in an `if` or a loop, so that nothing may be added to that. */
  isConditional?: true;
}
/** One of several values: `c ? a : b`, `a ?? b`, `a || b`, `a if c else b`. */
export interface ChoiceNode extends Base {
  kind: 'choice';
  operator: 'conditional' | 'or' | 'and' | 'nullish';
  test?: Expression;
  options: Expression[];
}
export interface Parameter {
  /** Names that the parameter binds, with the path of each inside the argument. */
  targets: Target[];
  fallback?: Expression;
  /** Takes what no other parameter takes: the positional arguments left over, or the keyword arguments. */
  rest?: 'list' | 'mapping';
  /** It gets the function that stands behind the arguments. */
  takesBlock?: true;
  /** It gets what is given by names that no parameter has, as an object, where it gets nothing by its place. */
  takesNamed?: true;
  /** For keyword arguments. */
  name?: string;
  /** Position among the arguments of a call; absent for keyword-only. */
  index?: number;
  type?: TypeUse;
}
export interface FunctionNode extends Base {
  kind: 'function';
  name?: string;
  parameters: Parameter[];
  returns: Expression[];
  /** What it gives one after another, or while something is set up: `yield x`. */
  yields?: Expression[];
  /** What it is declared to give. */
  type?: TypeUse;
  /** The class of which it is a method. */
  owner?: ClassNode;
  decorators?: Expression[];
  /** The type under which a container hands what it gives to parameters. */
  provides?: string;
  /** It takes as many arguments as it has parameters, and a call with others means another function of the name. */
  isExact?: true;
  /** Of a constructor: the others of its class, one of which a call with as many arguments runs. */
  overloads?: FunctionNode[];
}
export interface Field {
  name: string;
  nameSpan: Span;
  isStatic: boolean;
  /** Read on the class and on its instances alike. */
  isShared?: true;
  isGetter: boolean;
  /** Whoever has an instance may give it another value. */
  isAssignable?: true;
  /** With arguments, it is called with these, in a language in which a method needs no parentheses. */
  isMethod?: true;
  value?: Expression;
  type?: TypeUse;
  /** Its name where an instance is sent or stored as text. */
  sentAs?: string;
  /** The name of the variable of the environment that it is read from, and its value where that is not set. */
  variable?: StringNode;
  fallback?: StringNode;
  /** Of a record: the class of which it holds an instance by its type, and what stands before the variables of that. */
  holds?: Expression;
  prefix?: string;
  /** What its value has, the class has too. */
  isEmbedded?: true;
}
export interface ClassNode extends Base {
  kind: 'class';
  name?: string;
  /** The class itself is written in another file of the module, which `superclass` leads to: this holds methods of it. */
  isPart?: true;
  /** Its instances are written as literals, or filled by somebody of whom nothing is known. */
  isRecord?: true;
  superclass?: Expression;
  fields: Field[];
  constructor_?: FunctionNode;
}
/** A value passed through: `await x`, `x as T`, `x!`, `...x`. */
export interface WrapperNode extends Base {
  kind: 'wrapper';
  operator: 'await' | 'cast' | 'spread' | 'yield';
  value: Expression;
  type?: TypeUse;
}
/** A module loaded in place: `require('x')`, `import('x')`. */
export interface ModuleNode extends Base {
  kind: 'module';
  specifier: string;
  specifierSpan: Span;
}
/** The operator of what gives a list of what its last operand is each time: `[name for name in names]`. */
export const EACH = 'each';
/** … and an object of what its last two operands are, a key and a value: `{key: value for key, value in entries}`. */
export const EACH_ENTRY = 'each entry';

/** A comparison, arithmetic, `case x:`, or anything that yields a new value from others. */
export interface OperationNode extends Base {
  kind: 'operation';
  operator: string;
  operands: Expression[];
}

export type Expression =
  | StringNode
  | TemplateNode
  | ConstantNode
  | ReferenceNode
  | SelfNode
  | SuperNode
  | MemberNode
  | CallNode
  | ObjectNode
  | ListNode
  | ChoiceNode
  | FunctionNode
  | ClassNode
  | WrapperNode
  | ModuleNode
  | OperationNode;

export type Use =
  /** `assignments`: the value is also assigned to properties (`a = b.c = value`). */
  | { as: 'definition'; targets: Target[]; assignments?: Assignment[] }
  | { as: 'fallback'; target: Target | undefined; parameter?: Parameter }
  | { as: 'assignment'; assignment: Assignment }
  | { as: 'returned'; from: FunctionNode }
  | { as: 'yielded'; from: FunctionNode }
  | { as: 'argument'; call: CallNode; argument: Argument }
  | { as: 'callee'; call: CallNode }
  | { as: 'object'; member: MemberNode }
  | { as: 'key'; of: MemberNode | ObjectNode }
  | { as: 'entry'; object: ObjectNode; entry: Entry }
  | { as: 'item'; list: ListNode }
  | { as: 'option'; choice: ChoiceNode }
  | { as: 'test' }
  | { as: 'wrapped'; wrapper: WrapperNode }
  | { as: 'part'; template: TemplateNode }
  | { as: 'operand'; operation: OperationNode }
  | { as: 'exported'; name: string }
  | { as: 'field'; class: ClassNode; field: Field }
  | { as: 'superclass'; class: ClassNode }
  | { as: 'type'; declaration: TypeDeclaration }
  | { as: 'decorator' };

/** A name bound to the value at `path` inside another value. */
export interface Target {
  binding: Binding;
  path: Path;
  fallback?: Expression;
  /** `{ a }`: the key and the local name are one word. */
  shorthand?: true;
  /** Where the key of a destructuring pattern is written. */
  keySpan?: Span;
}

export type Definition =
  | { from: 'value'; value: Expression; path: Path; fallback?: Expression; keySpan?: Span; shorthand?: true }
  /** `isSought`: the name alone is written, which any of the modules may have that the file uses as a whole. */
  | { from: 'import'; specifier: string; imported: string; importedSpan?: Span; isSought?: true }
  | {
      from: 'parameter';
      function: FunctionNode;
      parameter: Parameter;
      path: Path;
      fallback?: Expression;
      keySpan?: Span;
      shorthand?: true;
    }
  | { from: 'unknown' };

export interface Binding extends Span {
  name: string;
  kind: 'constant' | 'variable' | 'parameter' | 'import' | 'function' | 'class' | 'type';
  definitions: Definition[];
  references: ReferenceNode[];
  type?: TypeUse;
  model: SourceModel;
  /** Declared at the top level of its file. */
  isTopLevel: boolean;
  /**
   * A name that is given one value after another has a binding for each, which the code up to the next one refers to.
   * What runs at another time refers to the name as a whole.
   */
  whole?: Binding;
  /** The bindings that may hold this one's value still: the next value may not have been given. */
  continued?: Binding[];
  /** For the name as a whole: its bindings in order. */
  versions?: Binding[];
}

/** `a.b = v`, `this.x = v`, `module.a = v`. */
export interface Assignment extends Span {
  target: MemberNode;
  value: Expression;
  /** In an `if` or a loop, so that it may not happen. */
  isConditional: boolean;
  /** The innermost of these: what stands there too happens with it. */
  branch?: Span;
  /** `??=`, `||=`. */
  operator: string;
}

export type Export =
  | { name: string; value: Expression }
  | { name: string; binding: Binding }
  /** `imported` and `name` are `*` for `export * from`. */
  | { name: string; specifier: string; imported: string };

/** What a type annotation says, as far as rules need it: the names in it, and string literals. */
export interface TypeUse extends Span {
  names: string[];
  literals: StringNode[];
  /** Calls that say more of the value: `Annotated[str, Option(…)]`. */
  metadata?: Expression[];
}
/** A type that lists string literals; `name` is empty for one written in place. The span is the type's own. */
export interface TypeDeclaration extends Span {
  name: string;
  literals: StringNode[];
  /** A union of literals, which can be widened by one more. */
  isUnion: boolean;
  /** Of a type with a name: the types and values that it is made of. */
  names: string[];
}

/** A branch of an `if`. */
export interface Branch extends Span {
  testSpan: Span;
  holds: boolean;
}

export interface SourceModel {
  /** By which its nodes are found, where it has been told already. */
  names?: Names;
  /** Relative to the root, `/`-separated. */
  path: string;
  language: string;
  /** What all spans lie in: the file's text, or the source that lies inside it. */
  text: string;
  /** Where the source lies inside another file. */
  island?: Island;
  /** Variables of the environment that a command in the file sets, … */
  settings?: ConfigEntry[];
  /** … or reads; the span is the name's own. */
  reads?: { name: string; span: Span }[];
  /** It runs in a page, where there is no environment but what a bundler puts in by the names that it knows. */
  isOfPage?: true;
  /** Of a file that holds more than programs: its text, with blanks for all that is read as code. */
  unread?: string;
  /** Parts of the file that are not read as a program: commands for a shell, a cell that does not parse. */
  commands?: (Span & { text: string })[];
  /** Packages that the file itself installs. */
  installs?: { name: string; specifier: string }[];
  /** Kept for the writer: where an import or a top-level statement may be inserted. */
  layout: Layout;
  expressions: Expression[];
  bindings: Binding[];
  assignments: Assignment[];
  exports: Export[];
  types: TypeDeclaration[];
  /** What is asked of one value in turn: `switch`, `match`. */
  switches: { subject: Expression; cases: OperationNode[] }[];
  /** Conditions, and subjects of `switch`, on which it depends whether an exception is raised. */
  raising: Span[];
  /** Code that runs only where a condition holds, or only where it does not. */
  branches: Branch[];
  /** Code whose exceptions are caught. */
  caught: Span[];
  /** Code that runs while something is set up for it, from the call that does so on: `with`. */
  contexts: Span[];
  /**
   * Property names in interfaces and type literals, with the name of the type or the member that they are of: `ProcessEnv { X: string }`;
   * those that a package is declared to have, with its own.
   */
  typeMembers: (Span & { name: string; of: string })[];
  /** A file of data that code loads: it holds one value, and no place for code. */
  isData?: true;
}
/** A file that holds source of another language. */
export interface Island {
  /** The whole text of the file. */
  file: string;
  map: SourceMap;
}
/** A top-level import statement. */
export interface Import extends Span {
  specifier: string;
  names: (Span & { imported: string; local: string })[];
}
export interface Layout {
  imports: Import[];
  /** UTF-16 offset of the first statement that is not an import, a directive or a docstring. */
  firstStatement: number;
  /** It is in a dialect with types, though its name does not say so. */
  isTyped?: boolean;
  /** The programs of a file that has several, in the order in which they stand. `isSeen`: the others know its names. */
  programs?: (Span & { imports: Import[]; firstStatement: number; isSeen: boolean })[];
  /** Statements inside functions, for a language in which one has to be written before another. */
  statements?: (Span & { isSimple: boolean })[];
}

/** A name given a value in a file that only configures: `NAME=value`, `name: value`. */
export interface ConfigEntry extends Span {
  /** Empty for an element of a list. */
  name: string;
  /** The name alone, without quotes. */
  nameSpan: Span;
  /** The name is that of all keys that lead there (`OpenAI:ApiKey`), of which the last is written here. */
  isJoined?: true;
  value: string;
  /** The value alone, without quotes; empty (`start === end`) for a blank one. */
  valueSpan: Span;
  /** The delimiter as written: `'`, `"`, `"""`, `|` for a block; empty for text with none. */
  quote: string;
  /** `# NAME=value`: an example that is switched off. */
  isCommented: boolean;
  /** The value as a whole cannot be replaced by a text: an alias, a group, an expression. What it refers to may be. */
  isComputed?: true;
  /** It is written in base64; `value` is what that says. */
  isBase64?: true;
  /** An assignment, and nothing else, that takes the span: `os.environ["NAME"] = "value"`. */
  isAssignment?: true;
  /** For tests, which have values of their own. */
  isTest?: true;
  /**
   * What giving the value means. `variable`: a variable of some program's environment, or of a build. `setting`: a key of
   * the file's own. `variable-name`: the value is the name of a variable. `variable-file`: the value is the path of
   * a file that sets variables, as it is written there.
   */
  kind: 'variable' | 'setting' | 'variable-name' | 'variable-file';
  /** The keys and the numbers of elements that lead to the value, `name` among them. */
  path: Path;
  /** What the value refers to, in order. */
  references: ConfigReference[];
  /** No value is written: the variable of the same name outside is passed on (`- NAME` in compose, `ARG NAME`). */
  isPassedOn?: true;
  /** No value is written, but what else is said of it: whoever deploys the program is asked for one. */
  isAsked?: true;
  /**
   * What parts it from the next one beside it: nothing but the line's end, a comma, or white space. The span of the
   * entry is what would have to be written again for another one. Absent where no other can stand beside it.
   */
  separator?: '' | ',' | ' ';
  /** What it declares, or gives a value, for references elsewhere: `inputs.x`, `Values.a.b`. */
  setting?: ConfigSetting;
  /** It is part of a text of the file's own format, whose quotes may be around it: a command, or `NAME=value`. */
  within?: 'command' | 'assignment';
  /** A variable of the shell itself from here on, and not one that is set for another program. */
  inShell?: true;
  /** A line of its own hands it to other programs, and another variable beside it would need one too. */
  isExportedApart?: true;
  /** A line that a command writes to a file of variables. */
  inFile?: true;
  /** In a template: what is written only where a test holds, and has this in it and nothing else. */
  alone?: Span;
}
export interface ConfigSetting {
  name: string;
  /** The file to which it belongs, or its folder, as it is written; the file itself where that alone has it. */
  of?: string;
  /** Those who call the file give the value. */
  isCalled?: true;
}
/** A place that reads a value by its name: `${NAME:-default}`, `${{ secrets.NAME }}`, `{{ .Values.a.b }}`. */
export interface ConfigReference extends Span {
  /** As it is written; dotted for a setting. */
  name: string;
  nameSpan: Span;
  /**
   * Where the name is looked for. `secret`: among what somebody has to create by hand, under that name. `setting`: in a
   * file's keys, or in what the format itself declares.
   */
  to: 'environment' | 'secret' | 'setting';
  /** A setting with its group, as in `ConfigSetting`. */
  setting?: ConfigSetting;
  /** It only asks whether there is a value. */
  isTest?: true;
  /** It is part of where a secret is kept, and not of a value: `secretKeyRef: { name: {{ .Values.secret }} }`. */
  isAddress?: true;
  /** The store that a secret lies in, where it has a name. */
  store?: string;
  /** The store holds no secrets: a ConfigMap. */
  isOpen?: true;
  /** What is taken where there is none. */
  fallback?: Span & { value: string };
}
/** A word of a command, without its quotes. */
export interface ConfigWord extends Span {
  value: string;
  /** The text alone, without quotes; that of all pieces together for a word with several. */
  valueSpan: Span;
  quote: string;
  /** It has several pieces, or an escape in it: `valueSpan` is not the value's text. */
  isComputed?: true;
}
/** A command for a shell: `curl -H "…" https://…`. The span is its own, from the first word to the last. */
export interface ConfigCommand extends Span {
  words: ConfigWord[];
  /** Texts that are handed to it: `<<EOF`. */
  documents?: Span[];
  /** Where the command begins whose output it is given: `input | command`. */
  input?: number;
  /** The function that it is part of. */
  function?: string;
  /** The tests that lead to it, with what they have to say: of `if` and `elif`, and the patterns for a `subject` of `case`. */
  tests?: (Span & { holds: boolean; subject?: Span })[];
}
export interface ConfigModel {
  /** Relative to the root, `/`-separated. */
  path: string;
  language: string;
  text: string;
  /** In the order in which they stand. */
  entries: ConfigEntry[];
  /** All that the file refers to, in the values of entries and elsewhere, in order. */
  references: ConfigReference[];
  /** Commands for a shell: those of a script, and those that lie in a file of another format. */
  commands: ConfigCommand[];
  /** Where a command stands in a word, whose output takes its place: `$(…)`. */
  substitutions?: Span[];
  /** Parts that were not read, each with the reason: nothing is known of them. */
  unread: (Span & { reason: string })[];
  /** A program that sets the variables itself. */
  isCode?: true;
  /** Text for people, of which nothing is a setting. */
  isProse?: true;
}
