import { modelIdsIn } from '../catalog/model-ids.js';
import { fateOf, type ModelUse } from '../plan/model-uses.js';
import type { ReasonCode } from '../plan/reasons.js';
import type { PlanOptions } from '../plan/types.js';
import type { Report } from '../report.js';
import { offsetAt, positionOf } from '../text-position.js';

/** What names a model in files that configure or are not read as source, or to which no client could be linked. */
const NAMING = new Set(['mention', 'model', 'file', 'variable', 'set-config', 'set-config-client', 'set-default']);

/** Places that ask nobody for the model, or somebody else; and those of units, of which the plan tells itself. */
const NOT_ASKING = new Set<ReasonCode>([
  'stays-with-unit',
  'unit-review',
  'azure',
  'other-provider',
  'other-host',
  'router-id',
  'compared-id',
  'comparison',
  'name-test',
  'tokenizer',
  'table',
  'test',
  'message',
  'label',
  'text-for-people',
  'documentation',
  'generated',
  'withdrawn',
  'third-party',
]);

const VERDICTS = { rewrite: 'migrate', review: 'review', keep: 'keep' } as const;

/**
 * The models that findings name besides those that clients are known to ask for: in languages that are not read, in values
 * that nothing could be linked to. Whoever looks at these finds out what they are for.
 */
export function namedModels(
  { findings }: Pick<Report, 'findings'>,
  textOf: (path: string) => string | undefined,
  known: readonly ModelUse[],
  options: PlanOptions,
): ModelUse[] {
  const covered = new Set(known.map(({ file, line, model }) => `${file}\0${line}\0${model}`));
  return findings.flatMap((finding): ModelUse[] => {
    const text = textOf(finding.file);
    if (text === undefined || !NAMING.has(finding.id) || NOT_ASKING.has(finding.reason)) return [];
    const start = offsetAt(text, finding);
    const end = offsetAt(text, { line: finding.endLine, column: finding.endColumn });
    return modelIdsIn(text.slice(start, end)).flatMap(({ id, start: offset }): ModelUse[] => {
      if (id.prefix !== '' || id.kind === 'azure' || id.kind === 'open-weights') return [];
      const at = positionOf(text, start + offset);
      const key = `${finding.file}\0${at.line}\0${id.id}`;
      if (covered.has(key)) return [];
      covered.add(key);
      return [{ model: id.id, file: finding.file, ...at, ...fateOf(VERDICTS[finding.action], id.id, options) }];
    });
  });
}
