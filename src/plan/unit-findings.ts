import { note } from './finding.js';
import type { Finding, Unit } from './types.js';

/** What is said of a unit that does not move: the reason at its own place, and at each place that gives it. */
export function unitFindings(unit: Unit): Finding[] {
  if (unit.verdict === 'migrate') return [];
  const action = unit.verdict;
  const seen = new Set<string>();
  return unit.reasons.flatMap(({ code, detail, at }, index) => {
    const places = [
      ...(index === 0 ? [{ path: unit.model.path, span: unit.span }] : []),
      ...(at ? [{ path: at.model.path, span: at.span }] : []),
    ];
    return places.flatMap(({ path, span }) => {
      const key = `${path}\0${span.start}\0${code}`;
      if (seen.has(key)) return [];
      seen.add(key);
      return [note('unit', path, span, action, code, detail, unit.id)];
    });
  });
}
