import { rootOf } from '../../callee-names.js';
import { PARAMETERS } from '../../catalog/capabilities.js';
import type { Expression, Span } from '../../ir.js';
import type { Insertion } from '../../languages/writer.js';
import { pathOf } from '../../link/project.js';
import type { ClientUse, Unit } from '../../plan/types.js';
import { positionIn } from '../../text-position.js';
import type { LeftCode } from './reasons.js';
import type { CanarySdk } from './sdk.js';

/** A call that the module is to route. */
export interface RoutedCall {
  use: ClientUse;
  /** What the client is there, as it is written. */
  client: Span;
  /** Source that tells the user, where the request itself does. */
  user?: string;
}

export interface NotRouted {
  code: LeftCode;
  detail?: string;
}

/** What is done with the answer that only the SDK's own promise can. */
const RAW = new Set(['withResponse', 'asResponse']);

/** The calls of a client that would move, or why they cannot be routed: all of them, or none. Those that are routed are left out. */
export function callsOf(unit: Unit, sdk: CanarySdk): RoutedCall[] | NotRouted {
  const calls: RoutedCall[] = [];
  for (const use of unit.uses) {
    const { call, shape } = use;
    if (shape.endpoint === 'models') continue;
    const at = `at ${call.model.path}:${positionIn(call.model, call.start).line}`;
    if (use.answeredBy !== undefined) return { code: 'own-model' };
    if (shape.path !== sdk.use || use.chatForm || use.chatChanges) return { code: 'other-call', detail: shape.path };
    if (call.use?.as === 'object' && RAW.has(call.use.member.property ?? '')) return { code: 'raw-answer', detail: at };
    const client = clientIn(call.callee, sdk);
    if (!client) return { code: 'taken-apart', detail: at };
    const { text } = call.model;
    if (!isRouted(text.slice(client.start, client.end), text, sdk)) calls.push({ use, client, user: userIn(use) });
  }
  return calls;
}

/** Whether the module stands there already: its function, and no other of that name. */
function isRouted(client: string, text: string, { names: { route } }: CanarySdk): boolean {
  const isImported = new RegExp(`\\b${route}\\b[^;]{0,80}[-_]canary\\b|[-_]canary\\b[^;]{0,80}\\b${route}\\b`).test(
    text,
  );
  return isImported && new RegExp(`^${route}\\s*\\(`).test(client);
}

/** `client` in `client.chat.completions.create`, with what stands round it. */
function clientIn(callee: Expression, { use }: CanarySdk): Span | undefined {
  const names = use.split('.');
  let node = callee;
  for (const name of names.toReversed()) {
    if (node.kind !== 'member' || node.property !== name || node.isOptional || node.key) return undefined;
    if (name === names[0]) {
      const before = callee.model.text.slice(callee.start, node.propertySpan.start);
      const source = /^([\s\S]*[^\s.?])\s*\.\s*$/.exec(before)?.[1];
      return source === undefined ? undefined : { start: callee.start, end: callee.start + source.length };
    }
    node = node.object;
  }
  return undefined;
}

const USER_PARAMETERS = new Set(PARAMETERS.filter(({ isUser }) => isUser).map(({ path }) => path));

/**
 * The user that the request names, where that can be written once more: a name, or names walked on one. A text is none, since
 * it is the same for all users, and a call may give another answer the second time.
 */
function userIn({ call }: ClientUse): string | undefined {
  const given = call.arguments.flatMap(({ name, value }): [string | undefined, Expression][] =>
    value.kind === 'object' && name === undefined
      ? value.entries.map((entry) => [entry.key, entry.value])
      : [[name, value]],
  );
  const value = given.find(([name]) => name !== undefined && USER_PARAMETERS.has(name))?.[1];
  if (!value) return undefined;
  const root = value.kind === 'member' ? pathOf(value) && rootOf(value) : value;
  const isNamed = root?.kind === 'reference' || (root?.kind === 'self' && root !== value);
  return isNamed ? value.model.text.slice(value.start, value.end) : undefined;
}

/** Puts the module between the client and its call. */
export function routed({ client, user }: RoutedCall, { names }: CanarySdk): Insertion[] {
  const before = `${names.route}(${user ?? names.required}, `;
  return [
    { start: client.start, end: client.start, text: before },
    { start: client.end, end: client.end, text: ')' },
  ];
}
