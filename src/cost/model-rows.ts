import { modelId } from '../catalog/model-ids.js';
import { knownModel, MODELS_AS_OF } from '../catalog/models.js';
import { type Profile, servedModel } from '../catalog/profile.js';
import type { Route } from '../catalog/service.js';
import type { ModelUse } from '../plan/model-uses.js';
import { push } from '../push.js';
import type { ModelRow, Target } from './cost-report.js';
import { type OwnPrices, priceAt } from './prices.js';

/** Each model once, with where it is asked for and what it becomes; what moves comes first. */
export function modelRows(uses: readonly ModelUse[], { from, profile }: Route, own: OwnPrices): ModelRow[] {
  const byModel = new Map<string, ModelUse[]>();
  for (const use of uses) push(byModel, use.model, use);
  return [...byModel]
    .map(([model, places]) => rowOf(model, places, from.profile, profile, own))
    .sort((a, b) => rank(a) - rank(b) || (a.model < b.model ? -1 : 1));
}

const RANKS = ['moves', 'review', 'stays', 'there'] as const;

function rank({ places }: ModelRow): number {
  return Math.min(...places.map(({ fate }) => RANKS.indexOf(fate)));
}

function rowOf(model: string, uses: readonly ModelUse[], from: Profile, profile: Profile, own: OwnPrices): ModelRow {
  const isThere = uses.every(({ fate }) => fate === 'there');
  const targets = [...new Set(uses.flatMap(({ to, fate }) => (to === undefined || fate === 'there' ? [] : [to])))].map(
    (to) => targetOf(to, profile, own),
  );
  const asked = isThere ? profile : from;
  const known = asked.servesCatalog ? knownModel(model) : undefined;
  const { model: _, ...facts } = targetOf(model, asked, own);
  const row = {
    model,
    kind: known?.kind ?? modelId(model, true)?.kind ?? 'unknown',
    ...facts,
    ...(known?.shutdown !== undefined && {
      shutdown: { date: known.shutdown, hasEnded: known.shutdown <= MODELS_AS_OF },
    }),
    places: uses
      .map(({ file, line, column, fate, to }) => ({ file, line, column, fate, ...(to !== undefined && { to }) }))
      .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column)),
    targets,
  };
  return { ...row, warnings: targets.flatMap((target) => shrinking(row, target)) };
}

function targetOf(model: string, profile: Profile, own: OwnPrices): Target {
  const served = servedModel(profile, model);
  const price = priceAt(profile, model, own);
  return {
    model,
    ...(price && { price }),
    ...(served?.contextTokens !== undefined && { contextTokens: served.contextTokens }),
    ...(served?.outputTokens !== undefined && { outputTokens: served.outputTokens }),
  };
}

/** What fits the old model may be too long for the new one. */
function shrinking(row: Pick<ModelRow, 'model' | 'contextTokens' | 'outputTokens'>, target: Target): string[] {
  const count = (tokens: number) => tokens.toLocaleString('en');
  const { contextTokens: before = 0, outputTokens: longest = 0 } = row;
  const { contextTokens: after = before, outputTokens: longestAfter = longest } = target;
  return [
    ...(after < before
      ? [`${row.model} takes ${count(before)} tokens, ${target.model} ${count(after)} with the answer.`]
      : []),
    ...(longestAfter < longest
      ? [`An answer of ${row.model} has up to ${count(longest)} tokens, one of ${target.model} ${count(longestAfter)}.`]
      : []),
  ];
}
