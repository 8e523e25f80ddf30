import type { Expression } from '../src/ir.js';
import { canDefaultKey, mayBeWithoutKey } from '../src/plan/absent-keys.js';
import { keySource, replaceValue, rewrite, type Transform } from '../src/plan/transform.js';

/** A key that may be nothing: the SDK takes OpenAI's then, and would send it to the gateway. The gateway's own stands behind it. */
export const defaultApiKey: Transform = {
  id: 'default-api-key',
  apply(unit, context) {
    const { value } = unit.apiKey;
    if (!value || !mayBeWithoutKey(unit) || !canDefaultKey(unit) || context.needsOwnKey(unit)) return [];
    const variable = context.keyVariable(unit);
    if (unit.sdk?.environment.apiKey.includes(variable)) return [];
    const writer = context.writer(value.model);
    const read = keySource(unit, writer, value.model, variable);
    const written = value.model.text.slice(value.start, value.end);
    const [open, close] = isSimple(value) ? ['', ''] : ['(', ')'];
    const text = writer.orElse(`${open}${written}${close}`, read);
    // What stands within the value may change too.
    const edits =
      value.kind === 'constant'
        ? [replaceValue(value, read)]
        : value.kind === 'reference'
          ? [replaceValue(value, text)]
          : [
              ...(open === '' ? [] : [{ start: value.start, end: value.start, text: open }]),
              { start: value.end, end: value.end, text: text.slice(open.length + written.length) },
            ];
    return [rewrite(this.id, unit, value.model, value, edits, 'key-default', variable)];
  },
};

/** What can take an operator behind it without parentheses. */
function isSimple(value: Expression): boolean {
  return value.kind === 'member' || value.kind === 'reference' || value.kind === 'call';
}
