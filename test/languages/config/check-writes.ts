import { expect } from 'vitest';
import type { ConfigEntry, ConfigModel } from '../../../src/ir.js';
import {
  configFrontEndFor,
  configWriterFor,
  loadConfigFrontEnds,
  parseConfig,
} from '../../../src/languages/config/index.js';
import type { Insertion } from '../../../src/languages/writer.js';

/** Values as they come up, and some that no format can take without quotes. */
export const VALUES = [
  'deepseek-v3.2',
  'https://api.holysheep.ai/v1',
  'YOUR_HOLYSHEEP_API_KEY',
  'a: b #c',
  'say "yes"',
  "it's",
  'back\\slash',
  'true',
  '- 12',
  '{x}',
  'ünïcode 🐑',
];

export async function parsed(path: string, text: string): Promise<ConfigModel> {
  await loadConfigFrontEnds([configFrontEndFor(path, text)]);
  const model = parseConfig(path, text);
  if (!model) throw new Error(`${path} is no configuration`);
  return model;
}

export function applied(text: string, edits: readonly Insertion[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start || b.end - a.end)
    .reduce((now, edit) => now.slice(0, edit.start) + edit.text + now.slice(edit.end), text);
}

const said = ({ entries }: ConfigModel) =>
  entries.map(({ name, value, path, kind, isComputed }) =>
    [name, isComputed ? '' : value, path.join('/'), kind].join(' '),
  );

/** Each span is that of the text that the model says stands there. */
export function checkSpans(model: ConfigModel): void {
  const { text, entries, references } = model;
  for (const { name, nameSpan, isJoined, value, valueSpan, isComputed, isBase64, quote, start, end } of entries) {
    const written = text.slice(nameSpan.start, nameSpan.end);
    if (!written.includes('\\')) expect(isJoined ? name.split(':').at(-1) : name).toBe(written);
    const raw = text.slice(valueSpan.start, valueSpan.end);
    const said = isBase64 ? Buffer.from(value).toString('base64') : value;
    if (quote === '' && !isComputed && !/[\\\n]/.test(raw)) expect(raw).toBe(said);
    expect([start <= valueSpan.start, valueSpan.end <= end, start <= nameSpan.start, nameSpan.end <= end]).toEqual([
      true,
      true,
      true,
      true,
    ]);
  }
  for (const { name, nameSpan, fallback } of references) {
    expect(text.slice(nameSpan.start, nameSpan.end)).toBe(name);
    if (fallback) expect(text.slice(fallback.start, fallback.end)).toBe(fallback.value);
  }
}

/** Replaces, renames and copies the entries that `isWanted`; what is read afterwards differs in nothing else. */
export async function checkWrites(
  path: string,
  text: string,
  isWanted: (entry: ConfigEntry) => boolean = () => true,
): Promise<{ written: number; refused: number }> {
  const model = await parsed(path, text);
  checkSpans(model);
  const writer = configWriterFor(model);
  const before = said(model);
  let written = 0;
  let refused = 0;
  for (const [index, entry] of model.entries.entries()) {
    if (!isWanted(entry) || entry.isCommented) continue;
    for (const value of entry.kind === 'variable' || entry.kind === 'setting' ? VALUES : VALUES.slice(0, 1)) {
      const edits = writer.setValue(model, entry, value);
      if (!edits) {
        refused++;
        continue;
      }
      written++;
      const after = await parsed(path, applied(text, edits));
      const changed = after.entries[index];
      const context = `${path} ${entry.path.join('/')} = ${value}`;
      expect(changed?.value, context).toBe(value);
      const others = (lines: string[]) => lines.filter((_, at) => at !== index && !holds(model.entries[at], entry));
      const isFlat = !model.entries.some((one) => holds(entry, one));
      if (!isFlat) continue;
      expect(others(said(after)), context).toEqual(others(before));
    }
    // Another name for a group would make another file of it.
    const renamed = entry.kind === 'variable' ? writer.rename(model, entry, 'NEW_NAME') : undefined;
    if (renamed) {
      const after = await parsed(path, applied(text, renamed));
      expect(after.entries[index]?.name, `${path} ${entry.path.join('/')} renamed`).toBe('NEW_NAME');
      expect(after.entries.length).toBe(model.entries.length);
    }
    if (entry.kind === 'variable' && entry.name !== '') await checkCopy(path, text, model, entry);
  }
  return { written, refused };
}

function holds(outer: ConfigEntry | undefined, inner: ConfigEntry): boolean {
  return outer !== undefined && outer !== inner && outer.start <= inner.start && inner.end <= outer.end;
}

async function checkCopy(path: string, text: string, model: ConfigModel, entry: ConfigEntry): Promise<void> {
  const value = entry.isComputed || entry.isPassedOn ? undefined : 'deepseek-v3.2';
  const edits = configWriterFor(model).addBeside(model, entry, { name: 'NEW_NAME', ...(value && { value }) });
  const context = `${path} ${entry.path.join('/')} copied`;
  if (!edits) return;
  const changed = applied(text, edits);
  expect(changed.length, context).toBe(text.length + edits.reduce((sum, edit) => sum + edit.text.length, 0));
  const after = await parsed(path, changed);
  const added = after.entries.filter(({ name }) => name === 'NEW_NAME');
  expect(added, `${context}\n${changed}`).toHaveLength(1);
  // In a script the plan adds the name to the statement that exports the old one.
  if (model.language !== 'shell') expect(added[0]?.kind, context).toBe('variable');
  if (value) expect(added[0]?.value, context).toBe(value);
  // All that was there is there still, in the same order.
  const names = after.entries.map(({ name, value: one }) => `${name}=${one}`);
  let at = -1;
  for (const other of model.entries) {
    const { name, value: one, isComputed } = other;
    if (isComputed || holds(other, entry)) continue;
    at = names.indexOf(`${name}=${one}`, at + 1);
    expect(at, `${context}: ${name}\n${changed}`).not.toBe(-1);
  }
}
