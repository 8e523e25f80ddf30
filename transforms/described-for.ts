import type { ConfigEntry, ConfigModel } from '../src/ir.js';
import { configWriterFor } from '../src/languages/config/index.js';
import type { Insertion } from '../src/languages/writer.js';
import { isWithin } from '../src/spans.js';

/** What is said of an entry to people who are asked for its value, where that names OpenAI: they would give OpenAI's. */
export function describedFor(config: ConfigModel, entry: ConfigEntry, title: string): Insertion[] {
  return config.entries.flatMap((one) => {
    if (one === entry || !/^description$/i.test(one.name) || !isWithin(one, entry)) return [];
    const text = one.value.replace(/(?<![\w.@/-])open ?ai(?![\w./-])/gi, () => title);
    return text === one.value ? [] : (configWriterFor(config).setValue(config, one, text) ?? []);
  });
}
