import { type Endpoint, endpointOfPath } from '../catalog/capabilities.js';
import { keysIn } from '../catalog/keys.js';
import { isChatModel } from '../catalog/model-ids.js';
import type { Service } from '../catalog/service.js';
import type { ConfigCommand, ConfigEntry, ConfigModel, ConfigReference, Span } from '../ir.js';
import type { Insertion } from '../languages/writer.js';
import { positionOf } from '../text-position.js';
import { bodyParts, clientOf, modelValues, readsElsewhere } from './command-body.js';
import { type CommandParameter, commandParameters } from './command-parameters.js';
import type { ReasonCode } from './reasons.js';
import type { ScriptPiece, ScriptText, ScriptValues, Trail } from './script-values.js';
import { roleOf } from './setting-values.js';
import type { PlanOptions, Role } from './types.js';
import { unitId } from './unit-id.js';

/** A command that asks OpenAI something: `curl https://api.openai.com/v1/chat/completions -d '{…}'`. */
export interface CommandRequest {
  /** Where the command stands: `ask.sh:3:1`. */
  id: string;
  config: ConfigModel;
  command: ConfigCommand;
  endpoint?: Endpoint;
  /** The host wherever it is written. */
  hosts: Span[];
  /** The chat models that it asks for, wherever they are written. */
  models: (Span & { id: string })[];
  /** The variables that lead to the model. */
  modelNames: ReadonlySet<string>;
  /** What keeps a test on the model's name leading where it led. */
  routes: Insertion[];
  /** Where the variables stand that it is given, and those that these are made of. */
  references: ConfigReference[];
  /** What of its body the target treats otherwise. */
  parameters: readonly CommandParameter[];
  /** What the environment gives it. */
  variables: { name: string; role: Role }[];
  /** What the script sets for it. */
  entries: ConfigEntry[];
  /** The command with its here-documents, and the command whose output it is given. */
  parts: Span[];
  /** Whoever runs the script types in the key. */
  isKeyTyped: boolean;
  /** Why it stays although its endpoint is served. */
  hindrance?: { code: ReasonCode; detail: string };
}

/** Whether the gateway answers it. */
export function isServedRequest({ endpoint, hindrance }: CommandRequest): boolean {
  return endpoint?.served === 'yes' && hindrance === undefined;
}

/** The requests that a file's commands make, each looked at by itself. */
export function requestsIn(values: ScriptValues, options: PlanOptions): CommandRequest[] {
  const requests = values.config.commands.flatMap((command) => requestOf(values, command, options) ?? []);
  // One may stand inside another.
  for (const request of requests)
    request.references = request.references.filter(({ start }) => {
      const around = requestAt(requests, start);
      return around === undefined || around === request;
    });
  return requests;
}

/** The innermost request around a place. */
export function requestAt(requests: readonly CommandRequest[], at: number): CommandRequest | undefined {
  return requests.findLast(({ parts }) => parts.some(({ start, end }) => start <= at && at < end));
}

