import { terminalName } from '../src/callee-names.js';
import { isTestPath } from '../src/discover/file-kinds.js';
import type { SourceModel, Span, StringNode } from '../src/ir.js';
import type { Linked } from '../src/link/link.js';
import { named } from '../src/names.js';
import { keyOf } from '../src/plan/sites.js';
import type { PlanOptions } from '../src/plan/types.js';
import type { Variable } from '../src/plan/variables.js';
import { isWithin } from '../src/spans.js';
import { givesOldValue, namesIn } from './names-in-text.js';

/** Where a text names a variable: to people, or as the key of something of the program's own. */
export interface Told {
  model: SourceModel;
  span: Span;
  variable: Variable;
  text: StringNode;
  isKey: boolean;
}

/**
 * Texts that name a variable whose old name stays for others, in files that read it under its new name only:
 * `raise ValueError("OPENAI_API_KEY is not set")`.
 */
export function toldNames(variables: readonly Variable[], options: PlanOptions): Told[] {
  return variables.flatMap((variable) => {
    const { name, mode, sites, movedSites } = variable;
    if (mode !== 'add' || movedSites.length === 0) return [];
    const moved = new Set(movedSites.map(keyOf));
    return [...new Set(movedSites.map(({ model }) => model))].flatMap((model) => {
      const isMoved = sites.every((site) => site.model !== model || moved.has(keyOf(site)));
      if (!isMoved || isTestPath(model.path)) return [];
      return named(model, 'strings', (value) => value.includes(name)).flatMap((text) => {
        const isKey = text.value === name && text.use?.as === 'key' && text.use.of.kind === 'object';
        return [...namesIn(text, new Set([name]))]
          .filter(
            ({ span, given }) =>
              isKey || (isProse(text, span) && !(given && givesOldValue(given, variable, model.path, options))),
          )
          .map(({ span }) => ({ model, span, variable, text, isKey }));
      });
    });
  });
}

/** What calls are named that look for a text. */
const LOOKS = /raises|match|throw|contain|includ|equal|assert|expect|search/i;

/** Whether a test of the project looks for the name in what is told. */
export function isLookedForInTests({ name, sites }: Variable, { project }: Linked): boolean {
  const isRead = (text: StringNode) => sites.some(({ model, span }) => model === text.model && isWithin(span, text));
  return [...project.models.values()].some(
    (model) =>
      isTestPath(model.path) &&
      named(model, 'strings', (value) => value.includes(name)).some((text) => isLookedFor(text) && !isRead(text)),
  );
}

function isLookedFor({ use }: StringNode): boolean {
  if (use?.as === 'operand') return true;
  return use?.as === 'argument' && LOOKS.test(`${use.argument.name ?? ''} ${terminalName(use.call.callee) ?? ''}`);
}

/** Whether the name stands among words. Behind `$`, a bracket or a dot the text is one of a program. */
function isProse({ value, inner }: StringNode, { start, end }: Span): boolean {
  const before = value.slice(0, start - inner.start);
  const after = value.slice(end - inner.start);
  return /\s/.test(before + after) && !/[$[({.]\s?["'`]?$/.test(before);
}
