import { type Service, staysThere } from '../catalog/service.js';
import type { Expression, ObjectNode } from '../ir.js';
import type { Linked } from '../link/link.js';
import { only } from '../link/origins.js';
import { isWithin } from '../spans.js';
import { positionIn } from '../text-position.js';
import { addressesSetElsewhere } from './address-set-elsewhere.js';
import { addressesSetInCode } from './addresses-set-in-code.js';
import { isListingModels, notServedSides, settingUrls } from './assess.js';
import { componentsOf } from './components.js';
import { type GivenWithKey, givenWithKeys, isKeyGivenOn, settingGivenWithKey } from './given-with-keys.js';
import { ignoredEdit, ignoredRead } from './ignored-units.js';
import { isKeyAssigned, takerOfKey } from './keys-on-clients.js';
import { keysSetInCode } from './keys-set-in-code.js';
import { placeOf } from './loose.js';
import { modelsSetInCode } from './models-set-in-code.js';
import { modelOrigins } from './moved-uses.js';
import { needsOpenai } from './needs-openai.js';
import type { PlanInput } from './plan.js';
import { modelsAskedFor, valuesOf, writtenIn } from './reached-by.js';
import { keyOf } from './sites.js';
import type { StrayCall } from './stray-calls.js';
import { isTypedForBoth } from './typed-for-both.js';
import type { Edit, Finding, PlanOptions, Role, Unit, UnitReason } from './types.js';
import { keepsName } from './variable-names.js';
import type { VariableUses } from './variable-uses.js';
import type { Variables } from './variables.js';

/** What the units of a plan have in common, as far as it stands. */
interface Standing {
  input: PlanInput;
  units: readonly Unit[];
  stray: readonly StrayCall[];
  uses: VariableUses;
  variables: Variables;
}

/**
 * Why a unit cannot move as its rewrite has it, the first of the reasons: something is to stay as it is, a value serves something that
 * stays too, or the unit would not come to the gateway, or with another's key. `whole`: what its transforms do; `found`: what is left of it.
 */
export function hindrances({ input, units, stray, uses, variables }: Standing) {
  const { linked, options, ignores } = input;
  const given = givenWithKeys(uses.handedOn.calls, linked);
  const held = [...heldValues(units, linked, options.from), ...heldByCalls(stray), ...heldWithKeys(given)];
  const setInCode = keysSetInCode(linked, uses, variables);
  const modelSetInCode = modelsSetInCode(linked, uses, options);
  const addressSetInCode = addressesSetInCode(linked, uses, options);
  const setElsewhere = addressesSetElsewhere(input, variables);

  /** Who else needs a value that would change. */
  function sharer(unit: Unit, found: readonly Finding[]): string | undefined {
    const edits = found.flatMap((finding) => finding.edits ?? []);
    const conflict = held.find(({ path, covers }) => edits.some((edit) => edit.path === path && covers(edit)));
    // Of a client whose chat would move, what stays is called by its calls: the place is that of both.
    const rest = conflict?.unit && conflict.by === placeOf(unit) ? notServedSides(conflict.unit) : '';
    if (conflict) return rest === '' ? conflict.by : rest;
    const other =
      sharedSetting(unit, uses, options) ??
      spelledOtherwise(unit, units, uses, linked) ??
      sharedModule(unit, units, linked) ??
      takerOfKey(unit, units);
    return other ? placeOf(other) : settingGivenWithKey(unit, given, uses, options)?.by;
  }

  /** Whether the key that it would have is that of something else, which has no place of its own. */
  function isKeyShared(unit: Unit, whole: readonly Finding[], found: readonly Finding[]): boolean {
    if (unit.apart) return isGivenKeyOfOther(unit, whole);
    if (!found.some(isOwnKey) && isTypedForBoth(unit, units, variables, linked)) return true;
    if (!variables.sharedKeys.has(unit)) return false;
    return (
      !found.some(isOwnKey) || isKeyPlaceShared(unit, units) || isKeyAssigned(unit) || isKeyGivenOn(unit, given, linked)
    );
  }

  return (unit: Unit, whole: readonly Finding[], found: readonly Finding[]): UnitReason | undefined => {
    const ignored =
      ignoredEdit(found, linked.project, ignores) ??
      ignoredRead(unit, uses.by.get(unit) ?? [], variables, input.ignoredNames, ignores);
    if (ignored) return { code: 'ignored', detail: ignores.use(ignored) };
    const unknown = setInCode(unit) ?? modelSetInCode(unit) ?? addressSetInCode(unit);
    if (unknown) return unknown;
    const elsewhere = setElsewhere(unit, uses.by.get(unit) ?? []);
    if (elsewhere !== undefined) return { code: 'set-elsewhere', detail: elsewhere };
    const by = sharer(unit, found);
    if (by !== undefined) return { code: 'shared-value', detail: by };
    if (!isRedirected(unit, whole, input)) return { code: 'no-place', detail: '' };
    if (isKeyShared(unit, whole, found)) return { code: 'shared-key', detail: '' };
    if (isListingModels(unit) && (variables.sharedKeys.has(unit) || !isListedForChat(unit, units, uses)))
      return { code: 'models-apart', detail: '' };
    return undefined;
  };
}

function isOwnKey(finding: Finding): boolean {
  return finding.reason === 'own-key';
}

/** A copy of a client's statement that keeps the key of the one that stays. */
function isGivenKeyOfOther({ apart, apiKey }: Unit, found: readonly Finding[]): boolean {
  return typeof apart === 'object' && apiKey.value !== undefined && !found.some(isOwnKey);
}

/** The very expression that gives the key, in headers for both, say, also serves something on OpenAI. */
function isKeyPlaceShared(unit: Unit, units: readonly Unit[]): boolean {
  if (unit.apiKey.isOfPackage) return false;
  return units.some((other) => needsOpenai(other) && other.apiKey.value === unit.apiKey.value);
}

