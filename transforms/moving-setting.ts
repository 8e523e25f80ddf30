import type { ConfigModel, Span } from '../src/ir.js';
import { isOpenais, withWord } from '../src/plan/named-settings.js';
import type { NamesContext } from '../src/plan/transform.js';
import type { Variable } from '../src/plan/variables.js';

export interface MovingSetting {
  /** The last part of its name, and what that becomes; the same where it does not speak of OpenAI. */
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
  { readers, variables, options }: NamesContext,
): MovingSetting | undefined {
  const setting = readers.settings.at(config, nameSpan);
  const all = [...(setting?.variables ?? [])].flatMap((name) => variables.find(name, config.path) ?? []);
  const [variable] = all.filter(({ roles }) => roles.size > 0);
  if (!setting || !variable || all.length < setting.variables.size) return undefined;
  const mode = all.find((one) => one.mode !== variable.mode) ? 'add' : variable.mode;
  const isRenamed = mode === 'rename' && isOpenais(setting.name);
  const own = all.find(({ name }) => name === setting.name)?.to;
  const to = isRenamed ? (own ?? withWord(setting.name, options.profile.variableWord)) : setting.name;
  return { name: setting.name, to, variable, mode };
}
