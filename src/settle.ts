import type { Repository } from './discover/repository.js';
import { editFiles, type PlannedChange } from './edit/edit-files.js';
import type { Mentions } from './plan/mentions.js';
import type { Plan } from './plan/plan.js';
import { roleOf } from './plan/setting-values.js';
import type { Veto, Vetoes } from './plan/types.js';
import { withheld } from './plan/withheld.js';
import { planRepository } from './plan-repository.js';
import type { RunOptions } from './run.js';
import { userEdits } from './user-transforms.js';
import { idsAfter } from './verify/ids-after.js';
import { verify } from './verify/verify.js';
import { vetoesBeforeEdit } from './verify/vetoes-before-edit.js';

/** What is planned over: the repository, and what each file says by itself. */
export interface Scene {
  repository: Repository;
  candidates: readonly string[];
  mentions: ReadonlyMap<string, Mentions>;
  options: RunOptions;
}

export interface Settled {
  plan: Plan;
  changes: PlannedChange[];
  /** What was held back on the way, and what was not chosen. */
  vetoed: Vetoes;
}

/**
 * plan → edit → verify, again without the units that cannot be proved to be right after it, until nothing is wrong.
 * `declined`: units that the user has not chosen, by id.
 */
export async function settle(scene: Scene, declined: ReadonlySet<string> = new Set()): Promise<Settled> {
  const { repository, candidates, mentions, options } = scene;
  const silent = { ...options, progress: undefined };
  const morph = options.typecheck ? await import('ts-morph') : undefined;
  const vetoed = new Map<string, Veto>(notChosen(declined));
  for (;;) {
    const plan = planRepository(repository, candidates, mentions, vetoed, options, morph);
    const early = [...vetoesBeforeEdit(plan)].filter(([id]) => !vetoed.has(id));
    for (const [id, veto] of early) vetoed.set(id, veto);
    if (early.length > 0) continue;
    const own = editFiles(repository, withheld(plan, repository.listing.ignored, options));
    const changes = await userEdits(options.userTransforms, repository, own, plan.ignores.others(candidates));
    const again = (after: Repository, texts: ReadonlyMap<string, string>) => {
      options.progress?.('verify');
      const touched = programsWith(texts, candidates, plan, repository);
      const ignored = [...vetoed].flatMap(([id, veto]) => (veto.ignored ? [id] : []));
      const stay = notChosen(idsAfter(new Set([...declined, ...ignored]), changes));
      return planRepository(after, touched, mentions, stay, silent, morph, plan.senders);
    };
    // The plan after the rewrite has answers of its own.
    plan.forget();
    const vetoes = await verify({ repository, plan, changes, again, typecheck: options.typecheck });
    const isNew = [...vetoes].some(([id]) => !vetoed.has(id));
    for (const [id, veto] of vetoes) vetoed.set(id, veto);
    if (!isNew) return { plan, changes, vetoed };
  }
}

export function notChosen(ids: Iterable<string>): Vetoes {
  return new Map([...ids].map((id) => [id, { code: 'not-chosen', detail: '' }]));
}

/**
 * The candidates that belong to a program of which a file changes: what is planned for the others stays. Who shares an address or
 * a model with one of those by a variable is asked for as well: what stays there is why others stay.
 */
function programsWith(
  texts: ReadonlyMap<string, string>,
  candidates: readonly string[],
  plan: Plan,
  repository: Repository,
): string[] {
  const asked = new Set([...texts.keys()].map((path) => plan.programOf({ path })));
  const sharing = plan.variables.all.flatMap((variable) => {
    const isShared = variable.stayers.length > 0 || variable.handedOn.length > 0;
    if (!isShared || roleOf(variable, variable) === 'apiKey') return [];
    return [new Set([...variable.sites, ...variable.stayers].map(({ model }) => plan.programOf(model)))];
  });
  // Who shares one with those shares another one with others, for which it may stay.
  for (const program of asked)
    for (const programs of sharing) if (programs.has(program)) for (const one of programs) asked.add(one);
  return candidates.filter((path) => asked.has(plan.programOf({ path })) || repository.config(path));
}
