import type { Repository } from '../discover/repository.js';
import type { PlannedChange } from '../edit/edit-files.js';
import type { Plan } from '../plan/plan.js';
import type { ReasonCode } from '../plan/reasons.js';
import type { Veto } from '../plan/types.js';
import { newTypeErrors } from './type-errors.js';

export interface VerifyInput {
  repository: Repository;
  plan: Plan;
  changes: readonly PlannedChange[];
  /** Plans the repository as it would be, with these texts. */
  again(after: Repository, texts: ReadonlyMap<string, string>): Plan;
  typecheck: boolean;
}

/** What the language refuses of the new text, and not of the old one. */
function newComplaint(path: string, before: Repository, after: Repository): string | undefined {
  const complaint = (of: Repository) => of.frontEndFor(path)?.complaint?.(of.read(path) ?? '', path);
  const found = after.load(path) === undefined ? undefined : complaint(after);
  return found !== undefined && complaint(before) === undefined ? found : undefined;
}

function isTooNewAlready(path: string, before: Repository): boolean {
  return before.frontEndFor(path)?.tooNew?.(before.read(path) ?? '', path, before) !== undefined;
}

/**
 * Looks at what the rewrite would leave: every changed file parses, a second run has nothing to do, and with
 * `typecheck` TypeScript has no new complaint. Gives the units to hold back, by id.
 */
export async function verify(input: VerifyInput): Promise<Map<string, Veto>> {
  const { repository, plan, changes } = input;
  const vetoes = new Map<string, Veto>();
  if (changes.length === 0) return vetoes;
  const texts = new Map(changes.map((change) => [change.path, change.after]));
  const after = repository.with(texts);
  const veto = (path: string, code: ReasonCode, detail: string) => {
    const rewritten = plan.findings.flatMap((one) => (one.action === 'rewrite' && one.unit ? [one] : []));
    const here = rewritten.filter((finding) => finding.path === path);
    // What goes wrong in a file that no unit touches comes from one that does, and which is not known.
    for (const { unit } of here.length > 0 ? here : rewritten) if (unit) vetoes.set(unit, { code, detail });
  };
  const isBroken = (path: string) =>
    (repository.load(path) && !after.load(path)) || (repository.config(path) && !after.config(path));
  for (const { path } of changes) {
    if (isBroken(path)) veto(path, 'not-parsed', path);
    const complaint = newComplaint(path, repository, after);
    if (complaint !== undefined) veto(path, 'not-typed', complaint);
  }
  for (const { path, after: text } of changes) {
    const detail = repository.frontEndFor(path)?.tooNew?.(text, path, repository);
    if (detail !== undefined && !isTooNewAlready(path, repository)) veto(path, 'not-typed', detail);
  }
  if (vetoes.size > 0) return vetoes;
  for (const { path, id, edits = [] } of input.again(after, texts).rewrites)
    if (edits.length > 0) veto(path, 'not-settled', `${id} at ${path}`);
  if (vetoes.size === 0 && input.typecheck)
    for (const { path, message } of await newTypeErrors(repository, texts)) veto(path, 'not-typed', message);
  return vetoes;
}
