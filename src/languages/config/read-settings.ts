import { posix } from 'node:path';
import { type ConfigFileKind, leadsTo, type SettingsRule } from '../../catalog/config.js';
import type { ConfigEntry, ConfigModel, ConfigSetting } from '../../ir.js';

/** Notes which entries declare what references elsewhere name, or give it a value. */
export function readSettings({ entries }: ConfigModel, { settings }: ConfigFileKind): void {
  if (!settings) return;
  const byPath = new Map(entries.map((entry) => [entry.path.join('/'), entry]));
  for (const entry of entries) {
    const rule = isKey(entry) ? settings.find(({ at }) => leadsTo(at, entry.path)) : undefined;
    const setting = rule && settingOf(entry, rule, byPath);
    if (!rule || !setting) continue;
    entry.setting = setting;
    const inner = rule.value === undefined ? undefined : byPath.get([...entry.path, rule.value].join('/'));
    if (rule.value !== undefined || rule.isCalled) takeValue(entry, inner ?? blankAt(entry));
  }
}

function isKey({ name, within }: ConfigEntry): boolean {
  return name !== '' && within !== 'command';
}

function settingOf(
  { name, path }: ConfigEntry,
  { group, callee, isPath, isOfFile, isCalled }: SettingsRule,
  byPath: ReadonlyMap<string, ConfigEntry>,
): ConfigSetting | undefined {
  const of = callee === undefined ? '' : (byPath.get(posix.join(...path.slice(0, -1), callee))?.value ?? '');
  // What others have under the name is theirs.
  if (callee !== undefined && !/^\.\.?\/[^/]/.test(of)) return undefined;
  return {
    name: `${group}.${isPath ? path.join('.') : name}`,
    ...(isOfFile && { of }),
    ...(isCalled && { isCalled }),
  };
}

/** No value is written where it is declared. */
function blankAt({ end }: ConfigEntry): Pick<ConfigEntry, 'value' | 'valueSpan' | 'quote' | 'references'> {
  return { value: '', valueSpan: { start: end, end }, quote: '', references: [] };
}

function takeValue(
  entry: ConfigEntry,
  {
    value,
    valueSpan,
    quote,
    references,
    isComputed,
  }: Pick<ConfigEntry, 'value' | 'valueSpan' | 'quote' | 'references' | 'isComputed'>,
): void {
  Object.assign(entry, { value, valueSpan, quote, references });
  if (isComputed) entry.isComputed = true;
  else delete entry.isComputed;
}
