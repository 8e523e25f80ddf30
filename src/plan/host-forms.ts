import { endpointOfPath, isWithdrawn } from '../catalog/capabilities.js';
import type { Route } from '../catalog/service.js';

/**
 * The gateway's host in the form in which a list names OpenAI's. Undefined for a text that is no host of the API's, or that
 * names something there which the gateway does not serve.
 */
export function gatewayForm(text: string, { from, profile: { baseUrl } }: Route): string | undefined {
  const [, scheme = '', wildcard, host, port = '', path = ''] = from.hostForm.exec(text) ?? [];
  if (host === undefined || (host.toLowerCase() === from.domain && wildcard === undefined)) return undefined;
  const target = new URL(baseUrl);
  const version = /^\/v1(?=[/*]|$)/.exec(path)?.[0];
  const rest = version === undefined ? path : path.slice(version.length);
  if (!/^\/?\**$/.test(rest)) {
    const endpoint = endpointOfPath(path);
    if (endpoint ? endpoint.served !== 'yes' : version === undefined || isWithdrawn(path)) return undefined;
  }
  const base = version === undefined ? '' : target.pathname.replace(/\/$/, '');
  const protocol = scheme.startsWith('http') ? `${target.protocol}//` : scheme;
  return protocol + target.hostname + (target.port === '' ? port : `:${target.port}`) + base + rest;
}

/** Whether one of the hosts that a list names lets through what the form does. */
export function isAllowed(hosts: readonly string[], form: string): boolean {
  const [, , name] = PARTS.exec(form) ?? [];
  return hosts.some((host) => {
    if (host === form) return true;
    const [, , other, path] = PARTS.exec(host) ?? [];
    return other !== undefined && other === name && /^(?:\/?\**)$/.test(path ?? '');
  });
}

const PARTS = /^((?:https?|\*):\/\/)?([\w.-]+)(?::(?:\d+|\*))?(\/.*)?$/i;

/** Whether a text is a host, or an address, and nothing else. */
export function isHost(text: string): boolean {
  return /^(?:[a-z*]+:\/\/)?(?:(?:\*\.|\.)?[\w-]+(?:\.[\w-]+)+|localhost)(?::(?:\d+|\*))?(?:\/[^\s"']*)?$/i.test(text);
}
