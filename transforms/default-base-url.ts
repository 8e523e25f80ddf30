import type { Expression } from '../src/ir.js';
import { canFallBack, emptyOrigins, isReplaceable, settingUrls } from '../src/plan/assess.js';
import { rewrite, type Transform, takesOperator, writeAround } from '../src/plan/transform.js';
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
    if (!value || !(takesOperator(value) || isJoined(value))) return empty;
    // A default that others see too, of a parameter, stays.
    const isBehind = empty.length < nothing.length && canFallBack(unit);
    if (nothing.length > 0 && !isBehind) return empty;
    const urls = settingUrls(baseUrl, context.linked, context.options);
    const isOpen = urls.length > 0 && urls.every((url) => url.host === 'environment' && url.path === '');
    if (!isBehind && !isOpen) return [];
    const writer = context.writer(value.model);
    const url = writer.string(value.model, targetUrl(unit, profile));
    const edits = writeAround(value, (written) =>
      writer.either(isApart(value, written) ? `(${written})` : written, url),
    );
    return [...empty, rewrite(this.id, unit, value.model, value, edits, 'moved', profile.baseUrl)];
  },
};

/** `a ?? b`, `a as string` */
function isJoined(value: Expression): boolean {
  return value.kind === 'choice' || (value.kind === 'wrapper' && value.operator === 'cast');
}

/** Whether it has to stand in brackets before an operator: JavaScript does not read `a ?? b || c`. */
function isApart(value: Expression, written: string): boolean {
  return value.kind === 'choice' ? value.operator !== 'or' : value.kind === 'wrapper' && !/^[^\s]+!$/.test(written);
}
