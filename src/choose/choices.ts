import { applyEdits } from '../edit/apply-edits.js';
import { editFiles } from '../edit/edit-files.js';
import type { Placed } from '../fingerprints.js';
import { placed } from '../make-report.js';
import { placeOf } from '../plan/loose.js';
import type { Plan } from '../plan/plan.js';
import type { Edit, Finding } from '../plan/types.js';
import { withheld } from '../plan/withheld.js';
import { planRepository } from '../plan-repository.js';
import type { FileChange } from '../report.js';
import { notChosen, type Scene, type Settled } from '../settle.js';
import { type Movable, movablesIn } from './movable.js';

/** What moves if the user says yes now. */
export interface Offer {
  /** Units that hold together: none of them could move without the others. */
  units: readonly Movable[];
  /** What is changed besides what was chosen before: in the units, and the names and settings that go with them. */
  changes: readonly FileChange[];
  /** What is said of these changes and units. */
  findings: readonly Placed[];
}

/** What the user has said so far, by id of the units. */
export type Answers = ReadonlyMap<string, boolean>;

/**
 * What can be chosen from. A unit moves whole, and what moves depends on what else does: a name that something else still
 * reads stays beside the new one. So each offer is planned with what was chosen before it, as if nothing else moved.
 */
export class Choices {
  readonly units: readonly Movable[];
  readonly #plans = new Map<string, Plan>();

  constructor(
    readonly scene: Scene,
    readonly settled: Settled,
    isSelected: (path: string) => boolean,
  ) {
    this.units = movablesIn(settled.plan).filter(({ path }) => isSelected(path));
  }

  /** What saying yes to a unit means. Undefined where it cannot move after what was declined. */
  offer(unit: Movable, answers: Answers): Offer | undefined {
    const chosen = this.units.filter(({ id }) => answers.get(id) === true);
    const open = this.units.filter(({ id }) => !answers.has(id) || answers.get(id) === undefined);
    let asked = [unit];
    for (;;) {
      const plan = this.#planWith([...chosen, ...asked]);
      const moving = new Set(movablesIn(plan).map(({ id }) => id));
      const held = [...chosen, ...asked].filter(({ id }) => !moving.has(id));
      if (held.length === 0) return this.#offerOf(asked, this.#planWith(chosen), plan);
      const others = open.filter((one) => !asked.includes(one));
      const partners = partnersAmong(others, held, plan);
      if (partners.length === 0) return undefined;
      asked = this.units.filter((one) => asked.includes(one) || partners.includes(one));
    }
  }

  #offerOf(units: readonly Movable[], before: Plan, after: Plan): Offer {
    const known = new Set(before.findings.flatMap(({ edits = [] }) => edits.map(keyOf)));
    const isNew = (edit: Edit) => !known.has(keyOf(edit));
    const { repository } = this.scene;
    const changes = editFiles(repository, after.findings).flatMap(({ path, before: text, edits: all, units: ids }) => {
      const edits = all.filter((edit) => isNew({ ...edit, path }));
      return edits.length === 0 ? [] : [{ path, before: text, after: applyEdits(text, edits), edits, units: ids }];
    });
    const ids = new Set(units.map(({ id }) => id));
    const isOfThese = ({ unit, action, edits = [] }: Finding) =>
      action === 'rewrite' ? edits.some(isNew) : unit !== undefined && ids.has(unit);
    const findings = after.findings.filter(isOfThese).map((finding) => placed(finding, repository));
    return { units, changes, findings };
  }

  #planWith(moving: readonly Movable[]): Plan {
    const ids = new Set(moving.map(({ id }) => id));
    const key = [...ids].sort().join('\n');
    const known = this.#plans.get(key);
    if (known) return known;
    const { repository, candidates, mentions, options } = this.scene;
    const declined = movablesIn(this.settled.plan).filter(({ id }) => !ids.has(id));
    const vetoed = new Map([...this.settled.vetoed, ...notChosen(declined.map(({ id }) => id))]);
    const plan = planRepository(repository, candidates, mentions, vetoed, options, undefined);
    withheld(plan, repository.listing.ignored, options);
    if (this.#plans.size >= KEPT_PLANS) this.#plans.clear();
    this.#plans.set(key, plan);
    return plan;
  }
}

/** A plan holds much; going back and forth asks for the last ones only. */
const KEPT_PLANS = 4;

/** What has to move with units that are held back: what they share a value with, else what belongs to their program. */
function partnersAmong(others: readonly Movable[], held: readonly Movable[], plan: Plan): readonly Movable[] {
  const ids = new Set(held.map(({ id }) => id));
  const holders = new Set(
    plan.units.filter(({ id }) => ids.has(id)).flatMap(({ reasons }) => reasons.map(({ detail }) => detail)),
  );
  const sharing = new Set(plan.units.filter((unit) => holders.has(placeOf(unit))).map(({ id }) => id));
  const named = others.filter(({ id }) => sharing.has(id));
  if (named.length > 0) return named;
  const programs = new Set(held.map(({ path }) => plan.programOf({ path })));
  const near = others.filter(({ path }) => programs.has(plan.programOf({ path })));
  return near.length > 0 ? near : others;
}

function keyOf({ path, start, end, text }: Edit): string {
  return `${path}\0${start}\0${end}\0${text}`;
}
