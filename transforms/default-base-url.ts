import type { Expression } from '../src/ir.js';
import type { Linked } from '../src/link/link.js';
import { type Origin, only } from '../src/link/origins.js';
import { placeIn } from '../src/link/place-in.js';
import { canFallBack, emptyOrigins, isReplaceable, urlsOf } from '../src/plan/assess.js';
import { isTakenByName } from '../src/plan/settings.js';
import { silentRead } from '../src/plan/silent-reads.js';
import { type MoveContext, rewrite, type Transform, takesOperator, writeAround } from '../src/plan/transform.js';
import type { Finding, Unit } from '../src/plan/types.js';
import { targetUrl } from '../src/plan/urls.js';

/**
 * A base URL that only the environment gives, or that is empty: the SDK falls back to OpenAI then and would send the
 * gateway's key there. The gateway becomes the fallback.
 */
export const defaultBaseUrl: Transform = {
  id: 'default-base-url',
  apply(unit, context) {
    const { baseUrl } = unit;
    const { value } = baseUrl;
    if (unit.kind !== 'client' && unit.kind !== 'module') return [];
    const { profile } = context.options;
    const nothing = emptyOrigins(baseUrl);
    const isWritable = (origin: { node: Expression }) => unit.kind === 'module' || isReplaceable(origin);
    const empty = nothing.filter(isWritable).map(({ node }) => {
      const text = context.writer(node.model).string(node.model, targetUrl(unit, profile));
      const edit = { start: node.start, end: node.end, text };
      return rewrite(this.id, unit, node.model, node, [edit], 'moved', profile.baseUrl);
    });
    const inObjects = value ? [] : openEntries(unit, context).map((one) => withFallback(one, unit, context));
    if (inObjects.length > 0) return [...empty, ...inObjects];
    const values = value ? [value].filter(takesMore) : readsElsewhere(unit, context.linked);
    // A default that others see too, of a parameter, stays.
    const isBehind = empty.length < nothing.length && canFallBack(unit);
    if (nothing.length > 0 && !isBehind) return empty;
    if (!isBehind && !isOpen(baseUrl.origins, context)) return [];
    return [...empty, ...values.map((one) => withFallback(one, unit, context))];
  },
};

/** Whether the environment alone gives it. */
function isOpen(origins: readonly Origin[], { linked, options }: MoveContext): boolean {
  const urls = urlsOf(origins, linked, options);
  return urls.length > 0 && urls.every((url) => url.host === 'environment' && url.path === '');
}

function withFallback(value: Expression, unit: Unit, context: MoveContext): Finding {
  const { profile } = context.options;
  const writer = context.writer(value.model);
  const url = writer.string(value.model, targetUrl(unit, profile));
  const edits = writeAround(value, (written) => writer.either(isApart(value, written) ? `(${written})` : written, url));
  return rewrite(defaultBaseUrl.id, unit, value.model, value, edits, 'moved', profile.baseUrl);
}

/** What the environment alone gives to objects that are handed over: `settings = {"base_url": os.getenv("BASE_URL")}`. */
function openEntries({ call, kind, baseUrl }: Unit, context: MoveContext): Expression[] {
  const { resolver } = context.linked;
  const at = call && kind === 'client' ? placeIn(call, baseUrl.place) : undefined;
  const name = at?.steps.at(-1)?.name;
  if (!at || name === undefined) return [];
  return only(resolver.at(at.value, at.steps.slice(0, -1)), 'object').flatMap(({ node }) => {
    const value = node.entries.find((entry) => entry.key === name)?.value;
    return value && takesOperator(value) && isTakenByName(value) && isOpen(resolver.at(value, []), context)
      ? [value]
      : [];
  });
}

/** Whether a default can stand behind it: a read, `a ?? b`, `a as string`. */
function takesMore(value: Expression): boolean {
  return takesOperator(value) || value.kind === 'choice' || (value.kind === 'wrapper' && value.operator === 'cast');
}

/** Reads in options that stand apart, and that the client takes as they are: `new OpenAI(settings.openai)`. */
function readsElsewhere({ baseUrl }: Unit, linked: Linked): Expression[] {
  if (baseUrl.absent.length > 0 || baseUrl.isMissing) return [];
  const reads = only(baseUrl.origins, 'environment').flatMap((one) => silentRead(one, baseUrl, linked) ?? []);
  return [...new Set(reads)].filter(takesMore);
}

/** Whether it has to stand in brackets before an operator: JavaScript does not read `a ?? b || c`. */
function isApart(value: Expression, written: string): boolean {
  return value.kind === 'choice' ? value.operator !== 'or' : value.kind === 'wrapper' && !/^[^\s]+!$/.test(written);
}
