import { clashingUnits } from '../edit/edit-files.js';
import type { Plan } from '../plan/plan.js';
import type { Veto } from '../plan/types.js';

/** Units that cannot move by the edits alone: two want one place, or an import would be added to what is ignored. */
export function vetoesBeforeEdit({ findings, ignores }: Plan): Map<string, Veto> {
  const vetoes = new Map<string, Veto>();
  for (const id of clashingUnits(findings)) vetoes.set(id, { code: 'not-parsed', detail: 'two edits of one place' });
  for (const { unit, edits = [] } of findings)
    for (const edit of unit === undefined ? [] : edits) {
      const ignored = ignores.atEdit(edit.path, edit);
      if (unit !== undefined && ignored) vetoes.set(unit, { code: 'ignored', detail: ignores.use(ignored), ignored });
    }
  return vetoes;
}
