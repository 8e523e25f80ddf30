import type { SettingInCode } from '../link/environment-settings.js';
import type { Linked } from '../link/link.js';
import type { Resolver } from '../link/resolve.js';
import { sourceReasons } from './assess.js';
import { isForItself, readsOfSettings } from './set-for-itself.js';
import type { Unit, UnitReason } from './types.js';
import type { VariableUses } from './variable-uses.js';
import type { Variables } from './variables.js';

/**
 * Why the key of a client is not known that its program sets in the environment: `os.environ["OPENAI_API_KEY"] = load_key()`. What
 * that gives is OpenAI's key still, as it would be in the call itself, and under a new name it would go to the gateway. Beside an
 * old name that stays, the new one is not set by it.
 */
export function keysSetInCode(
  linked: Linked,
  uses: VariableUses,
  { find }: Variables,
): (unit: Unit) => UnitReason | undefined {
  const set = uses.settings.flatMap((setting) => {
    const { name, value, model } = setting;
    if (find(name, model.path)?.mode === 'add') return [];
    const reason = keySetFromElsewhere(setting, linked.resolver);
    return reason ? [{ name, model, reason: { ...reason, at: { model, span: value } } }] : [];
  });
  const readBy = readsOfSettings(linked, uses, 'apiKey', set);
  return (unit) => readBy(unit)[0]?.reason;
}

/** Why it is not known whose key a program sets for itself. */
export function keySetFromElsewhere(setting: SettingInCode, resolver: Resolver): UnitReason | undefined {
  if (!isForItself(setting)) return undefined;
  const origins = resolver.at(setting.value, []);
  return origins.length > 0 ? sourceReasons(origins)[0] : { code: 'key-unknown', detail: 'an expression' };
}
