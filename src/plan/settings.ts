import type { Sdk } from '../catalog/sdk.js';
import type { CallNode, Expression } from '../ir.js';
import type { Origin, Step } from '../link/origins.js';
import type { Resolver } from '../link/resolve.js';
import type { Setting } from './types.js';

/** The argument and the names inside it that a place means in a call. */
export function placeIn(call: CallNode, place: string): { value: Expression; steps: Step[] } | undefined {
  const [head = '', ...names] = place.split('.');
  const steps = names.map((name) => ({ name }));
  if (/^\d+$/.test(head)) {
    const positional = call.arguments.filter((argument) => argument.name === undefined);
    const argument = positional[Number(head)];
    if (argument && !argument.spread) return { value: argument.value, steps };
    return undefined;
  }
  const named = call.arguments.find((argument) => argument.name === head);
  if (named) return { value: named.value, steps };
  const mapping = call.arguments.find((argument) => argument.spread === 'mapping');
  return mapping && { value: mapping.value, steps: [{ name: head }, ...steps] };
}

/** A client's option: where its value comes from, and where it is missing. The first place that is given wins. */
export function settingOf(resolver: Resolver, sdk: Sdk, call: CallNode, places: readonly string[]): Setting {
  const setting: Setting = { origins: [], absent: [], isMissing: true, place: places[0] ?? '' };
  for (const place of places) {
    const at = placeIn(call, place);
    if (!at) continue;
    setting.isMissing = false;
    const origins = throughCarriers(resolver, sdk, at.value, at.steps);
    const found = origins.filter((origin) => origin.kind !== 'absent');
    // An option that is written there is given, whatever may be missing where its value comes from.
    const isWritten = writtenValue(at.value, at.steps) !== undefined;
    for (const origin of isWritten ? [] : origins)
      if (
        origin.kind === 'absent' &&
        isEndOf(origin.missing, at.steps) &&
        !setting.absent.some((a) => a.node === origin.node) &&
        place === places[0]
      )
        setting.absent.push(origin);
    if (found.length === 0) continue;
    setting.origins.push(...found);
    setting.place = place;
    setting.value ??= writtenValue(at.value, at.steps);
    if (isWritten || !origins.some((origin) => origin.kind === 'absent')) setting.absent = [];
  }
  return setting;
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
function writtenValue(value: Expression, steps: readonly Step[]): Expression | undefined {
  let at: Expression | undefined = value;
  for (const step of steps) {
    if (at?.kind !== 'object') return undefined;
    at = at.entries.find((entry) => entry.key === step.name)?.value;
  }
  return at;
}

/** Whether what is missing is the option itself, and not something that its value is made of. */
function isEndOf(missing: readonly string[], steps: readonly Step[]): boolean {
  const end = steps.slice(-missing.length).map((step) => step.name);
  return missing.length <= steps.length && missing.every((name, index) => name === end[index]);
}
