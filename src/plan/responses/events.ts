import { RESPONSES } from '../../catalog/responses.js';
import type { CallNode, MemberNode } from '../../ir.js';
import { onlyShows } from '../only-shows.js';
import { type Comparison, comparisonOf } from './comparison.js';
import type { Conversion } from './conversion.js';
import { placeOf } from './place-of.js';
import { chainOf, standsAlone, walkInstead } from './reads.js';

const CONTENT = ['choices', 0, 'delta', 'content'] as const;
const { events } = RESPONSES;

/** What reads a stream of events, as it reads the chunks of a chat call: a piece of text is one that has content. */
export function convertEvents(conversion: Conversion, call: CallNode): void {
  const { reaches, reads } = conversion.linked.flow.trace(call);
  let tests = 0;
  let pieces = 0;
  for (const { path, member, target } of reads) {
    const [any, name] = path;
    if (path.length > 2 || (any !== '*' && events.same.includes(any ?? ''))) continue;
    const test = member && name === 'type' ? comparisonOf(member, events.text) : undefined;
    const chain = member && name !== undefined ? chainOf(member, [name]) : undefined;
    if (test && member && chain) {
      tests += 1;
      convertTest(conversion, member, test);
    } else if (name === 'delta' && chain) {
      pieces += 1;
      walkInstead(conversion, chain, CONTENT);
    } else if (name !== undefined || !target)
      conversion.stop(
        `\`${name ?? any}\` of its events has no counterpart that can be proved`,
        member ?? target?.binding ?? call,
      );
  }
  for (const reach of reaches) {
    const path = 'path' in reach ? reach.path : [];
    if (reach.kind === 'exported' || path.length > 1 || events.same.includes(path[0] ?? '')) continue;
    if (reach.kind === 'handed' && onlyShows(conversion.linked, reach.call)) continue;
    if (reach.kind === 'called') conversion.stop(`\`${path.join('.')}\` is called on its stream`, reach.call);
    else conversion.stop('its stream goes where it cannot be followed', placeOf(reach));
  }
  if ((tests === 0 || pieces === 0) && conversion.obstacles.length === 0)
    conversion.stop('nothing that reads its pieces of text was found', call);
}

function convertTest(conversion: Conversion, { model, object }: MemberNode, { operation, isEqual }: Comparison): void {
  const writer = conversion.writerOf(model);
  const asked = writer.leadsSomewhere(model.text.slice(object.start, object.end), CONTENT);
  const source = isEqual ? asked : writer.not(asked);
  const isAlone = standsAlone(operation.use) || operation.use?.as === 'option' || !/ /.test(source);
  conversion.change(operation, { start: operation.start, end: operation.end, text: isAlone ? source : `(${source})` });
}
