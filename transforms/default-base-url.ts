import type { Expression } from '../src/ir.js';
import { emptyOrigins, settingUrls } from '../src/plan/assess.js';
import { replaceValue, rewrite, type Transform } from '../src/plan/transform.js';
import { targetUrl } from '../src/plan/urls.js';

/**
 * A base URL that only the environment gives, or that is empty: the SDK falls back to OpenAI then and would send the
 * gateway's key there. The gateway becomes the fallback.
 */
export const defaultBaseUrl: Transform = {
  id: 'default-base-url',
  title: 'Fall back to the gateway, not to OpenAI',
  apply(unit, context) {
    const { baseUrl } = unit;
    const { value } = baseUrl;
    if (unit.kind !== 'client' && unit.kind !== 'module') return [];
    const { profile } = context.options;
    const empty = emptyOrigins(baseUrl).map(({ node }) => {
      const text = context.writer(node.model).string(node.model, targetUrl(unit, profile));
      return rewrite(
        this.id,
        unit,
        node.model,
        node,
        [{ start: node.start, end: node.end, text }],
        'moved',
        profile.baseUrl,
      );
    });
    if (empty.length > 0 || !value || !isSimple(value)) return empty;
    const urls = settingUrls(baseUrl, context.linked, context.options);
    if (urls.length === 0 || !urls.every((url) => url.host === 'environment' && url.path === '')) return [];
    const writer = context.writer(value.model);
    const read = value.model.text.slice(value.start, value.end);
    const text = writer.either(read, writer.string(value.model, targetUrl(unit, profile)));
    const edit =
      value.kind === 'reference'
        ? replaceValue(value, text)
        : { start: value.end, end: value.end, text: text.slice(read.length) };
    return [rewrite(this.id, unit, value.model, value, [edit], 'moved', profile.baseUrl)];
  },
};

/** What can take an operator behind it without parentheses. */
function isSimple(value: Expression): boolean {
  return value.kind === 'member' || value.kind === 'reference' || value.kind === 'call';
}
