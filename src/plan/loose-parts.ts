import { type ParameterFact, sentenceOf } from '../catalog/capabilities.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { Expression } from '../ir.js';
import type { Linked } from '../link/link.js';
import { note } from './finding.js';
import { isMoved } from './moved-uses.js';
import { givenIn } from './parameter-sources.js';
import { hint } from './parameters.js';
import { PART_PATHS, type UnservedPart, unservedParts } from './parts-in-file.js';
import { isText } from './responses/is-text.js';
import { targetsOfUse } from './targets.js';
import type { ClientUse, Finding, PlanOptions, Unit, UnitReason } from './types.js';

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
  const moving = units.filter((unit) => openUses(unit, linked).length > 0);
  if (moving.length === 0) return [];
  const parts = [...linked.project.models.values()].flatMap((model) => {
    if (isTestPath(model.path)) return [];
    const program = programOf(model);
    const targets = moving.filter((unit) => programOf(unit.model) === program).map((unit) => targetsFor(unit, options));
    return targets.flatMap((one) => unservedParts(model, one, options));
  });
  return withoutSent(parts, units, linked).map(({ fact, node }) =>
    note('parameter', node.model.path, node, 'review', 'parameter', advised(fact, 'see that none sends it that moves')),
  );
}

/**
 * Units that would move, in a file of whose calls stands such a part: of what is written beside a call it is taken that it is sent,
 * where not all that the call sends is written in it.
 */
export function unitsBesideParts(
  units: readonly Unit[],
  linked: Linked,
  options: PlanOptions,
): { unit: Unit; detail: string; at: NonNullable<UnitReason['at']> }[] {
  const beside = units.map((unit) => {
    const files = new Set(openUses(unit, linked).map(({ call }) => call.model));
    const parts = [...files].flatMap((model) => unservedParts(model, targetsFor(unit, options), options));
    return { unit, parts: parts.filter(({ node }) => !isTestPath(node.model.path)) };
  });
  const loose = new Set(
    withoutSent(
      beside.flatMap(({ parts }) => parts),
      units,
      linked,
    ),
  );
  return beside.flatMap(({ unit, parts }) => {
    const part = parts.find((one) => loose.has(one));
    if (!part) return [];
    const { fact, node } = part;
    const advice = 'leave the one beside it on OpenAI that may, or move that by hand if none does';
    return [{ unit, detail: advised(fact, advice) + hint(fact, options), at: { model: node.model, span: node } }];
  });
}

/** Calls of a client that would move, of which it is not seen that all they send is text. */
function openUses({ verdict, uses }: Unit, linked: Linked): ClientUse[] {
  return verdict === 'migrate' ? uses.filter((use) => isMoved(use) && !isOfText(use, linked)) : [];
}

/** Whether the messages of a call are all written in it, and their contents are texts. */
function isOfText({ parameters = [] }: ClientUse, linked: Linked): boolean {
  const given = parameters.flatMap((source) => givenIn(linked, source, 'messages'));
  const isMessage = (node: Expression) =>
    node.kind === 'object' &&
    node.entries.every(({ spread }) => !spread) &&
    node.entries.some(({ key, value }) => key === 'content' && isText(linked, value));
  return (
    given.length > 0 &&
    given.every(({ origin, written }) => origin.kind === 'list' && origin.node === written) &&
    given.every(({ origin }) => origin.kind === 'list' && origin.node.items.every(isMessage))
  );
}

/** Those that are not known to be of some unit's messages, whatever becomes of it. */
function withoutSent(parts: readonly UnservedPart[], units: readonly Unit[], linked: Linked): UnservedPart[] {
  if (parts.length === 0) return [];
  const sources = units.flatMap(({ uses, parameters = [] }) => [
    ...parameters,
    ...uses.flatMap((use) => use.parameters ?? []),
  ]);
  const given = PART_PATHS.flatMap((path) => sources.flatMap((source) => givenIn(linked, source, path)));
  const sent = new Set<unknown>([
    ...given.flatMap(({ origin }) => ('node' in origin ? [origin.node] : [])),
    ...units.flatMap(({ reasons }) => reasons.flatMap(({ at }) => (at ? [at.span] : []))),
  ]);
  return parts.filter(({ node }) => !sent.has(node));
}

function targetsFor(unit: Unit, options: PlanOptions): string[] {
  return unit.uses.filter(isMoved).flatMap((use) => targetsOfUse(unit, use, options));
}

function advised(fact: ParameterFact, advice: string): string {
  return sentenceOf({ ...fact, advice: `No call could be linked to it: ${advice}.` });
}
