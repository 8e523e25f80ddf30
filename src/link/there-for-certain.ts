import type { Expression, MemberNode } from '../ir.js';
import { isWithin } from '../spans.js';
import type { Origin } from './origins.js';

/** What counts as no value at all. */
type Empty = null | undefined | '';

/** What a question in a condition rules out of what it asks for, by what stands behind that. */
const RULED_OUT: readonly (readonly [RegExp, readonly Empty[]])[] = [
  [/^$/, [null, undefined, '']],
  [/^(?:is not None|!= ?(?:None|null|nil|undefined))$/, [null, undefined]],
  [/^!== ?null$/, [null]],
  [/^!== ?undefined$/, [undefined]],
  [/^!==? ?(?:""|''|``)$/, ['']],
];

/** `if url: options["base_url"] = url`: of what is assigned behind the question whether it is there, what is not empty. */
export function thereForCertain(target: MemberNode, value: Expression, origins: Origin[]): Origin[] {
  const { model } = target;
  if (model.branches.length === 0 || !origins.some((origin) => emptyOf(origin))) return origins;
  const asked = model.text.slice(value.start, value.end);
  const out = model.branches
    .filter((branch) => branch.holds && isWithin(target, branch))
    .flatMap(({ testSpan }) => ruledOut(model.text.slice(testSpan.start, testSpan.end), asked));
  const left = origins.filter((origin) => {
    const empty = emptyOf(origin);
    return !empty || !out.includes(empty.value);
  });
  // Who writes the question expects that someone gives it.
  return left.length > 0 ? left : [{ kind: 'unknown', node: value }];
}

/** By a condition all of whose parts have to hold. */
function ruledOut(condition: string, asked: string): readonly Empty[] {
  if (/\|\||\bor\b/.test(condition)) return [];
  return condition.split(/&&|\band\b/).flatMap((part) => {
    const question = part.trim();
    if (!question.startsWith(asked)) return [];
    const rest = question.slice(asked.length).trim();
    return RULED_OUT.find(([pattern]) => pattern.test(rest))?.[1] ?? [];
  });
}

function emptyOf(origin: Origin): { value: Empty } | undefined {
  if (origin.kind !== 'constant' && origin.kind !== 'string') return undefined;
  const { value } = origin.node;
  return value === null || value === undefined || value === '' ? { value } : undefined;
}
