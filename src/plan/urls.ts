import { type Endpoint, endpointOfPath, isWithdrawn } from '../catalog/capabilities.js';
import { hostOf, isHostOf } from '../catalog/hosts.js';
import type { Profile } from '../catalog/profile.js';
import type { Route } from '../catalog/service.js';
import type { StringNode } from '../ir.js';
import type { OriginOf } from '../link/origins.js';
import type { Text } from '../link/texts.js';
import type { Unit } from './types.js';

/** What a URL, possibly in parts, says about where a request goes. */
export interface UrlFacts {
  host: 'origin' | 'target' | 'other' | 'environment' | 'unknown';
  /** The host's name, where it is written. */
  name?: string;
  /** The piece that holds the host. */
  node?: StringNode;
  /** What follows the host, as far as it is written. */
  path: string;
  /** The path ends in something that is not known. */
  isOpen: boolean;
  variables: OriginOf<'environment'>[];
  endpoint?: Endpoint;
  isWithdrawn: boolean;
}

/** Whether a literal may be a URL, or a part of one: a word alone (`content-type`) that is no endpoint's is the key of something. */
export function mayBeAddress(text: string): boolean {
  return text === '' || /[/.:]/.test(text) || endpointOfPath(text) !== undefined;
}

/** `https://${HOST}/v1`: the scheme is no part of the path. */
const SCHEME = /^(?:https?:\/\/){1,3}$/;

/** Reads a URL given in parts (`${BASE}/chat/completions`). */
export function urlFacts(text: Text, route: Route): UrlFacts {
  const facts: UrlFacts = { host: 'unknown', path: '', isOpen: false, variables: [], isWithdrawn: false };
  for (const part of text) {
    if (part.kind === 'environment') {
      facts.variables.push(part.origin);
      if (facts.host === 'unknown' && (facts.path === '' || SCHEME.test(facts.path)))
        Object.assign(facts, { host: 'environment', path: '' });
      else facts.isOpen = true;
    } else if (part.kind === 'unknown') {
      facts.isOpen = true;
      if (facts.host === 'unknown' && SCHEME.test(facts.path)) facts.path = '';
      // What follows an unknown part of the path says nothing for sure about the endpoint.
      if (facts.host !== 'unknown' && facts.path.length > 3) break;
    } else readWritten(part.text, part.node, facts, route);
  }
  if (facts.host === 'unknown' || (facts.host === 'environment' && !/^(?:[/:?#]|$)/.test(facts.path)))
    readDomain(text, facts);
  return withPath(facts, facts.path);
}

export function withPath(facts: UrlFacts, path: string): UrlFacts {
  return { ...facts, path, endpoint: endpointOfPath(path), isWithdrawn: isWithdrawn(path) };
}

/** `https://${resource}.openai.azure.com`: whose host it is stands behind a part of its name. */
function readDomain(text: Text, facts: UrlFacts): void {
  const whole = text.map((part) => (part.kind === 'written' ? part.text : '*')).join('');
  const domain = /^(?:[\w-]|\*)*((?:\.[\w-]+)*\.[a-z]{2,})$/i.exec(hostOf(whole) ?? '')?.[1];
  if (domain === undefined || domain.endsWith('.openai.com')) return;
  facts.host = 'other';
  facts.name = domain.slice(1);
  facts.path = whole.slice(whole.indexOf(domain) + domain.length);
}

function readWritten(text: string, node: StringNode, facts: UrlFacts, { from, profile }: Route): void {
  if (facts.host === 'unknown') {
    const [origin] = from.hostsIn(text);
    const before = SCHEME.test(facts.path) ? '' : facts.path;
    const name = hostOf(text) ?? (/^[\w-]+(?:\.[\w-]+)+(?::\d+)?(?=\/|$)/.test(text) ? text.split('/')[0] : undefined);
    if (origin) {
      Object.assign(facts, { host: 'origin', name: origin.host, node });
      facts.path = before + text.slice(origin.end).replace(/^:\d+/, '');
      return;
    }
    if (name !== undefined) {
      Object.assign(facts, { host: isHostOf(profile, name) ? 'target' : 'other', name, node });
      facts.path = before + text.slice(text.indexOf(name) + name.length);
      return;
    }
  }
  facts.path += text;
}

/** The base URL to write for a unit that names none. */
export function targetUrl({ sdk, shape }: Unit, profile: Profile): string {
  const url = sdk?.urlForm === 'origin' ? new URL(profile.baseUrl).origin : profile.baseUrl;
  return url + (shape?.needsSlash ? '/' : '');
}

/** What stands between the literal's quotes, as written. */
export function rawOf(node: StringNode): string {
  return node.model.text.slice(node.inner.start, node.inner.end);
}

/**
 * The same form with the gateway's host: `https://api.openai.com/v1` → the base URL, `https://api.openai.com` → its
 * origin; what follows is kept. Works on raw source text. Undefined when a base URL with another path cannot be
 * given in this form.
 */
export function withTargetHost(raw: string, { from, profile }: Route): string | undefined {
  const [found] = from.hostsIn(raw);
  if (!found) return undefined;
  const target = new URL(profile.baseUrl);
  const path = target.pathname.replace(/\/$/, '');
  const before = raw.slice(0, found.start);
  const after = raw.slice(found.end);
  const scheme = /(https?)(:\\?\/\\?\/)$/.exec(before);
  const head = scheme ? before.slice(0, -scheme[0].length) + target.protocol.slice(0, -1) + scheme[2] : before;
  if (path === '/v1') return head + target.host + after;
  if (!/^\/v1(?=\/|$|["'`?#])/.test(after)) return undefined;
  return head + target.host + path + after.slice('/v1'.length);
}