function requestOf(values: ScriptValues, command: ConfigCommand, options: PlanOptions): CommandRequest | undefined {
  const program = clientOf(command);
  if (program === undefined) return undefined;
  const { config } = values;
  const trail: Trail = { references: new Set(), entries: new Set() };
  const addresses = addressOf(values, command, program, trail);
  if (!addresses) return undefined;
  const raw = config.text.slice(command.start, command.end);
  const known = addresses.flatMap((one) => one ?? []);
  const endpoints = new Set(known.map(({ path }) => (path === undefined ? undefined : endpointOfPath(path))));
  const [endpoint] = endpoints.size === 1 && known.length === addresses.length ? endpoints : [];
  const key = keyOf(values, command, trail);
  const levels = bodyParts(values, command);
  const parts = levels.flat();
  const modelTrail: Trail = { references: new Set(), entries: new Set() };
  const parameters =
    endpoint?.id === 'chat' ? parts.flatMap((part) => commandParameters(config.text, part, options)) : [];
  const blocking = parameters.find(({ fact }) => fact.action === 'block');
  const models = endpoint?.id === 'chat' ? modelValues(values, levels, modelTrail) : [];
  const { from } = options;
  const isOpen = !models.some(([one]) => isIts(one, from)) || models.some(([one, more]) => !isModel(one, from) || more);
  const hindrance =
    from.hostsIn(raw).length > 1
      ? 'several addresses'
      : endpoint === undefined
        ? 'its address'
        : (readsElsewhere(config, parts) ?? (endpoint.id === 'chat' && isOpen ? 'its model' : key.hindrance));
  return {
    id: unitId(config.path, positionOf(config.text, command.start)),
    config,
    command,
    endpoint,
    hosts: distinct(known.flatMap(({ host }) => host ?? [])),
    models: distinct(models.flatMap(([one]) => chatModel(one, from) ?? [])),
    references: [...new Set([...trail.references, ...modelTrail.references, ...values.referencesIn(command)])],
    modelNames: new Set([...modelTrail.references].map(({ name }) => name)),
    variables: [
      ...known.flatMap(({ variable }) => (variable === undefined ? [] : { name: variable, role: 'baseUrl' as const })),
      ...key.names.map((name) => ({ name, role: 'apiKey' as const })),
      ...models.flatMap(([one]) => (one?.kind === 'environment' ? { name: one.name, role: 'model' as const } : [])),
    ],
    entries: [...new Set([...trail.entries, ...modelTrail.entries, ...key.entries])],
    parts: levels[0] ?? [],
    isKeyTyped: key.isTyped,
    routes: [],
    parameters,
    ...(hindrance !== undefined && { hindrance: { code: 'command-unknown', detail: hindrance } }),
    ...(blocking && { hindrance: { code: 'unserved-parameter', detail: blocking.sentence } }),
  };
}

/** A URL of OpenAI's: its host where it is written, else the variable that gives it; its path, unless that is computed. */
interface Address {
  host?: Span;
  variable?: string;
  path?: string;
}

/** All that a command's address may be, with undefined for another service's; undefined as a whole if none is OpenAI's. */
function addressOf(values: ScriptValues, command: ConfigCommand, program: number, trail: Trail) {
  const { from } = values;
  for (const [index, word] of command.words.entries()) {
    const option = command.words[index - 1]?.value ?? '';
    if (index <= program || (TAKES_VALUE.test(option) && index - 1 !== program)) continue;
    const own: Trail = { references: new Set(), entries: new Set() };
    const found = values.texts(word, own).map((text) => readAddress(text, from));
    if (!found.some((one) => one?.host !== undefined || from.names(one?.variable ?? ''))) continue;
    for (const one of own.references) trail.references.add(one);
    for (const one of own.entries) trail.entries.add(one);
    return found;
  }
  return undefined;
}

/** Options with a value that is no address. Source: curl.se/docs/manpage.html, GNU wget manual. */
const TAKES_VALUE =
  /^(?:-[HdFoAexuXmTbcDKwr]|-[a-zA-Z]+[Hd]|--(?:header|data(?:-\w+)?|json|form|output|user(?:-agent)?|referer|proxy|request|max-time|retry|connect-timeout|cookie|write-out|post-data|body-data|cacert|method))$/;

function readAddress(text: ScriptText, from: Service): Address | undefined {
  const [first, ...rest] = text;
  if (first?.kind === 'environment' && roleOf(first, undefined) === 'baseUrl')
    return { variable: first.name, path: pathOf(rest) };
  if (first?.kind === 'typed') return { path: pathOf(rest) };
  for (const [index, piece] of text.entries()) {
    const [host] = piece.kind === 'written' ? from.hostsIn(piece.text) : [];
    if (piece.kind !== 'written' || !host) continue;
    const behind = { ...piece, text: piece.text.slice(host.end) };
    const span = { start: piece.start + host.start, end: piece.start + host.end };
    return { host: span, path: pathOf([behind, ...text.slice(index + 1)]) };
  }
  return undefined;
}

