import type { ModelForm } from '../catalog/sdk.js';
import { ANY, type StringNode } from '../ir.js';
import type { Linked } from '../link/link.js';
import { type Origin, only } from '../link/origins.js';
import { choicesOf } from './choices.js';
import { describe } from './describe.js';
import { isOfFileSettings } from './file-settings.js';
import { routeReasons } from './model-for.js';
import { modelOutcome, outcomeFor } from './model-map.js';
import { readersOf } from './model-readers.js';
import { isMoved } from './moved-uses.js';
import { entryFor } from './table-entries.js';
import { typeOfNameTaken } from './typed-names.js';
import type { PlanOptions, Setting, Unit, UnitReason } from './types.js';

/** Why the models that a unit's chat calls name keep it from moving. */
export function modelReasons(unit: Unit, linked: Linked, options: PlanOptions): UnitReason[] {
  const reasons: UnitReason[] = routeReasons(unit);
  for (const use of unit.uses.filter(isMoved))
    if (!use.shape.inheritsModel || use.model.length > 0)
      reasons.push(...modelOriginsReasons(use.model, use.call, linked, options, unit.modelForm, use.answeredBy));
  const { ownModel, call } = unit;
  if (ownModel && call && (ownModel.origins.length > 0 || isLost(ownModel)))
    reasons.push(...modelOriginsReasons(ownModel.origins, call, linked, options, unit.modelForm));
  for (const { breaks, remedy, sentence, model, span } of readersOf(unit, linked, options).readers)
    if (breaks && !remedy) reasons.push({ code: 'reader-breaks', detail: sentence, at: { model, span } });
  return reasons;
}

/** Whether a model is given that comes to nothing that is known: the client's own default is not asked then. */
function isLost({ origins, isMissing, absent }: Setting): boolean {
  return origins.length === 0 && !isMissing && absent.length === 0;
}

function modelOriginsReasons(
  origins: readonly Origin[],
  call: Unit['call'] & object,
  linked: Linked,
  options: PlanOptions,
  form: ModelForm | undefined,
  answeredBy?: string,
): UnitReason[] {
  const at = { model: call.model, span: { start: call.start, end: call.end } };
  let isSettled = false;
  let isNamed = false;
  const reasons: UnitReason[] = [];
  let foreign = '';
  let isByDefault = false;
  for (const origin of origins) {
    // Where the id says which service is meant, a variable that may hold any id says nothing.
    if (origin.kind === 'environment' && (form === undefined || options.from.names(origin.name))) isSettled = true;
    // No service has a model without a name: what gives one has failed, or another is put in its place.
    if (origin.kind !== 'string' || origin.node.value === '') continue;
    const outcome = outcomeFor(origin.node.value, answeredBy, options, form);
    const where = { model: origin.node.model, span: origin.node };
    const type = typeOfNameTaken(linked, origin.node);
    if (type !== undefined) reasons.push({ code: 'model-unknown', detail: `a value of the type ${type}`, at: where });
    if (
      outcome.kind === 'map' &&
      (isCollapsed(origin.node, options, form) || isKey(origin.node, outcome.to, linked, options))
    )
      reasons.push({ code: 'choices', at: where });
    else if (outcome.kind === 'map' || outcome.kind === 'served') isNamed = true;
    else if (outcome.kind === 'fine-tune') reasons.push({ code: 'fine-tune', at: where });
    else if (outcome.kind === 'unmapped')
      reasons.push({ code: 'model-unmapped', detail: `The model ${outcome.id.id}`, at: where });
    else if (outcome.kind === 'foreign' || outcome.kind === 'router') {
      foreign = origin.node.value;
      isByDefault ||= !isOneOfSeveral(origin.node);
    }
  }
  const followed = new Set(origins.flatMap((origin) => (origin.kind === 'string' ? [origin.node] : [])));
  const isLeft = (node: StringNode) => !followed.has(node) && modelOutcome(node.value, options, form).kind === 'map';
  reasons.push(...origins.flatMap((origin) => offeredReason(origin, at, linked, isLeft) ?? []));
  // What the program puts together is not what a caller gives, and keeps the old name in it.
  const built = origins.filter(isBuilt);
  if (built.length > 0) reasons.push({ code: 'model-unknown', detail: describe(built), at });
  // What is told by the id would be told wrong of the other service's.
  if (form !== undefined && ((foreign !== '' && (isSettled || isNamed)) || isOfSeveral(origins, options)))
    return [{ code: 'one-of-two' }];
  // A variable that holds more than the model cannot be set to the model.
  const parts = only(origins, 'environment').filter(({ isPart }) => isPart);
  if (parts.length > 0) return [...reasons, { code: 'model-unknown', detail: describe(parts), at }];
  // What such a file names is not rewritten, and counts where it names something: the default alone would be the gateway's.
  const inFiles = origins.filter(isOfFileSettings);
  if (inFiles.length > 0) return [...reasons, { code: 'model-unknown', detail: describe(inFiles), at }];
  // What is asked for where a variable is not set says which service the variable is about.
  if (isNamed || (isSettled && !isByDefault) || reasons.length > 0) return reasons;
  if (foreign !== '') return [{ code: 'model-unmapped', detail: `The model ${foreign}`, at }];
  return [{ code: 'model-unknown', detail: describe(origins), at }];
}

