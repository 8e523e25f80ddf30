import type { CallNode } from '../../ir.js';
import { onlyShows } from '../only-shows.js';
import type { Unit } from '../types.js';
import type { Conversion } from './conversion.js';
import { placeOf } from './place-of.js';

/** A setting that makes a wrapper ask for responses: turned off where all that reads its answers finds the same in both. */
export function convertSwitch(conversion: Conversion, unit: Unit, call: CallNode): void {
  const same = new Set<string>();
  const methods = new Set<string>();
  for (const { setting, origins } of unit.responsesSwitches ?? []) {
    const [origin] = origins;
    if (!setting.chat || origin?.kind !== 'constant' || origins.length > 1) {
      conversion.stop(`chat has no counterpart of \`${setting.place.replace(/^\d+\./, '')}\``, call);
      continue;
    }
    const { node } = origin;
    const text = conversion.writerOf(node.model).boolean(setting.chat.value);
    conversion.change(node, { start: node.start, end: node.end, text });
    for (const name of setting.chat.same) same.add(name);
    for (const name of setting.chat.methods) methods.add(name);
  }
  for (const reach of conversion.linked.flow.trace(call).reaches) {
    if (reach.kind === 'exported') continue;
    if (reach.kind === 'called' && reach.path.length === 1 && methods.has(reach.path[0] ?? ''))
      checkAnswer(conversion, reach.call, same);
    else conversion.stop('what reads its answers cannot be followed', placeOf(reach));
  }
}

function checkAnswer(conversion: Conversion, call: CallNode, same: ReadonlySet<string>): void {
  const { reaches, reads } = conversion.linked.flow.trace(call);
  for (const { path, member, target } of reads)
    if (!same.has(path[0] ?? ''))
      conversion.stop(`\`${path[0]}\` of its answer has another form in chat`, member ?? target?.binding ?? call);
  for (const reach of reaches) {
    const isSame = 'path' in reach && same.has(reach.path[0] ?? '');
    const isHarmless =
      reach.kind === 'exported' || (reach.kind === 'handed' && onlyShows(conversion.linked, reach.call));
    if (!isSame && !isHarmless) conversion.stop('its answer goes where it cannot be followed', placeOf(reach));
  }
}
