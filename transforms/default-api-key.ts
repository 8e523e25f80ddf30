import { mayBeWithoutKey } from '../src/plan/absent-keys.js';
import { isTakenByName } from '../src/plan/settings.js';
import {
  keyImports,
  keySource,
  replaceValue,
  rewrite,
  type Transform,
  takesOperator,
  writeAround,
} from '../src/plan/transform.js';

/** A key that may be nothing: the SDK takes OpenAI's then, and would send it to the gateway. The gateway's own stands behind it. */
export const defaultApiKey: Transform = {
  id: 'default-api-key',
  apply(unit, context) {
    const { value } = unit.apiKey;
    if (!value || !mayBeWithoutKey(unit) || !isTakenByName(value) || context.needsOwnKey(unit)) return [];
    const variable = context.keyVariable(unit);
    if (unit.sdk?.environment.apiKey.includes(variable)) return [];
    const writer = context.writer(value.model);
    const read = keySource(unit, context, value.model, variable);
    const other = read.includes(' ') ? `(${read})` : read;
    const behind = (written: string) => writer.orElse(takesOperator(value) ? written : `(${written})`, other);
    const imports = keyImports(unit, writer, value.model, variable);
    const edits = value.kind === 'constant' ? [replaceValue(value, read)] : writeAround(value, behind);
    const whole = edits.map((edit) => ({ ...edit, imports }));
    return [rewrite(this.id, unit, value.model, value, whole, 'key-default', variable)];
  },
};
