import { isTestPath } from '../../discover/file-kinds.js';
import type { Span } from '../../ir.js';
import type { Project } from '../../link/project.js';
import { note } from '../finding.js';
import type { Finding, Unit } from '../types.js';
import { occurrences } from './occurrences.js';

/** Tests of the same program that spell the name of a client which was divided: a stand-in for it is one for half of it now. */
export function splitInTests(
  { id, model, apart }: Unit,
  project: Project,
  programOf: (model: { path: string }) => string,
): Finding[] {
  if (typeof apart !== 'object') return [];
  const program = programOf(model);
  return [...project.models.values()].flatMap((test) => {
    if (!isTestPath(test.path) || programOf(test) !== program) return [];
    const place = occurrences(test.text, apart.oldName).find((one) => !isPartOfText(test.text, one));
    return place ? [note('unit', test.path, place, 'review', 'split-in-test', apart.oldName, id)] : [];
  });
}

/** `"test-openai"`, `"../fixtures/openai"`: a part of what a text says, and no client's name. */
function isPartOfText(text: string, { start, end }: Span): boolean {
  return /[-/]/.test(text.charAt(start - 1) + text.charAt(end));
}
