import { eolOf } from '../src/languages/style.js';
import type { Linked } from '../src/link/link.js';
import { refusesOthers } from '../src/link/settings-classes.js';
import { declaredFields } from '../src/plan/declared-reads.js';
import { keyOf } from '../src/plan/sites.js';
import { rewrite } from '../src/plan/transform.js';
import type { Finding } from '../src/plan/types.js';
import type { Variable } from '../src/plan/variables.js';
import { lineStart } from '../src/text-position.js';

/**
 * Of two variables that stand in one file from now on, the one that a class of settings does not declare, where it refuses a file
 * that holds more than its fields.
 */
export function declareFields(
  id: string,
  beside: readonly Variable[],
  linked: Linked,
  moves: readonly Finding[],
): Finding[] {
  if (beside.length === 0) return [];
  const byName = new Map(beside.map((variable) => [variable.name, variable]));
  return [...linked.project.models.values()].flatMap((model) =>
    declaredFields(model, linked, (name) => byName.has(name)).flatMap(({ owner, field, variable: read }) => {
      const variable = byName.get(read.name);
      // A class with a prefix passes over what has another one.
      const hasPrefix = read.sites.some(({ before }) => before !== undefined);
      if (!variable || hasPrefix || !refusesOthers(linked.resolver, owner)) return [];
      const moved = new Set(variable.movedSites.map(keyOf));
      const missing = read.sites.some((site) => moved.has(keyOf(site))) ? variable.name : variable.to;
      const name = /[a-z]/.test(field.name) ? missing.toLowerCase() : missing;
      const isDeclared = owner.fields.some((one) => one.name.toUpperCase() === missing && missing !== variable.name);
      const { text } = model;
      const start = lineStart(text, field.nameSpan.start);
      const indent = text.slice(start, field.nameSpan.start);
      const isAdded = moves.some(
        ({ reason, path, start: at }) =>
          reason === 'field-beside' && path === model.path && at === field.nameSpan.start,
      );
      if (isDeclared || isAdded || indent.trim() !== '') return [];
      // Above the old one: a text below a field is about it.
      const edit = { start, end: start, text: `${indent}${name}: str = ""${eolOf(text, start)}` };
      return [rewrite(id, undefined, model, field.nameSpan, [edit], 'field-added', missing)];
    }),
  );
}
