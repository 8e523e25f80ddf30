import type { ConfigCommand, Span } from '../ir.js';
import { isWithin } from '../spans.js';
import { lineStart, startsLine } from '../text-position.js';
import { type CommandRequest, isServedRequest } from './command-requests.js';
import type { ScriptValues } from './script-values.js';

/**
 * Where a script asks for its old variable once the statement that ends it asks for the new one: before each statement that makes a
 * request which stays, as far out as one that ends there ends the script. None where all its requests move; undefined
 * where something else uses the variable, or ending there would end a part of the script only.
 */
export function laterPlaces(
  values: ScriptValues,
  guard: Span & { name: string },
  requests: readonly CommandRequest[],
): number[] | undefined {
  const { config } = values;
  const [test] = config.commands.filter((one) => isWithin(one, guard));
  if (!test || test.function !== undefined || test.tests?.length) return undefined;
  if (config.commands.some(({ words }) => /^(?:source|\.)$/.test(words[0]?.value ?? ''))) return undefined;
  if (config.entries.some(({ name }) => name === guard.name)) return undefined;
  const ofRequests = new Set(requests.flatMap(({ references }) => references));
  const isKnown = (one: Span) => isWithin(one, guard) || [...ofRequests].some((known) => known.start === one.start);
  if (!values.referencesTo(guard.name).every(isKnown)) return undefined;
  const staying = requests.filter(
    (one) => !isServedRequest(one) && one.references.some(({ name }) => name === guard.name),
  );
  const places = staying.map(({ command }) => statementsOf(values, command, new Set()));
  const found = places.flatMap((one) => one ?? []);
  const isOne = places.every((one) => one !== undefined) && found.every((at) => at > guard.end);
  return isOne ? [...new Set(found)].sort((a, b) => a - b) : undefined;
}

/** The lines on which the statements begin that lead to a command, and that no shell of their own runs. */
function statementsOf(values: ScriptValues, command: ConfigCommand, seen: ReadonlySet<string>): number[] | undefined {
  const { text } = values.config;
  let outer: ConfigCommand | undefined = command;
  const isInside = values.isSubstituted(command.start);
  while (outer && values.isSubstituted(outer.start)) outer = around(values, outer);
  if (!outer || isApart(values, outer)) return undefined;
  const own = outer.function;
  if (own !== undefined && seen.has(own)) return undefined;
  const calls = own === undefined ? [] : values.calls(own);
  if (own !== undefined && calls.length === 0) return undefined;
  const inside = own === undefined ? seen : new Set([...seen, own]);
  const isEnded = calls.every((call) => !values.isSubstituted(call.start) && statementsOf(values, call, inside));
  if (isEnded) return startsStatement(text, outer.start) ? [lineStart(text, outer.start)] : undefined;
  // What a function prints is a value, and a message that it prints would be one, too.
  if (isInside && own === undefined) return undefined;
  const found = calls.map((call) => statementsOf(values, call, inside));
  return found.every((one) => one !== undefined) ? found.flatMap((one) => one ?? []) : undefined;
}

/** The command that is given what another one prints. */
function around(values: ScriptValues, { start }: ConfigCommand): ConfigCommand | undefined {
  const outermost = (values.config.substitutions ?? [])
    .filter((one) => one.start < start && start < one.end)
    .sort((a, b) => a.start - b.start)[0];
  return outermost && values.commandAt(outermost.start);
}

/** Whether a command runs in a shell of its own: part of a pipe, in brackets, in the background. */
function isApart(values: ScriptValues, command: ConfigCommand): boolean {
  const { text, commands } = values.config;
  const { start, end, input } = command;
  // `… | while read -r line; do`
  const isFed = (one: ConfigCommand) =>
    one.input !== undefined &&
    /\|\s*(?:while|until|for|if|\{|\()\s*$/.test(text.slice(Math.max(0, one.start - 100), one.start));
  return (
    input !== undefined ||
    values.isHandedOn(command) ||
    /\(\s*$/.test(text.slice(Math.max(0, start - 200), start)) ||
    /^[ \t]*(?:&(?!&)|\))/.test(text.slice(end, end + 50)) ||
    commands.some((one) => one.start < start && isFed(one))
  );
}

/** Whether another statement can stand on lines of its own before it. */
function startsStatement(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, lineStart(text, at) - 200), lineStart(text, at));
  return startsLine(text, at) && !/(?:\\|\||&&)[ \t]*\r?\n$/.test(before);
}