function pathOf(pieces: readonly ScriptPiece[]): string | undefined {
  const text = pieces.map((piece) => (piece.kind === 'written' ? piece.text : '\0')).join('');
  const path = /^(?::\d+)?([\w./-]*)/.exec(text)?.[1] ?? '';
  return text[path.length] === '\0' ? undefined : path;
}

/** The key has to be a variable that can be given another name. */
function keyOf(values: ScriptValues, command: ConfigCommand, trail: Trail) {
  const { config, from } = values;
  const { text } = config;
  const own: Trail = { references: new Set(), entries: new Set() };
  const raw = text.slice(command.start, command.end);
  const words = command.words.filter((word) =>
    values.texts(word, own).some((one) => /authorization/i.test(writtenIn(one))),
  );
  const keys: Trail = { references: new Set(), entries: new Set() };
  const found = words.flatMap((word) => values.texts(word, keys).map(lastOf));
  // A variable of OpenAI's on the way to the key holds it too.
  const passed = [...keys.references].map(({ name }) => name).filter(from.names);
  const names = [...new Set([...found.flatMap((one) => (one?.kind === 'environment' ? one.name : [])), ...passed])];
  const isNamed = names.some(from.names) && names.filter(from.names).every((name) => /KEY|TOKEN/.test(name));
  const isTyped = found.some((one) => one?.kind === 'typed');
  const isOpen = found.length === 0 || found.some((one) => one?.kind !== 'environment' && one?.kind !== 'typed');
  const spelled = [raw, ...[...keys.entries].map(({ valueSpan }) => text.slice(valueSpan.start, valueSpan.end))];
  for (const one of keys.references) trail.references.add(one);
  // What has OpenAI's name moves by its name.
  const entries = [...keys.entries].filter(({ name }) => !from.names(name));
  const isOther = /\s(?:-u|--user|--oauth2-bearer)[\s=]|-H\s*["']?@/.test(raw);
  const hindrance =
    isOpen || !isNamed || isOther || spelled.some((one) => keysIn(one).length > 0) ? 'its key' : undefined;
  return { names: isNamed ? names : [], entries, isTyped, hindrance };
}

function writtenIn(text: ScriptText): string {
  return text.map((piece) => (piece.kind === 'written' ? piece.text : '')).join('');
}

/** What stands behind `Bearer`. */
function lastOf(text: ScriptText): ScriptPiece | undefined {
  const pieces = text.filter((piece) => piece.kind !== 'written' || piece.text.trim() !== '');
  const last = pieces.at(-1);
  const before = pieces.at(-2);
  return before?.kind === 'written' && /bearer\s*$/i.test(before.text) ? last : undefined;
}

function isModel(piece: ScriptPiece | undefined, from: Service): boolean {
  return piece?.kind === 'environment' || piece?.kind === 'typed' || chatModel(piece, from) !== undefined;
}

/** A model of OpenAI's, or the name of one. Whatever else gives one, beside it, is for whoever runs the script to change. */
function isIts(piece: ScriptPiece | undefined, from: Service): boolean {
  if (piece?.kind === 'environment') return from.names(piece.name) && roleOf(piece, undefined) === 'model';
  return chatModel(piece, from) !== undefined;
}

function chatModel(piece: ScriptPiece | undefined, from: Service): (Span & { id: string }) | undefined {
  if (piece?.kind !== 'written') return undefined;
  const id = from.modelId(piece.text, true);
  return id && isChatModel(id) && id.prefix === '' ? { id: piece.text, start: piece.start, end: piece.end } : undefined;
}

function distinct<T extends Span>(spans: readonly T[]): T[] {
  return [...new Map(spans.map((span) => [span.start, span])).values()];
}
