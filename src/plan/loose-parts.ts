import { type ParameterFact, sentenceOf } from '../catalog/capabilities.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { Linked } from '../link/link.js';
import { note } from './finding.js';
import { isMoved } from './moved-uses.js';
import { givenIn } from './parameter-sources.js';
import { hint } from './parameters.js';
import { PART_PATHS, unservedParts } from './parts-in-file.js';
import { targetsOf } from './targets.js';
import type { Finding, PlanOptions, Unit, UnitReason } from './types.js';

/**
 * Parts of messages that the target does not take, in a program of which a client moves, where no call is known that sends them: a
 * call whose messages come from elsewhere may.
 */
export function looseParts(
  linked: Linked,
  units: readonly Unit[],
  programOf: (model: { path: string }) => string,
  options: PlanOptions,
): Finding[] {
  const moving = units.filter(isMovingChat);
  if (moving.length === 0) return [];
  const sent = sentParts(units, linked);
  return [...linked.project.models.values()].flatMap((model) => {
    if (isTestPath(model.path)) return [];
    const program = programOf(model);
    const targets = moving.filter((unit) => programOf(unit.model) === program).map((unit) => targetsFor(unit, options));
    return targets
      .flatMap((one) => unservedParts(model, one, options))
      .filter(({ node }) => !sent.has(node))
      .map(({ fact, node }) => note('parameter', model.path, node, 'review', 'parameter', sentence(fact)));
  });
}

/** Units that would move, in a file of whose calls stands such a part: of what is written beside a call it is taken that it is sent. */
export function unitsBesideParts(
  units: readonly Unit[],
  linked: Linked,
  options: PlanOptions,
): { unit: Unit; detail: string; at: NonNullable<UnitReason['at']> }[] {
  const moving = units.filter(isMovingChat);
  if (moving.length === 0) return [];
  const sent = sentParts(units, linked);
  return moving.flatMap((unit) => {
    const files = new Set(unit.uses.filter(isMoved).map(({ call }) => call.model));
    const parts = [...files].flatMap((model) => unservedParts(model, targetsFor(unit, options), options));
    const part = parts.find(({ node }) => !sent.has(node) && !isTestPath(node.model.path));
    if (!part) return [];
    const { fact, node } = part;
    return [{ unit, detail: sentenceOf(fact) + hint(fact, options), at: { model: node.model, span: node } }];
  });
}

function isMovingChat({ verdict, uses }: Unit): boolean {
  return verdict === 'migrate' && uses.some(isMoved);
}

/** The parts that are known to be of some unit's messages, whatever becomes of it. */
function sentParts(units: readonly Unit[], linked: Linked): ReadonlySet<unknown> {
  const sources = units.flatMap(({ uses, parameters = [] }) => [
    ...parameters,
    ...uses.flatMap((use) => use.parameters ?? []),
  ]);
  const given = PART_PATHS.flatMap((path) => sources.flatMap((source) => givenIn(linked, source, path)));
  return new Set([
    ...given.flatMap(({ origin }) => ('node' in origin ? [origin.node] : [])),
    ...units.flatMap(({ reasons }) => reasons.flatMap(({ at }) => (at ? [at.span] : []))),
  ]);
}

function targetsFor(unit: Unit, options: PlanOptions): string[] {
  return unit.uses
    .filter(isMoved)
    .flatMap(({ model, answeredBy }) =>
      answeredBy === undefined
        ? targetsOf(model.length > 0 ? model : (unit.ownModel?.origins ?? []), options)
        : [answeredBy],
    );
}

function sentence(fact: ParameterFact): string {
  return sentenceOf({ ...fact, advice: 'No call could be linked to it: see that none sends it that moves.' });
}
