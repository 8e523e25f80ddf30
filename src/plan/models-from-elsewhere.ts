import type { Expression } from '../ir.js';
import type { Origin } from '../link/origins.js';
import { note } from './finding.js';
import { isMoved, modelMoves } from './moved-uses.js';
import type { Finding, PlanOptions, Unit } from './types.js';

const MAX_LENGTH = 60;

/**
 * What a program is asked with, or has stored, names the model where it names one, and what is written is the default: ids that are kept there
 * are OpenAI's still.
 */
export function modelsFromElsewhere(unit: Unit, options: PlanOptions): Finding[] {
  if (modelMoves(unit, options).length === 0) return [];
  const reads = new Set(
    unit.uses
      .filter(isMoved)
      .flatMap((use) => use.model)
      .flatMap((origin) => readOf(origin) ?? []),
  );
  return [...reads].map((read) => {
    const text = read.model.text.slice(read.start, read.end).replace(/\s+/g, ' ');
    const shown = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
    return note('model', read.model.path, read, 'keep', 'model-from-elsewhere', shown, unit.id);
  });
}

/** What is read of something that the program is handed: `body.model`, `row["model"]`, `config.get("model")`. */
function readOf(origin: Origin): Expression | undefined {
  if (
    origin.kind !== 'parameter' &&
    origin.kind !== 'unknown' &&
    origin.kind !== 'external' &&
    origin.kind !== 'global'
  )
    return undefined;
  let node: Expression = origin.node;
  for (let next = outer(node); next; next = outer(node)) node = next;
  return node.kind === 'member' || node.kind === 'call' ? node : undefined;
}

function outer({ use }: Expression): Expression | undefined {
  if (use?.as === 'object') return use.member;
  return use?.as === 'callee' ? use.call : undefined;
}
