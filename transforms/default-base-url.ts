import type { Expression } from '../src/ir.js';
import type { Linked } from '../src/link/link.js';
import { only } from '../src/link/origins.js';
import { canFallBack, emptyOrigins, isReplaceable, settingUrls } from '../src/plan/assess.js';
import { silentRead } from '../src/plan/silent-reads.js';
import { rewrite, type Transform, takesOperator, writeAround } from '../src/plan/transform.js';
import type { Unit } from '../src/plan/types.js';
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
    const values = value ? [value].filter(takesMore) : readsElsewhere(unit, context.linked);
    // A default that others see too, of a parameter, stays.
    const isBehind = empty.length < nothing.length && canFallBack(unit);
    if (nothing.length > 0 && !isBehind) return empty;
    const urls = settingUrls(baseUrl, context.linked, context.options);
    const isOpen = urls.length > 0 && urls.every((url) => url.host === 'environment' && url.path === '');
    if (!isBehind && !isOpen) return [];
    const behind = values.map((one) => {
      const writer = context.writer(one.model);
      const url = writer.string(one.model, targetUrl(unit, profile));
      const edits = writeAround(one, (written) => writer.either(isApart(one, written) ? `(${written})` : written, url));
      return rewrite(this.id, unit, one.model, one, edits, 'moved', profile.baseUrl);
    });
    return [...empty, ...behind];
  },
};

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
