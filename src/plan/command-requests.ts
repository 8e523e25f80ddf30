import { type Endpoint, endpointOfPath } from '../catalog/capabilities.js';
import { openaiHosts } from '../catalog/hosts.js';
import type { ConfigCommand, ConfigModel, ConfigReference, Span } from '../ir.js';

/** A command that asks OpenAI something: `curl https://api.openai.com/v1/chat/completions -d '{…}'`. */
export interface CommandRequest {
  config: ConfigModel;
  command: ConfigCommand;
  /** The host as it is written. */
  host: Span & { host: string };
  endpoint?: Endpoint;
  /** Variables that it is given. */
  references: ConfigReference[];
  /** Why it stays although its endpoint is served. */
  hindrance?: string;
}

export function commandRequests(config: ConfigModel): CommandRequest[] {
  return config.commands.flatMap((command) => {
    const raw = config.text.slice(command.start, command.end);
    const [host, ...more] = openaiHosts(raw);
    if (!host) return [];
    const path = /^(?::\d+)?([\w./-]*)/.exec(raw.slice(host.end))?.[1] ?? '';
    const references = config.references.filter(({ start, end }) => command.start <= start && end <= command.end);
    const span = { start: command.start + host.start, end: command.start + host.end, host: host.host };
    const hindrance = more.length > 0 ? 'several addresses' : OTHER_BODY.exec(raw)?.[0];
    return [{ config, command, host: span, endpoint: endpointOfPath(path), references, hindrance }];
  });
}

/** What a request may hold that is not looked into here: a body in a file, images, a schema, several answers. */
const OTHER_BODY =
  /(?:--?d(?:ata(?:-binary|-raw)?)?|--json)[ =]?["']?@[\w./-]+|image_url|json_schema|"n"\s*:|logit_bias/;

/** Whether the gateway answers it. */
export function isServedRequest({ endpoint, hindrance }: CommandRequest): boolean {
  return endpoint?.served === 'yes' && hindrance === undefined;
}
