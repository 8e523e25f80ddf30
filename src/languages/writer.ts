import type { Configured, ImportedName } from '../catalog/sdk.js';
import type {
  CallNode,
  Entry,
  Expression,
  FunctionNode,
  Layout,
  ListNode,
  ObjectNode,
  SourceModel,
  Span,
  StringNode,
  TemplateNode,
  TypeDeclaration,
} from '../ir.js';

/** A piece of new source and where it goes. Offsets are UTF-16 code units into the model's text. */
export interface Insertion {
  start: number;
  end: number;
  text: string;
  /** The names that the text uses, beside those that `needsImported` tells from it. */
  imports?: readonly ImportedName[];
  /** What to write in its place when its line, with all that is written into it, becomes longer than `max`. */
  orElse?: { max: number; edits: Insertion[] };
}

/** Puts values into a language's syntax, in the style of the file. Front ends give one beside their parser. */
export interface Writer {
  /** How long a line may become before what is written into it gets lines of its own. */
  maxLine: number;
  /** One step of indentation, as the file does it. */
  step(model: SourceModel): string;
  /** A string literal in the file's usual quotes. */
  string(model: SourceModel, value: string): string;
  /** A read of an environment variable, in the way that this file already reads them; or another one, with what that needs imported. */
  environmentRead(model: SourceModel, name: string, like?: SourceModel): string;
  /** Whether such a read gives nothing, and does not raise, where the variable is missing. */
  mayGiveNothing(read: string): boolean;
  environmentImports?(model: SourceModel, name: string, like: SourceModel): ImportedName[];
  /** A read of a variable that may be missing or empty, with what to take then. */
  environmentReadOr(model: SourceModel, name: string, otherwise: string): string;
  /** A statement that sets a variable which is not set yet. */
  environmentDefault(model: SourceModel, name: string, value: string): string;
  /** `{ a, b }` with the options given, on one line when it is short, else a line each at the call's indentation. */
  options(model: SourceModel, at: number, entries: readonly [string, string][], column?: number): string;
  /** `{ a: 1, b: 2 }` on one line. */
  inline(model: SourceModel, entries: readonly [string, string][]): string;
  /** `key: value` of such an object. */
  entry(model: SourceModel, key: string, value: string): string;
  /** An instance of a class, made of options (`{ … }`) or of another value, in a language where a value has to be one. */
  instance?(type: string, source: string): string;
  list(items: readonly string[]): string;
  /** All elements of a list, in another one. */
  spread(source: string): string;
  /** A value that is there, whatever its type says. */
  present(model: SourceModel, source: string): string;
  /** Names walked on a value, each of which is there whatever its type says. */
  presentPath(model: SourceModel, names: readonly string[]): string;
  /**
   * What stands behind a value to walk names and numbers on it, where a number may have nothing. With `quote`, the names are
   * keys of a mapping, in a language that tells those from attributes. `isGuarded`: no name may have anything.
   */
  walk(steps: readonly (string | number)[], how?: { quote?: string; isGuarded?: boolean }): string;
  /** Whether a walk leads to something; the first step gives a list, which may be empty. */
  leadsSomewhere(source: string, steps: readonly (string | number)[]): string;
  /** The pattern that takes one property, and nothing else, out of a value: where it stands, and the name that it gives. */
  takenAlone(value: Expression, property: string): (Span & { name: string }) | undefined;
  not(source: string): string;
  boolean(value: boolean): string;
  /** A value that takes the first one's place when there is none. */
  orElse(first: string, second: string): string;
  /**
   * Adds entries at the start of an object literal; one that would become too long gets a line for each
   * entry, unless `keepsLine` (it lies in another that does). */
  insertEntries(object: ObjectNode, entries: readonly [string, string][], keepsLine?: boolean): Insertion[];
  /** Gives a call options by name: keyword arguments, or an object of them where the language has none. */
  insertKeywords(call: CallNode, entries: readonly [string, string][]): Insertion[];
  /** Gives a call one more argument, at its parameter's place among those without a name. */
  insertParameter?(call: CallNode, name: string, index: number, source: string): Insertion;
  /** Settings of what a call gives, assigned right after the statement that names it; empty where none does. */
  assignTo?(call: CallNode, settings: readonly [string, string][]): Insertion[];
  /** Settings of what a call gives, each by a method that gives the same back: `factory()->withBaseUri(…)`. */
  chain?(call: CallNode, settings: readonly [string, string][]): Insertion[];
  /** A call that takes no settings, in its place one that is handed a configuration which has them. */
  configure?(call: CallNode, how: Configured, settings: readonly [string, string][]): Insertion[];
  /** An instance of a class, made with options by name, at the top level of the file; `before` is what stands before it on its line. */
  construct(model: SourceModel, before: string, callee: string, options: readonly [string, string][]): string;
  /** Adds an argument after those that the call has. */
  insertArgument(call: CallNode, text: string): Insertion;
  /** Text for a fixed piece or a literal, escaped for the quotes that it stands in. */
  inside(node: StringNode, value: string): string;
  /** Text with an expression after it: `` `Bearer ${key}` ``. */
  interpolated(before: string, expression: string): string;
  /** Source in place of a part of a plain text literal, which ends before it and goes on behind it. */
  interrupted?(node: StringNode, source: string): string;
  /** As `interpolated`, inside a text that already interpolates. */
  interpolatedPiece(node: StringNode, before: string, expression: string): string;
  /** Source for a place inside a text that interpolates, in a language where the text's own quotes would end it. */
  insideTemplate?(template: TemplateNode, at: number, source: string): string;
  /** A value that takes the first one's place when that is empty or absent: `a || b`. */
  either(first: string, second: string): string;
  /** Adds a member to a union of literals. */
  addToUnion(model: SourceModel, union: TypeDeclaration, value: string): Insertion;
  /** Adds an entry to an object literal or a dictionary, behind one of its entries. `key` is source. */
  addEntry(object: ObjectNode, after: Entry, key: string, value: string): Insertion;
  /** Adds an element after the last one of a list that has some. */
  addToList(list: ListNode, text: string): Insertion;
  /** A declaration below the imports; `near` lies in the program that is meant, where a file holds several. */
  declare(model: SourceModel, name: string, value: string, near?: number): Insertion;
  /** Assignments on lines of their own, below a statement (at its indentation) or below the imports. */
  assign(model: SourceModel, after: Span | undefined, settings: readonly [string, string][]): Insertion;
  /** The imports that new source at an offset asks for and that the file does not have before it. */
  needsImported(model: SourceModel, source: string, at: number): Insertion[];
  /** Imports a name from a module for code at an offset; empty where the file has it there, undefined where it cannot. */
  importFrom(model: SourceModel, name: ImportedName, at: number): Insertion[] | undefined;
  /** What has to follow from all edits of a file: imports taken out that nothing uses any more, remarks that line up again. */
  tidy?(model: SourceModel, edits: readonly Insertion[]): Insertion[];
  /** Adds a name to an import statement. */
  importName(statement: Layout['imports'][number], model: SourceModel, name: string): Insertion | undefined;
  /**
   * The statement that gives a name a value, from its first word to its last sign, where it has its lines to itself and can
   * be written once more below. `name` is the span of the name, or of the member that is assigned to; without `value`, it declares the name only.
   */
  declaration(model: SourceModel, name: Span, value: Span | undefined): (Span & { isExported: boolean }) | undefined;
  /** As `declaration`, for a function, its decorators included; `name` is the span of its name. */
  functionDeclaration(node: FunctionNode, name: Span): (Span & { isExported: boolean }) | undefined;
  /** A name made of another one and a word before it, as names are made in this language: `holysheepClient`. */
  prefixed(name: string, word: string): string;
  /** A call of a method on the value instead of a call of the value: `openai(x)` → `openai.chat(x)`. */
  callMethod(callee: Expression, method: string): Insertion;
}

export function insertionAt(at: number, text: string): Insertion {
  return { start: at, end: at, text };
}

/** Whether the literal's inside may be replaced as plain text: it holds no escape. */
export function isPlain(node: StringNode): boolean {
  if (node.isNamed) return true;
  return node.model.text.slice(node.inner.start, node.inner.end) === node.value;
}
