import type {
  CallNode,
  ClassNode,
  ConstantNode,
  Expression,
  FunctionNode,
  ListNode,
  ObjectNode,
  Parameter,
  SourceModel,
  Span,
  StringNode,
  TemplateNode,
} from '../ir.js';

/** Where a name is written, and so where it can be renamed. */
export interface Site {
  model: SourceModel;
  /** The name alone, without quotes. */
  span: Span;
  /** `shorthand`: `{ NAME }`, where the key is also the local name. `text`: inside a string literal. */
  form: 'name' | 'text' | 'shorthand';
  /** What is put before it to make the name, which is nowhere written as a whole: a class's prefix for its fields. */
  before?: string;
  /** Which of the names that make it, with dots between, stands there. */
  part?: number;
  /** What stands there names an entry of a file as well, which keeps its name. */
  isEntryToo?: true;
}

/** What the place would have to say for the name `to`; undefined where that takes more than to change this place. */
export function writtenAt({ before = '', part, isEntryToo }: Site, to: string): string | undefined {
  if (isEntryToo) return undefined;
  if (part !== undefined) return to.split('.')[part];
  return to.startsWith(before) ? to.slice(before.length) : undefined;
}

/** One step of an access path, outermost first, with the place where the name is written. */
export interface Step {
  name: string;
  site?: Site;
  /** It is called, and not read: of what is both, the function is meant. */
  isCalled?: true;
}

/** The call that a function's body is read for: its parameters then have just that call's arguments. */
export interface Frame {
  function: FunctionNode;
  call: CallNode;
  /** The frame in which the call itself stands. */
  outer?: Frame;
  depth: number;
}

/** A variable of the environment. */
export interface EnvironmentOrigin {
  kind: 'environment';
  name: string;
  /** All the places where this read spells the name. */
  sites: Site[];
  node: Expression;
  derived?: true;
  /** A part of what the variable holds, and not its first one: of `LLM=openai:gpt-4o`, the model. */
  isPart?: true;
  /** The read gives nothing, and does not raise, where the variable is not set. */
  mayBeNothing?: true;
  /** A key of an object that is called as the variable is, and is no name of it, has led to the read. */
  isOwnKey?: true;
  /** The name in the code is the variable's and such a key's at once: it can neither change nor stay. */
  isTwofold?: true;
  /** The read also looks into a file or a service, so that the process's own environment may not have it. */
  isStored?: true;
}

/** One place where a value comes from. */
export type Origin =
  /** `isDefault`: what an option has where whoever runs the program gives no other. */
  | { kind: 'string'; node: StringNode; derived?: true; isDefault?: true }
  | { kind: 'template'; node: TemplateNode; frame?: Frame }
  | { kind: 'constant'; node: ConstantNode }
  | EnvironmentOrigin
  /** Something of a package: `path` are the names walked from its root, `()` for each of `calls`. */
  | { kind: 'external'; package: string; path: string[]; calls: CallNode[]; frame?: Frame; node: Expression }
  /** A name that no file declares: `fetch`, `process`. */
  | { kind: 'global'; path: string[]; calls: CallNode[]; frame?: Frame; node: Expression }
  | { kind: 'object'; node: ObjectNode; frame?: Frame }
  | { kind: 'list'; node: ListNode; frame?: Frame }
  | { kind: 'function'; node: FunctionNode; frame?: Frame }
  | { kind: 'class'; node: ClassNode }
  | { kind: 'instance'; class: ClassNode; call?: CallNode }
  /** The object literal has no such key; `missing` is the path from it that is not there. */
  | { kind: 'absent'; node: ObjectNode; missing: string[] }
  /** A parameter for which no call is known. */
  | { kind: 'parameter'; parameter: Parameter; function: FunctionNode; node: Expression }
  /** `isVariable`: a variable of the environment whose name is not known. */
  | { kind: 'unknown'; node: Expression; isVariable?: true };

export type OriginOf<K extends Origin['kind']> = Extract<Origin, { kind: K }>;

/** `os.environ.get`: what is named in a package, as facts about it are written. */
export function dottedName(named: { package: string; path: readonly string[] }): string {
  return [named.package, ...named.path].join('.');
}

/** The same, and of a global: what is named, with `()` for each call on the way. */
export function walkedName(origin: OriginOf<'external'> | OriginOf<'global'>): string {
  return origin.kind === 'external' ? dottedName(origin) : origin.path.join('.');
}

export function only<K extends Origin['kind']>(origins: readonly Origin[], kind: K): OriginOf<K>[] {
  return origins.filter((origin): origin is OriginOf<K> => origin.kind === kind);
}

/** `null`, `undefined` or `None`, which gives way to what stands behind it. */
export function isNothing(origin: Origin): boolean {
  return origin.kind === 'constant' && (origin.node.value === undefined || origin.node.value === null);
}

export function isNameAt(origin: Origin, { name, site }: Step): boolean {
  return origin.kind === 'environment' && origin.name === name && origin.sites.some((one) => one.span === site?.span);
}

/** Of an object of the project's, or of one that a call makes which is not followed: `new Proxy(settings, handlers).NAME`. */
export function isOwnKey(origin: Origin, { name }: Step): boolean {
  if (origin.kind === 'environment') return origin.name === name && origin.isOwnKey === true;
  return origin.kind === 'global' && origin.path.at(-1) === name && origin.path.at(-2) === '()';
}

/** `{ NAME: process.env.NAME }`: who asks for the key does not spell the variable. */
export function ownKey(origin: Origin, step: Step): Origin {
  const isOwn = origin.kind === 'environment' && origin.name === step.name && !isNameAt(origin, step);
  return isOwn ? { ...origin, isOwnKey: true } : origin;
}

/** Whether nothing has the first name of the path; what has it and lacks a later one takes the place of what else has it. */
export function isWithout(origin: Origin, path: readonly Step[]): boolean {
  return origin.kind === 'absent' && origin.missing.length >= path.length;
}

export function isOpaque(origin: Origin): boolean {
  return origin.kind === 'unknown' || origin.kind === 'parameter';
}

/** Of what is handed to the program, or of a package: nothing of its own. */
export function isOutside(origin: Origin): boolean {
  return isOpaque(origin) || origin.kind === 'external';
}
