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
    if (rule.isNamedByValue) {
      takeElement(entry, rule, byPath);
      continue;
    }
    const inner = rule.value === undefined ? undefined : byPath.get([...entry.path, rule.value].join('/'));
    if (rule.value !== undefined || rule.isCalled) takeValue(entry, inner ?? blankAt(entry));
  }
}

function isKey({ name, within }: ConfigEntry): boolean {
  return name !== '' && within !== 'command';
}

function settingOf(
  { name, path, value }: ConfigEntry,
  { group, callee, isPath, isOfFile, isCalled, isNamedByValue }: SettingsRule,
  byPath: ReadonlyMap<string, ConfigEntry>,
): ConfigSetting | undefined {
  const of = callee === undefined ? '' : (byPath.get(posix.join(...path.slice(0, -1), callee))?.value ?? '');
  // What others have under the name is theirs.
  if (callee !== undefined && !/^\.\.?\/[^/]/.test(of)) return undefined;
  return {
    name: `${group}.${isPath ? path.join('.') : isNamedByValue ? value : name}`,
    ...(isOfFile && { of }),
    ...(isCalled && { isCalled }),
  };
}

/** `- name: x` with `default: y` beside it: the element as a whole is what would be written again. */
function takeElement(entry: ConfigEntry, { value }: SettingsRule, byPath: ReadonlyMap<string, ConfigEntry>): void {
  const path = entry.path.slice(0, -1);
  const element = byPath.get(path.join('/'));
  if (!element) return;
  const { start, end, separator } = element;
  const { value: name, valueSpan: nameSpan } = entry;
  Object.assign(entry, { name, nameSpan, path: [...path, name], start, end, separator });
  takeValue(entry, byPath.get([...path, value].join('/')) ?? blankAt(entry));
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
