import type { Offer } from '../choose/choices.js';
import type { Movable } from '../choose/movable.js';
import { visibleLine } from '../visible.js';
import { renderDiff } from './diff.js';
import { groupBy } from './group-findings.js';
import { placeOf } from './place-of.js';
import { chalkOf, redactorOf, type ViewOptions } from './view-options.js';
import { wrap } from './wrap.js';

const MAX_PLACES = 3;

/** What moves if the user says yes: which units, why, and what is changed. */
export function renderOffer(offer: Offer, count: string, options: ViewOptions): string {
  const chalk = chalkOf(options);
  const redactor = redactorOf(offer, options);
  const show = (text: string) => visibleLine(redactor.redact(text));
  const [first, ...others] = offer.units;
  const lines = [chalk.bold(`${count} ${first ? show(nameOf(first)) : ''}`)];
  if (others.length > 0)
    lines.push(...wrap(`moves together with ${others.map(nameOf).map(show).join(', ')}`, options.width, '  '));
  for (const [message, same] of groupBy(offer.findings, (finding) => finding.message)) {
    const places = same.slice(0, MAX_PLACES).map((finding) => placeOf(finding, show(finding.file)));
    const more = same.length > MAX_PLACES ? ` and ${same.length - MAX_PLACES} more` : '';
    lines.push(...wrap(show(message), options.width, '  '), chalk.dim(`    ${places.join(', ')}${more}`));
  }
  return `\n${lines.join('\n')}\n${renderDiff(offer, options)}`;
}

export function nameOf({ name, path, line }: Movable): string {
  return `${name} at ${path}:${line}`;
}
