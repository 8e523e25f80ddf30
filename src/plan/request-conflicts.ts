import type { ConfigCommand, Span } from '../ir.js';
import { isWithin } from '../spans.js';
import { positionOf } from '../text-position.js';
import { type CommandRequest, isServedRequest, requestAt } from './command-requests.js';
import { isBehindTest, routesOf } from './model-routes.js';
import type { ScriptValues } from './script-values.js';

/**
 * Holds back each request that cannot move alone: a value that it needs changed also goes to something that stays, or that
 * is not known, or a test on the model's name would send it elsewhere. That may hold back others.
 */
export function settleRequests(
  values: ScriptValues,
  requests: readonly CommandRequest[],
  changes: (request: CommandRequest) => readonly { from: string; to: string }[],
): void {
  const isMany = requests.length > MAX_REQUESTS;
  if (isMany) for (const one of requests) one.hindrance ??= { code: 'command-unknown', detail: 'one of very many' };
  for (;;) {
    const served = requests.filter(isServedRequest);
    const chats = served.filter(({ endpoint }) => endpoint?.id === 'chat');
    const followed = new Set(served.flatMap(({ references }) => references.map(({ start }) => start)));
    let isSettled = true;
    for (const request of served) {
      request.hindrance = conflictOf(values, request, requests, followed, changes(request));
      // The list of models belongs to the chat beside it.
      if (request.endpoint?.id === 'models' && chats.length === 0)
        request.hindrance ??= { code: 'command-unknown', detail: 'no chat beside it moves' };
      if (request.hindrance) isSettled = false;
    }
    if (isSettled) return;
  }
}

/**
 * Beside a name that stays, a script that gets the key itself (it asks for it, or reads it from a file) would go on getting the
 * old one only.
 */
export function holdBackGetters(
  values: ScriptValues,
  requests: readonly CommandRequest[],
  stays: ReadonlyMap<string, unknown>,
): void {
  const isGot = (name: string) =>
    values.isTypedIn(name) ||
    values.config.entries.some(
      (entry) =>
        entry.inShell &&
        entry.name === name &&
        (/\$\(|`|\$\{?\d/.test(entry.value) || entry.references.some((one) => !values.from.names(one.name))),
    );
  for (const request of requests.filter(isServedRequest)) {
    const own = request.variables.filter(({ name, role }) => role === 'apiKey' && stays.has(name));
    if (own.some(({ name }) => isGot(name))) request.hindrance = { code: 'shared-key', detail: '' };
  }
}

/** No script has so many: what lists commands is not followed. */
const MAX_REQUESTS = 300;

function conflictOf(
  values: ScriptValues,
  request: CommandRequest,
  requests: readonly CommandRequest[],
  followed: ReadonlySet<number>,
  changes: readonly { from: string; to: string }[],
): CommandRequest['hindrance'] {
  const routes = changes.length > 0 ? routesOf(values, request.modelNames, changes) : { edits: [] };
  if (routes.open) return { code: 'name-test', detail: routes.open.raw };
  request.routes = routes.edits;
  const olds = changes.flatMap(({ from, to }) => [from, to]);
  const olden = changes.map(({ from }) => from);
  const own = request.entries;
  const exported = own.find(({ kind, name }) => kind === 'variable' && !values.from.names(name));
  if (exported) return { code: 'shared-value', detail: `export ${exported.name}` };
  const isOwn = (name: string, at: number) => values.settings(name, at).some((entry) => own.includes(entry));
  for (const name of new Set(own.map((entry) => entry.name))) {
    const other = otherUse(values, name, isOwn, (at, command) => {
      const around = requestAt(requests, at);
      if (around ? isServedRequest(around) : followed.has(at)) return true;
      // A name that a test has ruled out never comes here; the new one goes where the old one went.
      return (
        olds.length > 0 && request.modelNames.has(name) && isBehindTest(values, request.modelNames, command, olden)
      );
    });
    if (!other) continue;
    const { line } = positionOf(values.config.text, other.start);
    return { code: 'shared-value', detail: `a command at ${values.config.path}:${line}` };
  }
  return undefined;
}

type IsFine = (at: number, command: ConfigCommand) => boolean;

/** A place that does something with a variable of the script which is neither fine nor without consequence. */
function otherUse(
  values: ScriptValues,
  name: string,
  isMeant: (name: string, at: number) => boolean,
  isFine: IsFine,
  seen: readonly string[] = [],
): Span | undefined {
  const places = values.referencesTo(name).filter((one) => isMeant(name, one.start));
  return firstOther(values, places, isFine, [...seen, name]);
}

function firstOther(values: ScriptValues, places: readonly Span[], isFine: IsFine, seen: readonly string[]) {
  for (const place of places) {
    const command = values.commandAt(place.start);
    if (!command || isFine(place.start, command)) continue;
    const found = consequence(values, place, command, isFine, seen);
    if (found) return found;
  }
  return undefined;
}

function consequence(
  values: ScriptValues,
  place: Span,
  command: ConfigCommand,
  isFine: IsFine,
  seen: readonly string[],
): Span | undefined {
  const head = command.words[0]?.value ?? '';
  if (TESTS.has(head) || head === 'read' || isShown(values, command)) return undefined;
  if (/^\w+\+?=/.test(head) || DECLARING.has(head)) {
    const entry = values.config.entries.find(({ inShell, valueSpan }) => inShell && isWithin(place, valueSpan));
    if (!entry) return command;
    return seen.includes(entry.name) ? undefined : otherUse(values, entry.name, () => true, isFine, seen);
  }
  const body = values.body(head);
  const number = command.words.findIndex((word) => isWithin(place, word));
  const key = `${head}()${number}`;
  if (body.length === 0 || number < 1) return command;
  if (seen.includes(key)) return undefined;
  if (body.some(({ words }) => words[0]?.value === 'shift')) return command;
  const parameter = new RegExp(`\\$(?:${number}(?!\\d)|\\{${number}(?!\\d)|\\{?[@*])`, 'g');
  const places = body.flatMap(({ start, end }) =>
    [...values.config.text.slice(start, end).matchAll(parameter)].map((match) => ({
      start: start + match.index,
      end: start + match.index + match[0].length,
    })),
  );
  return firstOther(values, places, isFine, [...seen, key]);
}

/** Whether a command only shows something to whoever runs the script. */
export function isShown(values: ScriptValues, command: ConfigCommand): boolean {
  const { words, start, end } = command;
  if (!/^(?:echo|printf|print)$/.test(words[0]?.value ?? '') || values.isHandedOn(command)) return false;
  return !/>(?!\s*(?:&|\/dev\/))/.test(unquoted(values.config.text.slice(start, end)));
}

function unquoted(text: string): string {
  return text.replace(/"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)|'[^']*(?:'|$)/g, '');
}

/** Commands that only ask. */
export const TESTS: ReadonlySet<string> = new Set([':', '[', '[[', 'test', 'case']);
const DECLARING = new Set(['local', 'declare', 'typeset', 'readonly', 'export']);