/** Whether what moves asks for chat with the settings that models are listed with: else they may be listed for something else. */
function isListedForChat(unit: Unit, units: readonly Unit[], { by }: VariableUses): boolean {
  const chats = units.filter(isMovingChat);
  const read = new Set(chats.flatMap((chat) => (by.get(chat) ?? []).map(({ name }) => name)));
  return chats.length > 0 && (by.get(unit) ?? []).every(({ name }) => read.has(name));
}

function isMovingChat(unit: Unit): boolean {
  return unit.verdict === 'migrate' && !isListingModels(unit);
}

interface Held {
  /** What holds it, for messages. */
  by: string;
  unit?: Unit;
  path: string;
  covers(edit: Edit): boolean;
}

/** The written values of units that do not move. A test's own client holds nothing back. */
function heldValues(units: readonly Unit[], linked: Linked, from: Service): Held[] {
  return units
    .filter((unit) => unit.verdict !== 'migrate' && !unit.isTest && unit.reasons[0]?.code !== 'already-moved')
    .flatMap((unit) =>
      [...valuesOf(unit, linked, from), ...(needsOpenai(unit) ? modelsAskedFor(unit, linked) : [])]
        // What a call makes beside what moves reads none of the names that are inserted for that.
        .filter(({ kind }) => kind !== 'object' || unit.part === undefined)
        .map((node) => ({
          by: placeOf(unit),
          unit,
          path: node.model.path,
          covers: node.kind === 'object' ? insertsInto(node) : isInside(node),
        })),
    );
}

/** The models of calls on something that is not known to be a client that moves. */
function heldByCalls(stray: readonly StrayCall[]): Held[] {
  return stray.flatMap(({ call, models }) => {
    const by = `a call at ${call.model.path}:${positionIn(call.model, call.start).line}`;
    return models.map((node) => ({
      by,
      path: node.model.path,
      covers: isInside(node),
    }));
  });
}

/** What something that is not known is given with a key of OpenAI's. */
function heldWithKeys(given: readonly GivenWithKey[]): Held[] {
  return given.flatMap(({ by, written, objects }) => [
    ...written.map((node) => ({ by, path: node.model.path, covers: isInside(node) })),
    ...objects.map((node) => ({ by, path: node.model.path, covers: insertsInto(node) })),
  ]);
}

function isInside(node: Expression): (edit: Edit) => boolean {
  return (edit) => isWithin(edit, node);
}

/** An option added to an object literal is added for everyone who uses the object. */
function insertsInto(node: ObjectNode): (edit: Edit) => boolean {
  return (edit) => edit.start === node.start + 1;
}

/**
 * A base URL or model that is read from the environment at a place which something on OpenAI reads too, or from a variable that
 * it reads elsewhere where the name stays.
 */
function sharedSetting(unit: Unit, uses: VariableUses, options: PlanOptions): Unit | undefined {
  // What moves apart is given a base URL of its own.
  const isShared = ({ role }: { role: Role }) => role === 'model' || (role === 'baseUrl' && !unit.apart);
  const mine = (uses.by.get(unit) ?? []).filter(isShared);
  const places = new Set(mine.flatMap(({ sites }) => sites.map(keyOf)));
  if (places.size === 0) return undefined;
  const fixed = new Set(mine.filter((one) => keepsName(one, options)).map(({ name }) => name));
  for (const [other, used] of uses.by)
    if (
      needsOpenai(other) &&
      used.some(({ name, sites }) => fixed.has(name) || sites.some((site) => places.has(keyOf(site))))
    )
      return other;
  return undefined;
}

/** What moves and spells a model of the unit's in another way, written at one place or held by one variable for both. */
function spelledOtherwise(unit: Unit, units: readonly Unit[], uses: VariableUses, linked: Linked): Unit | undefined {
  if (!unit.modelForm) return undefined;
  const modelsOf = (one: Unit) =>
    new Set<unknown>([
      ...writtenIn(modelOrigins(one), linked),
      ...(uses.by.get(one) ?? []).flatMap(({ role, name }) => (role === 'model' ? [name] : [])),
    ]);
  const mine = modelsOf(unit);
  return units.find(
    (other) =>
      other.verdict === 'migrate' &&
      other.modelForm?.written !== unit.modelForm?.written &&
      [...modelsOf(other)].some((model) => mine.has(model)),
  );
}

/** What another package asks OpenAI for in the same program, through the module whose settings would change. */
function sharedModule(unit: Unit, units: readonly Unit[], { project }: Linked): Unit | undefined {
  if (!unit.shape?.isShared || unit.apart) return undefined;
  const program = componentsOf(project);
  return units.find(
    (other) =>
      needsOpenai(other) &&
      other.sdk !== undefined &&
      other.sdk.distribution !== unit.sdk?.distribution &&
      program(other.model) === program(unit.model),
  );
}

/** Whether the rewrite leads the unit to the gateway: a base URL is written, or read from the environment. */
function isRedirected(unit: Unit, found: readonly Finding[], { linked, options }: PlanInput): boolean {
  const moved = found.filter((finding) => finding.reason === 'moved');
  // An address that is given in some cases only takes nothing to the gateway in the others.
  if (unit.baseUrl.isMissing && unit.baseUrl.isConditional) return moved.some(({ id }) => id === 'set-client-options');
  if (moved.length > 0) return true;
  const urls = settingUrls(unit.baseUrl, linked, options);
  return (
    urls.some((url) => url.host === 'target' || url.host === 'environment') ||
    (staysThere(options) && urls.some((url) => url.host === 'origin')) ||
    only(unit.baseUrl.origins, 'environment').length > 0
  );
}
