import { keysIn } from '../src/catalog/keys.js';
import type { ConfigEntry, ConfigModel } from '../src/ir.js';
import { configWriterFor } from '../src/languages/config/index.js';
import type { Insertion } from '../src/languages/writer.js';
import { note } from '../src/plan/finding.js';
import type { ReasonCode } from '../src/plan/reasons.js';
import { isWritten, newValue, roleOf } from '../src/plan/setting-values.js';
import { rewrite } from '../src/plan/transform.js';
import type { Finding } from '../src/plan/types.js';
import { choicesIn } from './choices-in.js';
import { placeBeside } from './copied-settings.js';
import { describedFor } from './described-for.js';
import type { ConfigContext, MovingSetting } from './moving-setting.js';
import { sourceOf } from './new-names.js';

/** A setting that others refer to: its name, as far as that is OpenAI's, and a value that is written, or where that comes from. */
export function moveSetting(
  config: ConfigModel,
  entry: ConfigEntry,
  moving: MovingSetting,
  context: ConfigContext,
): Finding[] {
  const { name, to, variable, mode } = moving;
  const { nameSpan, path } = entry;
  if (mode === 'add') return addSetting(config, entry, moving, context);
  const role = roleOf(entry, variable);
  const isNamed = to !== name;
  const value = isWritten(entry) ? newValue(entry, role, variable, context.options) : entry.value;
  const twin = [...path.slice(0, -1), to].join('\0');
  if (isNamed && config.entries.some((one) => one.path.join('\0') === twin))
    return [note('variable', config.path, entry, 'review', 'twin-name', to)];
  const edits: Insertion[] = [];
  if (isNamed)
    edits.push(
      { start: nameSpan.end - name.length, end: nameSpan.end, text: to },
      ...describedFor(config, entry, context.options.profile.title),
    );
  if (value !== entry.value) {
    const set = configWriterFor(config).setValue(config, entry, value);
    if (!set) return [note('variable', config.path, entry, 'review', 'not-written', variable.to)];
    edits.push(...set);
  }
  const choices = choicesIn(config, entry, context.options);
  edits.push(...choices.edits);
  const source = entry.isComputed || !isWritten(entry) ? sourceOf(config, entry, variable, context) : undefined;
  edits.push(...(source?.edits ?? []));
  const isSecret = keysIn(entry.value).length > 0;
  const [reason, detail]: [ReasonCode, string] = isSecret
    ? ['secret-replaced', to]
    : value !== entry.value
      ? ['setting-value', isNamed ? `${to}: ${value}` : value]
      : isNamed
        ? ['setting-renamed', to]
        : ['name-renamed', variable.to];
  return [
    ...(edits.length > 0 ? [rewrite('set-config', undefined, config, entry, edits, reason, detail)] : []),
    ...(source?.open && role === 'apiKey'
      ? [note('variable', config.path, entry, 'review', 'key-source', source.open)]
      : []),
    ...choices.told,
  ];
}

function addSetting(config: ConfigModel, entry: ConfigEntry, moving: MovingSetting, context: ConfigContext): Finding[] {
  const { name, to, variable } = moving;
  const edits = to === name ? undefined : placeBeside(config, entry, moving, context);
  if (!edits) return [note('variable', config.path, entry, 'review', 'set-beside', variable.to)];
  if (edits.length === 0) return [];
  const added = rewrite('set-config', undefined, config, entry, edits, 'setting-added', to);
  return [added, ...choicesIn(config, entry, context.options).told];
}
