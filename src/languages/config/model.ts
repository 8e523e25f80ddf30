import type { ConfigEntry, ConfigModel, Span } from '../../ir.js';

/** A model of a text of which nothing is known yet. */
export function emptyModel(path: string, language: string, text: string): ConfigModel {
  return { path, language, text, entries: [], references: [], commands: [], unread: [] };
}

/** A setting on a line of its own, with name and value as they stand in the text. */
export function lineEntry(text: string, nameSpan: Span, valueSpan: Span): ConfigEntry {
  const name = text.slice(nameSpan.start, nameSpan.end);
  return {
    name,
    nameSpan,
    value: text.slice(valueSpan.start, valueSpan.end),
    valueSpan,
    quote: '',
    isCommented: false,
    kind: 'setting',
    path: [name],
    references: [],
    separator: '',
    start: nameSpan.start,
    end: valueSpan.end,
  };
}

/** In the order in which it stands, each reference once. */
export function sortModel(model: ConfigModel): void {
  model.entries.sort((a, b) => a.nameSpan.start - b.nameSpan.start || a.start - b.start);
  model.commands.sort((a, b) => a.start - b.start);
  model.references.sort((a, b) => a.nameSpan.start - b.nameSpan.start);
  model.references = model.references.filter(
    (one, index, all) => one.nameSpan.start !== all[index - 1]?.nameSpan.start,
  );
}

/** The variable of the same name outside is what an entry without a value reads. */
export function passedOn({ name, nameSpan }: Pick<ConfigEntry, 'name' | 'nameSpan'>): ConfigEntry['references'] {
  return [{ name, nameSpan, to: 'environment', ...nameSpan }];
}
