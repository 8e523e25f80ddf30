import type { Expression } from '../src/ir.js';
import { settingUrls } from '../src/plan/assess.js';
import { rewrite, type Transform } from '../src/plan/transform.js';

/**
 * A base URL that only the environment gives: where the variable is not set, the SDK falls back to OpenAI and would
 * send the gateway's key there. The gateway becomes the fallback.
 */
export const defaultBaseUrl: Transform = {
  id: 'default-base-url',
  title: 'Fall back to the gateway, not to OpenAI',
  apply(unit, context) {
    const { baseUrl } = unit;
    const { value } = baseUrl;
    if (unit.kind !== 'client' || !value || !isSimple(value)) return [];
    const urls = settingUrls(baseUrl, context.linked, context.options);
    if (urls.length === 0 || !urls.every((url) => url.host === 'environment' && url.path === '')) return [];
    const writer = context.writer(value.model);
    const read = value.model.text.slice(value.start, value.end);
    const text = writer.either(read, writer.string(value.model, context.options.profile.baseUrl));
    const edit = { start: value.end, end: value.end, text: text.slice(read.length) };
    return [rewrite(this.id, unit, value.model, value, [edit], 'moved', context.options.profile.baseUrl)];
  },
};

/** What can take an operator behind it without parentheses. */
function isSimple(value: Expression): boolean {
  return value.kind === 'member' || value.kind === 'reference' || value.kind === 'call';
}
