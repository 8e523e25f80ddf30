import type { Sdk } from '../catalog/sdk.js';
import type { CallNode, Expression } from '../ir.js';
import { type Origin, only, type Step } from '../link/origins.js';
import { allPlacesIn, placeIn } from '../link/place-in.js';
import type { Resolver } from '../link/resolve.js';
import type { Setting } from './types.js';

/** A client's option: where its value comes from, and where it is missing. The first place that is given wins. */
export function settingOf(resolver: Resolver, sdk: Sdk, call: CallNode, places: readonly string[]): Setting {
  const setting: Setting = { origins: [], absent: [], isMissing: true, place: places[0] ?? '' };
  // What the call itself gives, under whatever name, is not given by keyword arguments that are spread beside it.
  const written = places.filter((place) => placeIn(call, place) && !isSpreadIn(call, place));
  let first: Expression | undefined;
  for (const { place, at } of (written.length > 0 ? written : places).flatMap((place) =>
    allPlacesIn(call, place).map((at) => ({ place, at })),
  )) {
    const origins = throughCarriers(resolver, sdk, at.value, at.steps);
    const found = origins.filter((origin) => origin.kind !== 'absent');
    if (isSpreadIn(call, place)) {
      // Keyword arguments that are spread into the call, and that nobody gives: it can be given beside them.
      if (found.length === 0) continue;
      // Given in some cases only: beside the spread one it would be given twice. It can stand where the others are written.
      const lacking = only(origins, 'absent');
      if (lacking.every(({ node, missing }) => node.form === 'literal' && isEndOf(missing, at.steps)))
        setting.absent.push(...lacking);
      else setting.isPartial = true;
      setting.isMissing = false;
      setting.origins.push(...found);
      setting.place = place;
      continue;
    }
    if (at.isConditional) {
      // What is added to a list of options in some cases goes before what stands there in all.
      setting.origins.push(...found);
      setting.isConditional = true;
      continue;
    }
    setting.isMissing = false;
    // An option that is written there is given, whatever may be missing where its value comes from.
    const value = writtenValue(at.value, at.steps);
    const isWritten = value !== undefined;
    if (isWritten && isPassedOn(value)) setting.leftOut = origins.filter((origin) => origin.kind === 'absent');
    for (const origin of isWritten ? [] : origins)
      if (
        origin.kind === 'absent' &&
        isEndOf(origin.missing, at.steps) &&
        !setting.absent.some((a) => a.node === origin.node) &&
        place === (written[0] ?? places[0])
      )
        setting.absent.push(origin);
    first ??= value;
    if (found.length === 0) continue;
    if (hasNothingAround(resolver, at.value, at.steps)) setting.isPartial = true;
    setting.origins.push(...found);
    setting.place = place;
    setting.value ??= writtenValue(at.value, at.steps);
    if (isWritten || !origins.some((origin) => origin.kind === 'absent')) setting.absent = [];
  }
  // What is written and gives nothing that is known is given all the same.
  setting.value ??= first;
  return setting;
}

/** Whether a client takes the value by its name, so that more can stand behind it. */
export function isTakenByName({ use }: Expression): boolean {
  return use?.as === 'entry' || (use?.as === 'argument' && use.argument.name !== undefined);
}

/** Whether the place is the name of a keyword argument that only a spread one may give. What is a call of an option is none. */
export function isSpreadIn(call: CallNode, place: string): boolean {
  return !/^\d|\(\)$/.test(place) && !call.arguments.some((argument) => argument.name === place.split('.')[0]);
}

/** `new OpenAIApi(new Configuration({ apiKey }))`: the options are the carrier's. */
function throughCarriers(resolver: Resolver, sdk: Sdk, value: Expression, steps: readonly Step[]): Origin[] {
  return resolver.at(value, steps).flatMap((origin) => {
    if (origin.kind !== 'external') return [origin];
    const made = origin.path.indexOf('()');
    const carrier = origin.path.slice(0, made).join('.');
    const argument = origin.calls[0]?.arguments[0];
    if (made === -1 || !sdk.carriers?.includes(carrier) || !origin.calls[0]) return [origin];
    const inner = origin.path.slice(made + 1).map((name) => ({ name }));
    return argument ? resolver.at(argument.value, inner) : [];
  });
}

/** The expression of the option in the object literal given right there. */
export function writtenValue(value: Expression, steps: readonly Step[]): Expression | undefined {
  let at: Expression | undefined = value;
  for (const step of steps) {
    if (at?.kind !== 'object') return undefined;
    at = at.entries.find((entry) => entry.key === step.name)?.value;
  }
  return at;
}

/** Whether an expression hands on what it is given as it is: where that is nothing, so is what it gives. */
function isPassedOn(value: Expression): boolean {
  switch (value.kind) {
    case 'member':
    case 'reference':
      return true;
    case 'wrapper':
      return isPassedOn(value.value);
    default:
      return false;
  }
}

/** `configuration: url ? { baseURL: url } : undefined`: where there is no group, there is none of its options. */
function hasNothingAround(resolver: Resolver, value: Expression, steps: readonly Step[]): boolean {
  return steps.some((_, length) =>
    resolver.at(value, steps.slice(0, length)).some((one) => one.kind === 'constant' && !one.node.value),
  );
}

/** Whether what is missing is the option itself, and not something that its value is made of. */
function isEndOf(missing: readonly string[], steps: readonly Step[]): boolean {
  const end = steps.slice(-missing.length).map((step) => step.name);
  return missing.length <= steps.length && missing.every((name, index) => name === end[index]);
}
