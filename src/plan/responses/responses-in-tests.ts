import { RESPONSES } from '../../catalog/responses.js';
import { isTestPath } from '../../discover/file-kinds.js';
import type { Project } from '../../link/project.js';
import { note } from '../finding.js';
import type { Finding, Unit } from '../types.js';

const TEXT = RESPONSES.answer.text[0] ?? '';

/** Tests of the same program that stand in for calls which became chat calls: by the method's names, or by what it answers. */
export function responsesInTests(
  { id, model, uses }: Unit,
  project: Project,
  programOf: (model: { path: string }) => string,
): Finding[] {
  const paths = new Set(uses.filter(({ chatChanges }) => chatChanges).map(({ shape }) => shape.path));
  const names = [...paths].filter((path) => path.includes('.')).map((path) => path.split('.').join('\\W{1,20}'));
  if (names.length === 0) return [];
  const pattern = new RegExp(`\\b(?:${[...names, TEXT].join('|')})\\b`);
  const program = programOf(model);
  return [...project.models.values()].flatMap((test) => {
    if (!isTestPath(test.path) || programOf(test) !== program) return [];
    const found = pattern.exec(test.text);
    if (!found) return [];
    const span = { start: found.index, end: found.index + found[0].length };
    return [note('unit', test.path, span, 'review', 'responses-in-test', [...paths][0], id)];
  });
}
