import type { CallNode } from '../../ir.js';
import type { Insertion, Writer } from '../../languages/writer.js';
import type { Unit } from '../../plan/types.js';
import { lineEnd, lineStart } from '../../text-position.js';
import type { UnlimitedCode } from './reasons.js';
import { LIMITED_SDKS, type LimitedSdk } from './sdk.js';

/** The name of the module's for how often a client asks again. */
const RETRIES = 'MAX_RETRIES';

/** A client that can be given the module's transport. */
export interface Limitable {
  unit: Unit;
  call: CallNode;
  sdk: LimitedSdk;
  given: LimitedSdk['by'][string];
  /** It has it already. */
  isLimited: boolean;
}

export interface NotLimited {
  code: UnlimitedCode;
  detail?: string;
}

/** The client as one that can be, or why it is none. */
export function limitableOf(unit: Unit): Limitable | NotLimited {
  const { call } = unit;
  const sdk = LIMITED_SDKS.find((one) => one.sdk === unit.sdk?.id && one.client === unit.shape?.name);
  const given = call && (sdk?.by[exportedName(call)] ?? sdk?.by['*']);
  if (!sdk || !given || unit.kind !== 'client') return { code: 'other-client', detail: unit.name };
  if (unit.model.island) return { code: 'notebook' };
  const made = unit.model.text.slice(call.start, call.end);
  if (/dangerouslyAllowBrowser/.test(made)) return { code: 'browser' };
  const transport = optionsOf(call, sdk);
  if (transport === undefined)
    return { code: 'options-elsewhere', detail: `${sdk.transport} and ${sdk.retries ?? 'the import'}` };
  const own = transport.find(({ name }) => name === sdk.transport);
  if (own && !own.source.startsWith(given.name)) return { code: 'own-transport', detail: sdk.transport };
  return { unit, call, sdk, given, isLimited: own !== undefined };
}

/** The options that the call gives; undefined where it may give others that are not written in it. */
function optionsOf(call: CallNode, { language }: LimitedSdk): { name: string; source: string }[] | undefined {
  const source = ({ start, end }: { start: number; end: number }) => call.model.text.slice(start, end);
  if (language === 'python') {
    if (call.arguments.some(({ spread }) => spread)) return undefined;
    return call.arguments.flatMap(({ name, value }) => (name === undefined ? [] : [{ name, source: source(value) }]));
  }
  const [options, ...others] = call.arguments;
  if (!options) return [];
  if (others.length > 0 || options.spread || options.value.kind !== 'object') return undefined;
  const { entries } = options.value;
  if (entries.some(({ key, spread }) => spread || key === undefined)) return undefined;
  return entries.map(({ key = '', value }) => ({ name: key, source: source(value) }));
}

/** Under which name the package exports what is called. */
function exportedName({ callee }: CallNode): string {
  if (callee.kind === 'member') return callee.property ?? '';
  if (callee.kind !== 'reference') return '';
  const [definition] = callee.binding?.definitions ?? [];
  return definition?.from === 'import' ? definition.imported : callee.name;
}

/** The names of the module that the file then needs, and the edits that give them to the client. */
export function limited({ call, sdk, given }: Limitable, writer: Writer): { names: string[]; edits: Insertion[] } {
  const isGiven = (optionsOf(call, sdk) ?? []).some(({ name }) => name === sdk.retries);
  const retries: [string, string][] = sdk.retries === undefined || isGiven ? [] : [[sdk.retries, RETRIES]];
  const entries: [string, string][] = [[sdk.transport, given.source], ...retries];
  const names = [given.name, ...(retries.length > 0 ? [RETRIES] : [])];
  if (sdk.language === 'python')
    return { names, edits: writer.insertKeywords(call, entries).flatMap((edit) => fitted(edit, call)) };
  const options = call.arguments[0]?.value;
  if (options?.kind === 'object') return { names, edits: writer.insertEntries(options, entries) };
  return { names, edits: [writer.insertArgument(call, writer.options(call.model, call.start, entries))] };
}

/** What is to be written where the line would become too long. */
function fitted(edit: Insertion, { model: { text } }: CallNode): Insertion[] {
  const { orElse } = edit;
  if (!orElse) return [edit];
  const line = lineEnd(text, edit.start) - lineStart(text, edit.start);
  return line + edit.text.length > orElse.max ? orElse.edits : [edit];
}
