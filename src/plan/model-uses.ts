import { type ModelId, modelId } from '../catalog/model-ids.js';
import type { ConfigEntry, ConfigModel } from '../ir.js';
import type { Linked } from '../link/link.js';
import type { Origin } from '../link/origins.js';
import { type Position, positionIn, positionOf } from '../text-position.js';
import { isServedRequest } from './command-requests.js';
import { placesOf } from './config-clients.js';
import { entriesNamed } from './entries-named.js';
import { modelOutcome, outcomeFor } from './model-map.js';
import { isMoved } from './moved-uses.js';
import type { Plan } from './plan.js';
import { modelsAskedFor, writtenIn } from './reached-by.js';
import type { ReasonCode } from './reasons.js';
import type { ClientUse, PlanOptions, Unit, UnitVerdict } from './types.js';

/** What becomes of a place that names a model. `there`: it asks the gateway already. */
export type ModelFate = 'moves' | 'stays' | 'review' | 'there';

/** A place where a model is named that something asks for. */
export interface ModelUse extends Position {
  /** As it is written: the gateway's own id where it is `there`, else OpenAI's without what a router puts around it. */
  model: string;
  file: string;
  fate: ModelFate;
  /** The model of the gateway that it becomes. */
  to?: string;
}

/** A chat call of which the repository does not say which model it asks for. */
export interface UnknownModel extends Position {
  file: string;
  fate: ModelFate;
  /** The variables that give it. */
  variables: string[];
}

export interface ModelUses {
  uses: ModelUse[];
  unknown: UnknownModel[];
}

type Planned = Pick<Plan, 'units' | 'configs' | 'configClients' | 'commandRequests'>;

/** The models that a repository asks for, from wherever they are written, and those that nobody can tell. */
export function modelUses(plan: Planned, linked: Linked, options: PlanOptions): ModelUses {
  const asking = plan.units.filter(isAsking);
  const inCode = asking.map((unit) => usesOf(unit, plan.configs, options));
  const uses = [
    ...inCode.flatMap((one) => one.uses),
    ...asking.flatMap((unit) => otherUsesOf(unit, linked, options)),
    ...plan.configClients.flatMap((client) =>
      (client.facts.model?.keys ?? [])
        .flatMap((key) => placesOf(client, key))
        .flatMap(({ config, entry }) =>
          textsIn(entry).flatMap(({ value, start }) =>
            nameOf(value, client.facts.model?.ids).flatMap(({ id }) => [
              {
                file: config.path,
                ...positionOf(config.text, start),
                model: id,
                ...fateOf(client.verdict, id, options),
              },
            ]),
          ),
        ),
    ),
    ...plan.commandRequests.flatMap((request) =>
      request.models.map(({ id, start }) => ({
        model: id,
        file: request.config.path,
        ...positionOf(request.config.text, start),
        ...fateOf(isServedRequest(request) ? 'migrate' : 'review', id, options),
      })),
    ),
  ];
  return { uses: distinct(uses), unknown: inCode.flatMap((one) => one.unknown) };
}

/** Reasons for which a client asks nobody that this is about: another service, or a test's own answers. */
const ELSEWHERE = new Set<ReasonCode>([
  'azure',
  'other-provider',
  'other-host',
  'withdrawn',
  'test',
  'fake-key',
  'demo-key',
]);

function isAsking({ isTest, verdict, reasons }: Unit): boolean {
  return !isTest && !(verdict === 'keep' && reasons.some(({ code }) => ELSEWHERE.has(code)));
}

function usesOf(unit: Unit, configs: readonly ConfigModel[], options: PlanOptions): ModelUses {
  const own = unit.ownModel?.origins ?? [];
  const asked: { use?: ClientUse; origins: readonly Origin[] }[] = unit.uses.map((use) => ({
    use,
    origins: use.model.length > 0 ? use.model : own,
  }));
  if (asked.length === 0 && own.length > 0) asked.push({ origins: own });
  const uses: ModelUse[] = [];
  const unknown: UnknownModel[] = [];
  for (const { use, origins } of asked) {
    const isChat = use ? isMoved(use) : unit.always === undefined || unit.always === 'chat';
    const verdict = isChat || unit.verdict !== 'migrate' ? unit.verdict : 'keep';
    const answeredBy = use?.answeredBy ?? unit.answeredBy;
    const found = origins.flatMap((origin) => namedBy(origin, unit, configs));
    for (const { text, ...at } of found)
      uses.push({ ...at, ...modelAndFate(text, { unit, verdict, isChat, answeredBy }, options) });
    if (found.length > 0 || !isChat) continue;
    const variables = origins.flatMap((origin) => (origin.kind === 'environment' ? [origin.name] : []));
    const at = use?.call ?? unit.span;
    const { model } = use?.call ?? unit;
    const { fate } = unit.isAtTarget ? { fate: 'there' as const } : fateOf(verdict, '', options);
    unknown.push({ file: model.path, ...positionIn(model, at.start), fate, variables: [...new Set(variables)] });
  }
  return { uses, unknown };
}

