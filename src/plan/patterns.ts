import type { Route, Service } from '../catalog/service.js';
import type { ConstantNode, Expression, Span, StringNode } from '../ir.js';

/** A regular expression that looks for OpenAI's host: a literal of the language, or a text that one is made of. */
export type PatternNode = (ConstantNode | StringNode) & { inner: Span };

/** The expression as such a pattern; undefined for another one. */
export function patternIn(node: Expression, from: Service): PatternNode | undefined {
  const inner = node.kind === 'constant' ? node.pattern : node.kind === 'string' ? node.inner : undefined;
  if (!inner || (node.kind !== 'constant' && node.kind !== 'string')) return undefined;
  const raw = node.model.text.slice(inner.start, inner.end);
  // A text is no pattern unless dots are escaped in it.
  const isOne = node.kind === 'string' ? isEscaped(raw, from) : from.hostsInPattern(raw).length > 0;
  // The node itself may make its fields when they are asked for.
  return isOne ? Object.create(node, { inner: { value: inner, enumerable: true } }) : undefined;
}

function isEscaped(raw: string, from: Service): boolean {
  return from.hostsInPattern(raw).some(({ dot }) => dot !== '.') && from.hostsIn(raw).length === 0;
}

export function rawPattern({ model, inner }: PatternNode): string {
  return model.text.slice(inner.start, inner.end);
}

/** What a pattern asks for behind the host, as far as it is a text: `\/v1\/chat\/completions$`. */
export function pathInPattern(raw: string, from: Service): string {
  const [host] = from.hostsInPattern(raw);
  if (!host) return '';
  const rest = /^(?::\d+)?((?:\\*[/.-]|[\w])*)/.exec(raw.slice(host.end))?.[1] ?? '';
  return rest.replace(/\\/g, '');
}

/**
 * The pattern with the gateway's host, escaped in the same way. Undefined where the pattern leaves a part of the host open, or where
 * the gateway's path is another one.
 */
export function withTargetPattern(raw: string, { from, profile: { baseUrl } }: Route): string | undefined {
  const hosts = from.hostsInPattern(raw);
  const target = new URL(baseUrl);
  if (hosts.length === 0 || hosts.some(({ isWhole }) => !isWhole)) return undefined;
  if (target.pathname.replace(/\/$/, '') !== '/v1' || target.protocol !== 'https:') return undefined;
  return hosts.reduceRight(
    (text, { start, end, dot }) => text.slice(0, start) + target.host.replaceAll('.', dot) + text.slice(end),
    raw,
  );
}
