import type { ConfigEntry, ConfigModel } from '../src/ir.js';
import type { Insertion } from '../src/languages/writer.js';
import { isBeside } from '../src/plan/held-by-address.js';
import type { NamedSetting } from '../src/plan/named-settings.js';
import type { NamesContext } from '../src/plan/transform.js';
import { type ConfigContext, type MovingSetting, moved } from './moving-setting.js';
import { onceMore } from './once-more.js';

/**
 * The settings that are written once more: one whose value goes to something that stays, too, at all of its places, with all
 * that its new value is made of, or nowhere.
 */
export function copiedSettings(context: NamesContext): ReadonlySet<NamedSetting> {
  const wanted = context.readers.settings.all.flatMap((setting) => {
    const moving = setting.isOpen ? undefined : moved(setting, context);
    return moving?.mode === 'add' ? [{ setting, moving }] : [];
  });
  const copied = new Set(wanted.map(({ setting }) => setting));
  const inContext = { ...context, copied };
  for (;;) {
    const doubtful = wanted.filter(
      ({ setting, moving }) =>
        copied.has(setting) &&
        !setting.places.every(({ config, entry }) => placeBeside(config, entry, moving, inContext)),
    );
    if (doubtful.length === 0) return copied;
    for (const { setting } of doubtful) copied.delete(setting);
  }
}

/** Edits that write a setting's place once more; none where it stands there already, undefined where it cannot be written. */
export function placeBeside(
  config: ConfigModel,
  entry: ConfigEntry,
  { name, to, variable }: MovingSetting,
  context: ConfigContext,
): Insertion[] | undefined {
  const own = entry.name.slice(0, -name.length) + to;
  if (config.entries.some((one) => one.name === own && one.within === entry.within && isBeside(one, entry))) return [];
  return onceMore(config, entry, own, variable, context);
}