/** What a unit that does not move names besides: in calls that no use describes, in parts of a text. */
function otherUsesOf(unit: Unit, linked: Linked, options: PlanOptions): ModelUse[] {
  if (unit.verdict === 'migrate' || unit.isAtTarget) return [];
  const origins = [...unit.uses.flatMap((use) => use.model), ...(unit.ownModel?.origins ?? [])];
  return [...modelsAskedFor(unit, linked), ...writtenIn(origins, linked)].flatMap((node): ModelUse[] => {
    if (node.kind !== 'string') return [];
    const at = { file: node.model.path, ...positionIn(node.model, node.start) };
    return nameOf(node.value, unit.modelForm?.ids).flatMap(({ id }) => [
      { ...at, model: id, ...fateOf(unit.verdict, id, options) },
    ]);
  });
}

interface Named extends Position {
  text: string;
  file: string;
}

/** The text itself, or what files give the variable that is read. */
function namedBy(origin: Origin, unit: Unit, configs: readonly ConfigModel[]): Named[] {
  if (origin.kind === 'string') {
    const { model, value, start } = origin.node;
    // Behind the quote.
    return isName(value, unit) ? [{ text: value, file: model.path, ...positionIn(model, start) }] : [];
  }
  if (origin.kind !== 'environment') return [];
  return entriesNamed(configs, origin.name)
    .filter(({ entry }) => !entry.isCommented && !entry.isTest)
    .flatMap(({ config: { path, text }, entry }) =>
      textsIn(entry)
        .filter(({ value }) => isName(value, unit))
        .map(({ value, start }) => ({ text: value, file: path, ...positionOf(text, start) })),
    );
}

/** What an entry gives: its text, or what it falls back to where it refers to something. */
function textsIn({ value, valueSpan, references }: ConfigEntry): { value: string; start: number }[] {
  if (references.length === 0) return [{ value, start: valueSpan.start }];
  return references.flatMap(({ fallback }) => (fallback ? [{ value: fallback.value, start: fallback.start }] : []));
}

function isName(text: string, { modelForm }: Unit): boolean {
  return text !== '' && (nameOf(text, modelForm?.ids).length > 0 || /^[\w.:/@-]{1,120}$/.test(text));
}

/** OpenAI's id in a text, of which `ids` tells the form. */
function nameOf(text: string, ids: string | undefined): ModelId[] {
  const plain = (ids === undefined ? undefined : new RegExp(ids).exec(text)?.[1]) ?? text;
  const id = modelId(plain, true);
  return id ? [id] : [];
}

function modelAndFate(
  text: string,
  asked: { unit: Unit; verdict: UnitVerdict; isChat: boolean; answeredBy?: string },
  options: PlanOptions,
): Pick<ModelUse, 'model' | 'fate' | 'to'> {
  const { unit, verdict, isChat, answeredBy } = asked;
  const [id] = nameOf(text, unit.modelForm?.ids);
  const outcome = outcomeFor(text, answeredBy, options, unit.modelForm);
  const model = id?.id ?? text;
  if (unit.isAtTarget && (outcome.kind !== 'map' || outcome.to === text)) return { model, fate: 'there', to: model };
  if (verdict !== 'migrate') return { model, ...fateOf(verdict, model, options, isChat) };
  if (outcome.kind !== 'map') return { model, ...fateOf('review', model, options, isChat) };
  return { model, fate: 'moves', to: plainTarget(outcome.to, unit) };
}

/** Without what the package puts around the id of a model. */
function plainTarget(to: string, { modelForm }: Unit): string {
  return (modelForm && new RegExp(modelForm.ids).exec(to)?.[1]) ?? to;
}

/** `to` is told of what does not move yet, too: what it would become. */
export function fateOf(
  verdict: UnitVerdict,
  model: string,
  options: PlanOptions,
  isChat = true,
): Pick<ModelUse, 'fate' | 'to'> {
  const outcome = isChat ? modelOutcome(model, options) : undefined;
  const to = outcome?.kind === 'map' ? { to: outcome.to } : {};
  if (verdict === 'migrate') return { fate: 'moves', ...to };
  return verdict === 'keep' ? { fate: 'stays' } : { fate: 'review', ...to };
}

/** One place may serve several calls. What moves for one of them and stays for another is there twice. */
function distinct(uses: readonly ModelUse[]): ModelUse[] {
  const key = ({ file, line, column, fate, to }: ModelUse) => `${file}\0${line}\0${column}\0${fate}\0${to}`;
  return [...new Map(uses.map((use) => [key(use), use])).values()];
}