/** A package's call is given ids that stay as they are, and its answer is the model: `st.selectbox("Model", ["gpt-4o", …])` gives the old one at first. */
function offeredReason(
  origin: Origin,
  at: UnitReason['at'],
  { resolver }: Linked,
  isLeft: (node: StringNode) => boolean,
): UnitReason | undefined {
  if (origin.kind !== 'external' && origin.kind !== 'global') return undefined;
  const given = origin.calls.flatMap((call) => call.arguments.map(({ value }) => value));
  const item = given
    .flatMap((value) => resolver.at(value, [{ name: ANY }]))
    .find((one) => one.kind === 'string' && one.node.use?.as === 'item' && isLeft(one.node));
  if (item?.kind === 'string') return { code: 'choices', at: { model: item.node.model, span: item.node } };
  const isAmong = given.some((value) => value.kind === 'string' && isLeft(value));
  return isAmong ? { code: 'model-unknown', detail: describe([origin]), at } : undefined;
}

/** Whether a variable that is another service's by its name may hold the model, and one that is not so may, too. */
function isOfSeveral(origins: readonly Origin[], { from }: PlanOptions): boolean {
  const names = only(origins, 'environment').map(({ name }) => name);
  return names.some(from.namesOther) && !names.every(from.namesOther);
}

/** Whether a text has written parts beside others: `f"openai/{model}"`. A sentence is no id. */
function isBuilt(origin: Origin): boolean {
  if (origin.kind !== 'template') return false;
  const written = origin.node.parts.flatMap((part) => (part.kind === 'string' ? [part.value] : [])).join('');
  return /^\S+$/.test(written);
}

/** Whether a name is given other values elsewhere, in other branches say: one of them is no default of another. */
function isOneOfSeveral({ use }: StringNode): boolean {
  return (
    use?.as === 'definition' && use.targets.some(({ binding }) => (binding.whole ?? binding).definitions.length > 1)
  );
}

/** One of several ids in a list, of which two would become the same: to go through it would no longer make sense. */
function isCollapsed({ use }: StringNode, options: PlanOptions, form: ModelForm | undefined): boolean {
  if (use?.as !== 'item') return false;
  const before = new Set(use.list.items.flatMap((item) => (item.kind === 'string' ? [item.value] : [])));
  const after = new Set([...before].map((text) => outcomeText(text, options, form)));
  return after.size < before.size;
}

/** One of the keys of a table by its type: what the table would say of the new id is not known. */
function isKey(node: StringNode, to: string, linked: Linked, { profile }: PlanOptions): boolean {
  return choicesOf(node, linked).some((choices) => choices.kind === 'object' && !entryFor(choices, to, profile));
}

function outcomeText(text: string, options: PlanOptions, form: ModelForm | undefined): string {
  const outcome = modelOutcome(text, options, form);
  return outcome.kind === 'map' ? outcome.to : text;
}
