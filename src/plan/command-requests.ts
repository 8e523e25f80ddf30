import { type Endpoint, endpointOfPath } from '../catalog/capabilities.js';
import { openaiHosts } from '../catalog/hosts.js';
import { keysIn } from '../catalog/keys.js';
import { isChatModel, modelIdsIn } from '../catalog/model-ids.js';
import { namesOpenai } from '../catalog/variables.js';
import type { ConfigCommand, ConfigModel, ConfigReference, Span } from '../ir.js';

/** A command that asks OpenAI something: `curl https://api.openai.com/v1/chat/completions -d '{…}'`. */
export interface CommandRequest {
  config: ConfigModel;
  command: ConfigCommand;
  /** The host as it is written. */
  host: Span;
  endpoint?: Endpoint;
  /** Variables that it is given. */
  references: ConfigReference[];
  /** The chat models that it asks for, in the command itself or where the file sets the variable that it names. */
  models: (Span & { id: string })[];
  /** Why it stays although its endpoint is served. */
  hindrance?: string;
}

/** The requests that a file's commands make. One that is served moves if nothing in it is left open. */
export function commandRequests(config: ConfigModel): CommandRequest[] {
  const requests = config.commands.flatMap((command) => requestOf(config, command) ?? []);
  for (const request of requests) request.hindrance ??= sharedModel(request, requests);
  const chats = requests.some((request) => request.endpoint?.id === 'chat' && request.hindrance === undefined);
  // The list of models belongs to the chat beside it.
  for (const request of requests)
    if (request.endpoint?.id === 'models' && !chats) request.hindrance ??= 'no chat beside it moves';
  return requests;
}

/** Whether the gateway answers it. */
export function isServedRequest({ endpoint, hindrance }: CommandRequest): boolean {
  return endpoint?.served === 'yes' && hindrance === undefined;
}

function requestOf(config: ConfigModel, command: ConfigCommand): CommandRequest | undefined {
  if (!CLIENTS.has(command.words.find(({ value }) => !/^\w+=/.test(value))?.value ?? '')) return undefined;
  const raw = config.text.slice(command.start, command.end);
  const [host, ...more] = openaiHosts(raw);
  if (!host) return undefined;
  const path = /^(?::\d+)?([\w./-]*)/.exec(raw.slice(host.end))?.[1] ?? '';
  const endpoint = endpointOfPath(path);
  const references = config.references.filter(({ start, end }) => command.start <= start && end <= command.end);
  const models = endpoint?.id === 'chat' ? modelsOf(config, command, references) : [];
  const hindrance =
    more.length > 0
      ? 'several addresses'
      : (OTHER_BODY.exec(raw)?.[0] ??
        (endpoint?.id === 'chat' && models.length === 0 ? 'its model' : keyHindrance(raw, references)));
  const at = { start: command.start + host.start, end: command.start + host.end };
  return { config, command, host: at, endpoint, references, models, hindrance };
}

/** Programs that make requests. */
const CLIENTS = new Set(['curl', 'wget', 'http', 'https', 'xh', 'httpie', 'hurl']);

/** The key has to be a variable that can be given another name. */
function keyHindrance(raw: string, references: readonly ConfigReference[]): string | undefined {
  const isVariable = references.some(({ name }) => namesOpenai(name) && /KEY|TOKEN/.test(name));
  return isVariable && keysIn(raw).length === 0 && !/\s(?:-u|--user|--oauth2-bearer)[\s=]|-H\s*["']?@/.test(raw)
    ? undefined
    : 'its key';
}

/** What a request may hold that is not looked into here: a body in a file, images, a schema, several answers. */
const OTHER_BODY =
  /(?:--?d(?:ata(?:-binary|-raw)?)?|--json)[ =]?["']?@[\w./-]+|image_url|json_schema|"n"\s*:|logit_bias/;

function modelsOf(
  config: ConfigModel,
  command: Span,
  references: readonly ConfigReference[],
): CommandRequest['models'] {
  const own = chatModelsIn(config.text, command);
  if (own.length > 0) return own;
  return config.entries
    .filter(({ name, within }) => within !== 'command' && references.some((one) => one.name === name))
    .flatMap(({ valueSpan }) => chatModelsIn(config.text, valueSpan));
}

function chatModelsIn(text: string, { start, end }: Span): CommandRequest['models'] {
  return modelIdsIn(text.slice(start, end))
    .filter(({ id }) => isChatModel(id) && id.prefix === '')
    .map(({ text: id, start: at }) => ({ id, start: start + at, end: start + at + id.length }));
}

/** A variable that holds the model and also goes to a request that stays. */
function sharedModel({ models, command, config }: CommandRequest, all: readonly CommandRequest[]): string | undefined {
  const set = config.entries.filter(({ valueSpan }) =>
    models.some(({ start, end }) => valueSpan.start <= start && end <= valueSpan.end && !isIn(command, start)),
  );
  const isShared = (name: string) =>
    all.some((other) => !isServedRequest(other) && other.references.some((one) => one.name === name));
  return set.find(({ name }) => isShared(name))?.name;
}

function isIn({ start, end }: Span, at: number): boolean {
  return start <= at && at < end;
}
