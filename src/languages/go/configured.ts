import type { Configured } from '../../catalog/sdk.js';
import { functionAround } from '../../function-around.js';
import type { CallNode, SourceModel, Span } from '../../ir.js';
import { named } from '../../names.js';
import { isWithin } from '../../spans.js';
import { lineEnd, startsLine } from '../../text-position.js';
import { eolOf, indentOf } from '../style.js';
import { type Insertion, insertionAt } from '../writer.js';

/**
 * A client is made of a configuration in place of the call, which takes none of the settings: the configuration is made
 * above the statement that the call stands in, or inside a function where there is no such place.
 */
export function configured(
  call: CallNode,
  { config, type, client }: Configured,
  settings: readonly [string, string][],
): Insertion[] {
  const { callee, model, argumentsSpan } = call;
  if (callee.kind !== 'member' || !argumentsSpan) return [];
  const { text } = model;
  const owner = text.slice(callee.object.start, callee.object.end);
  const eol = eolOf(text, call.start);
  const name = nameFor(call, callee.property);
  const assigned = (line: string) => settings.map(([key, value]) => `${line}${name}.${key} = ${value}`).join('');
  const made = `${owner}.${client}(${name})`;
  const statement = statementOf(call);
  const line = eol + indentOf(text, (statement ?? call).start);
  const head = statement && text.slice(statement.start, call.start);
  // What a rewrite may change stays where it stands: what is before the call moves behind it, or the key before it.
  if (statement && isMovable(head) && !head.includes(','))
    return [
      { start: statement.start, end: call.start, text: `${name} := ` },
      { ...callee.propertySpan, text: config },
      insertionAt(call.end, `${assigned(line)}${line}${head}${made}`),
    ];
  const key = text.slice(argumentsSpan.start, argumentsSpan.end);
  if (statement && isMovable(key))
    return [
      insertionAt(statement.start, `${name} := ${owner}.${config}(${key})${assigned(line)}${line}`),
      { ...callee.propertySpan, text: client },
      { ...argumentsSpan, text: name },
    ];
  const inner = `${line}\t`;
  return [
    insertionAt(call.start, `${owner}.${client}(func() ${owner}.${type} {${inner}${name} := `),
    { ...callee.propertySpan, text: config },
    insertionAt(call.end, `${assigned(inner)}${inner}return ${name}${line}}())`),
  ];
}

/** The statement of a block that the call stands in, where it begins a line and nothing is between. */
function statementOf({ start, end, model }: CallNode): Span | undefined {
  const around = (model.layout.statements ?? []).filter((one) => isWithin({ start, end }, one));
  const inner = around.at(-1);
  if (!inner?.isSimple || !startsLine(model.text, inner.start)) return undefined;
  return /\S/.test(model.text.slice(inner.end, lineEnd(model.text, inner.end)).replace(/\/\/.*/, ''))
    ? undefined
    : inner;
}

function isMovable(source: string | undefined): source is string {
  return source !== undefined && !/["`]|\/[/*]/.test(source);
}

/** A second configuration in one function has another name. */
function nameFor(call: CallNode, property: string | undefined): string {
  const { model } = call;
  const taken = namesIn(model);
  const name = freeName(taken, 'config', 'clientConfig', 'gatewayConfig');
  const owner = functionAround(model, call);
  const before = named(model, 'calls', (one) => one === property).filter(
    (one) => one.start < call.start && functionAround(model, one) === owner,
  );
  return before.length === 0 ? name : freeName(taken, `${name}${before.length + 1}`);
}

function namesIn({ bindings }: SourceModel): ReadonlySet<string> {
  return new Set(bindings.map(({ name }) => name));
}

/** The first of the names that is free, else the last one with a number. */
export function freeName(taken: Iterable<string>, ...names: readonly string[]): string {
  const known = new Set(taken);
  const found = names.find((name) => !known.has(name));
  if (found !== undefined) return found;
  const last = names.at(-1) ?? 'config';
  for (let number = 2; ; number++) if (!known.has(`${last}${number}`)) return `${last}${number}`;
}
