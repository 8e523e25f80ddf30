import type { ConfigEntry, ConfigModel } from '../src/ir.js';
import { configWriterFor } from '../src/languages/config/index.js';
import type { Insertion } from '../src/languages/writer.js';
import { note } from '../src/plan/finding.js';
import { modelOutcome } from '../src/plan/model-map.js';
import type { Finding, PlanOptions } from '../src/plan/types.js';
import { isWithin } from '../src/spans.js';

/** What a setting may be, where its declaration lists models of the old service's. */
export interface Choices {
  /** Edits with which the new model may be chosen too. */
  edits: Insertion[];
  /** The same in a copy, of which the old model is no part. */
  inCopy: Insertion[];
  told: Finding[];
}

export function choicesIn(config: ConfigModel, entry: ConfigEntry, options: PlanOptions): Choices {
  const choices: Choices = { edits: [], inCopy: [], told: [] };
  const lists = new Map<string, ConfigEntry[]>();
  for (const one of config.entries) {
    const isItem = one.name === '' && one.kind === 'setting' && isWithin(one, entry) && !one.isComputed;
    const list = one.path.slice(0, -1).join('\0');
    if (isItem) lists.set(list, [...(lists.get(list) ?? []), one]);
  }
  const writer = configWriterFor(config);
  for (const items of lists.values()) {
    const models = items.flatMap((item) => {
      const outcome = modelOutcome(item.value, options);
      return outcome.kind === 'map' && outcome.to !== item.value ? [{ item, to: outcome.to }] : [];
    });
    const chosen = models.find(({ item }) => item.value === entry.value) ?? models[0];
    if (!chosen) continue;
    const { item, to } = chosen;
    choices.told.push(note('variable', config.path, item, 'review', 'choices'));
    if (items.some(({ value }) => value === to)) continue;
    choices.edits.push(...(writer.addItem(config, item, to) ?? []));
    choices.inCopy.push(...(writer.setValue(config, item, to) ?? []));
  }
  return choices;
}
