import type { RecordingForm } from '../catalog/recordings.js';
import type { ImportedName } from '../catalog/sdk.js';
import type { ConfigModel, Expression, SourceModel, Span, StringNode } from '../ir.js';
import type { Insertion, Writer } from '../languages/writer.js';
import type { Linked } from '../link/link.js';
import { only } from '../link/origins.js';
import type { ConfigReaders } from './config-readers.js';
import { type ReasonCode, sentence } from './reasons.js';
import type { Senders } from './senders.js';
import { fallbacksOf, noKey } from './silent-reads.js';
import type { TestUnits } from './test-units.js';
import type { Finding, PlanOptions, Unit } from './types.js';
import type { Variables } from './variables.js';

/** What a transform may ask about the run. */
export interface MoveContext {
  linked: Linked;
  options: PlanOptions;
  writer(model: SourceModel): Writer;
  /** The client goes on reading its key under the name that its SDK knows. */
  keepsKeyName(unit: Unit): boolean;
  /** The variable that a moved client reads its key from. */
  keyVariable(unit: Unit): string;
  /** Source of the base URL for a client that names none. */
  baseUrlSource(unit: Unit): string;
  /** The unit's key is also read by something that stays on OpenAI, so it gets a read of its own. */
  needsOwnKey(unit: Unit): boolean;
}

/** One idea of the rewrite. Gives the findings, with their edits, that move one unit in one respect. */
export interface Transform {
  id: string;
  apply(unit: Unit, context: MoveContext): Finding[];
  /** What takes the place of all that the transforms found together. */
  revise?(unit: Unit, found: readonly Finding[]): readonly Finding[];
}

/** A finding that rewrites: the edits and the place they are about. */
export function rewrite(
  id: string,
  unit: Unit | undefined,
  model: { path: string },
  span: Span,
  edits: readonly Insertion[],
  reason: ReasonCode,
  detail = '',
): Finding {
  return {
    id,
    path: model.path,
    start: span.start,
    end: span.end,
    action: 'rewrite',
    reason,
    message: sentence(reason, detail),
    severity: 'warning',
    unit: unit?.id,
    edits: edits.map((edit) => ({ path: model.path, ...edit })),
  };
}

/** Gives an option another value: where it is one word with its name (`{ apiKey }`), the name stays before it. */
export function replaceValue({ start, end, use, model }: Expression, text: string): Insertion {
  const isShorthand = use?.as === 'entry' && use.entry.shorthand === true;
  return { start, end, text: isShorthand ? `${model.text.slice(start, end)}: ${text}` : text };
}

/** Whether an operator can stand behind the value without parentheses. */
export function takesOperator(value: Expression): boolean {
  return value.kind === 'member' || value.kind === 'reference' || value.kind === 'call';
}

/** Writes source around a value, within which more may change. */
export function writeAround(value: Expression, around: (written: string) => string): Insertion[] {
  const { start, end, model } = value;
  const written = model.text.slice(start, end);
  const text = around(written);
  if (value.kind === 'reference') return [replaceValue(value, text)];
  const at = text.indexOf(written);
  const edits = [
    { start, end: start, text: text.slice(0, at) },
    { start: end, end, text: text.slice(at + written.length) },
  ];
  return edits.filter((edit) => edit.text !== '');
}

/** Replaces what a literal holds, quotes kept. */
export function replaceInside({ writer }: Pick<NamesContext, 'writer'>, node: StringNode, value: string): Insertion {
  // What is written is an id or an address: in a file of data it stands as it is, in quotes or without.
  return { ...node.inner, text: node.model.isData ? value : writer(node.model).inside(node, value) };
}

/** A file in which answers are recorded. */
export interface RecordingFile {
  path: string;
  text: string;
  form: RecordingForm;
}

/** What a transform of names and settings, over all files, may ask. */
export interface NamesContext {
  linked: Linked;
  configs: readonly ConfigModel[];
  documents: readonly { path: string; text: string }[];
  recordings: readonly RecordingFile[];
  readers: ConfigReaders;
  variables: Variables;
  options: PlanOptions;
  writer(model: SourceModel): Writer;
  units: readonly Unit[];
  testUnits: TestUnits;
  /** Who asks the gateway. */
  senders: Senders;
  /** What moves the units. */
  moves: readonly Finding[];
  /** Whether the program that a file belongs to has something that moves. */
  isOfMovedProgram(path: string): boolean;
}

/** A rewrite that belongs to no single unit. */
export interface NamesTransform {
  id: string;
  apply(context: NamesContext): Finding[];
}

/** A read of the key's variable, in the form that the client's types take, as the old one is read. */
export function keySource(unit: Unit, context: MoveContext, model: SourceModel, variable: string): string {
  const { keySource: source } = unit.shape ?? {};
  const writer = context.writer(model);
  if (source !== undefined) return source.replace('KEY_NAME', () => writer.string(model, variable));
  const read = writer.environmentRead(model, variable, readerOfKey(unit, model));
  const loud = loudRead(read, unit, context, variable, model);
  return loud === read && unit.shape?.keyIsText ? writer.present(model, read) : loud;
}

/**
 * Where the new variable is not set yet, a read may give nothing, and an SDK that reads the environment by itself would then send
 * OpenAI's key to the gateway. It gives an empty text in place of that, or one that is no key, with which the gateway refuses the request.
 */
export function loudRead(
  read: string,
  unit: Unit,
  { options, writer }: Pick<MoveContext, 'options' | 'writer'>,
  variable: string,
  model: SourceModel,
): string {
  const taken = fallbacksOf(unit);
  const own = writer(model);
  if (!taken || taken.fallbacks.includes(variable) || !own.mayGiveNothing(read)) return read;
  return own.either(read, own.string(model, noKey(taken, options.profile)));
}

/** The names that such a read uses. */
export function keyImports(unit: Unit, writer: Writer, model: SourceModel, variable: string): readonly ImportedName[] {
  const { keySource: source, imports = [] } = unit.shape ?? {};
  const reader = source === undefined ? readerOfKey(unit, model) : undefined;
  const own = reader && writer.environmentImports?.(model, variable, reader);
  return [...imports, ...(own ?? [])];
}

/** The file in which the unit's key is read from the environment, if that is in the same language. */
function readerOfKey({ apiKey }: Unit, { language }: SourceModel): SourceModel | undefined {
  const [read] = only(apiKey.origins, 'environment');
  const reader = read?.sites[0]?.model ?? read?.node.model;
  return reader?.language === language ? reader : undefined;
}
