import type { ConfigModel, Span } from '../src/ir.js';
import { isItsSetting, type NamedSetting, neighboursOf, withWord, wordBefore } from '../src/plan/named-settings.js';
import type { NamesContext } from '../src/plan/transform.js';
import type { Variable } from '../src/plan/variables.js';

/** What is known where files that configure are rewritten. */
export interface ConfigContext extends NamesContext {
  /** Settings that are written once more under a new name, at each of their places. */
  copied: ReadonlySet<NamedSetting>;
}

export interface MovingSetting {
  /** The last part of its name, and what that becomes; the same where it stays. */
  name: string;
  to: string;
  /** What it brings its value to. */
  variable: Variable;
  mode: Variable['mode'];
}

/** What becomes of the setting that an entry is a place of, or that a reference means; undefined where nothing is known of it. */
export function movingSetting(
  config: ConfigModel,
  { nameSpan }: { nameSpan: Span },
  context: ConfigContext,
): MovingSetting | undefined {
  const setting = context.readers.settings.any(config, nameSpan);
  if (!setting) return undefined;
  const moving = moved(setting, context);
  if (moving?.mode !== 'add') return moving;
  if (context.copied.has(setting)) return moving;
  // It is told where it is declared and given a value.
  return setting.isFollowed ? { ...moving, to: moving.name } : undefined;
}

/** What would become of a setting, if it can be written everywhere. One that is not followed keeps its name. */
export function moved(setting: NamedSetting, { variables, options }: NamesContext): MovingSetting | undefined {
  const { name, isFollowed } = setting;
  const all = [...setting.variables].flatMap((one) => variables.find(one, '') ?? []);
  const used = all.filter(({ roles }) => roles.size > 0);
  const variable = isFollowed ? used[0] : used.find(({ mode }) => mode === 'add');
  if (!variable || (isFollowed && all.length < setting.variables.size)) return undefined;
  const mode = all.some((one) => one.mode !== variable.mode) ? 'add' : variable.mode;
  if (mode === 'stay' || (mode === 'rename' && !isItsSetting(name, options.from)))
    return { name, to: name, variable, mode };
  const own = all.find((one) => one.name === name)?.to;
  const { variableWord } = options.profile;
  const isIts = isItsSetting(name, options.from);
  const to = isIts ? withWord(name, variableWord, options.from) : wordBefore(name, neighboursOf(setting), variableWord);
  return { name, to: own ?? to, variable, mode };
}
