import type { Service } from '../catalog/service.js';
import type { Ignored } from '../ignore/ignored.js';
import type { Ignores } from '../ignore/ignores.js';
import type { SourceModel, Span } from '../ir.js';
import type { Linked } from '../link/link.js';
import type { Project } from '../link/project.js';
import { asIgnored } from './as-ignored.js';
import type { IgnoredName } from './ignored-names.js';
import { valuesOf } from './reached-by.js';
import type { Edit, Finding, Unit } from './types.js';
import type { Used } from './used-variables.js';
import type { Variables } from './variables.js';

/** What keeps a part of a unit as it is: the client, a call on it, or a value that flows into it. */
export function ignoredPart(unit: Unit, linked: Linked, from: Service, ignores: Ignores): Ignored | undefined {
  const { model, span, call, uses, assignments } = unit;
  const nodes: (Span & { model: SourceModel })[] = [
    { model, start: span.start, end: span.end },
    ...(call ? [call] : []),
    ...uses.map((use) => use.call),
    ...[...(assignments?.values() ?? [])].flat().map(({ value }) => value),
    ...valuesOf(unit, linked, from, true),
  ];
  return firstOf(nodes, (node) => ignores.in(node.model, node));
}

/**
 * The same for the variables that a unit reads: at a place that is ignored, or under a name that stays while something ignored
 * spells it, whose value would then be OpenAI's.
 */
export function ignoredRead(
  unit: Unit,
  used: readonly Used[],
  variables: Variables,
  spelled: ReadonlyMap<string, readonly IgnoredName[]>,
  ignores: Ignores,
): Ignored | undefined {
  return firstOf(used, ({ name, sites }) => {
    const variable = variables.find(name, unit.model.path);
    const isKept = variable === undefined || variable.to === variable.name;
    return (
      firstOf(sites, ({ model, span }) => ignores.in(model, span)) ??
      (isKept ? spelled.get(name)?.[0]?.ignored : undefined)
    );
  });
}

/** What stands where edits would be made. */
export function ignoredEdit(findings: readonly Finding[], project: Project, ignores: Ignores): Ignored | undefined {
  return firstOf(findings, ({ edits = [] }) => firstOf(edits, (edit) => ignoredAt(edit, project, ignores)));
}

/** What moves over all files stops at what is ignored: the edit is left out, and with its last one the finding keeps. */
export function withoutIgnored(finding: Finding, project: Project, ignores: Ignores): Finding {
  const ignored = ignoredEdit([finding], project, ignores);
  if (!ignored) return finding;
  const edits = finding.edits?.filter((edit) => !ignoredAt(edit, project, ignores)) ?? [];
  return edits.length > 0 ? { ...finding, edits } : asIgnored(finding, ignored, ignores);
}

/** Edits of a source that lies in a file are not the file's yet. */
function ignoredAt(edit: Edit, project: Project, ignores: Ignores): Ignored | undefined {
  const model = project.models.get(edit.path);
  return model ? ignores.inEdit(model, edit) : ignores.atEdit(edit.path, edit);
}

function firstOf<T>(items: Iterable<T>, find: (item: T) => Ignored | undefined): Ignored | undefined {
  for (const item of items) {
    const found = find(item);
    if (found) return found;
  }
  return undefined;
}
