import { isBound, programFacts } from '../src/catalog/config-clients.js';
import { isConnection } from '../src/catalog/variables.js';
import type { ConfigEntry, ConfigModel } from '../src/ir.js';
import { note } from '../src/plan/finding.js';
import { placeOf } from '../src/plan/loose.js';
import { nearestStayer } from '../src/plan/nearest-stayer.js';
import type { NamesContext } from '../src/plan/transform.js';
import type { Finding, Role } from '../src/plan/types.js';
import type { Variable } from '../src/plan/variables.js';

/** A setting that no moved unit reads. */
export function unreadSetting(
  config: ConfigModel,
  entry: ConfigEntry,
  variable: Variable | undefined,
  role: Role | undefined,
  context: NamesContext,
): Finding[] {
  const { from } = context.options;
  const hasHost = from.hostsIn(entry.value).length > 0;
  const id = from.modelId(entry.value, role === 'model');
  if (from.namesOther(entry.name)) return [];
  if (!from.names(entry.name) && !hasHost && !id) return [];
  if (entry.isCommented) return [note('variable', config.path, entry, 'keep', 'documentation')];
  // The new name stands beside it already: the old one is for what remains.
  const to = from.renamed(entry.name, context.options.profile);
  if (to !== entry.name && config.entries.some((other) => other.name === to))
    return [note('variable', config.path, entry, 'keep', 'other-reader', entry.name)];
  const stayer = variable && nearestStayer(variable, config.path);
  if (stayer)
    return stayer.verdict === 'review'
      ? [note('variable', config.path, entry, 'review', 'unit-review', placeOf(stayer))]
      : [note('variable', config.path, entry, 'keep', 'stays-with-unit', placeOf(stayer))];
  if (variable?.isMoved && !hasHost && !id) return [note('variable', config.path, entry, 'keep', 'already-moved')];
  if (!isConnection(entry.name) && !hasHost && !id)
    return [note('variable', config.path, entry, 'keep', 'no-connection', entry.name)];
  const program = context.readers.foreignFiles.get(config);
  if (program !== undefined && !variable?.sites.length) {
    const reads = programFacts(program)?.reads;
    return reads === undefined
      ? [note('variable', config.path, entry, 'review', 'third-party', program)]
      : [note('variable', config.path, entry, 'review', 'program-reads', reads)];
  }
  return to === entry.name || isBound(entry.name)
    ? [note('variable', config.path, entry, 'review', 'loose-value', entry.name)]
    : [note('variable', config.path, entry, 'review', 'loose-variable', to)];
}
