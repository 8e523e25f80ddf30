import type { Expression } from '../ir.js';
import { placeIn } from '../link/place-in.js';
import { isWithin } from '../spans.js';
import type { Role, Unit } from './types.js';
import type { Used } from './used-variables.js';
import type { EnvironmentRead } from './variable-reads.js';

/**
 * The variables that a unit is given by the name of a field, of something that is not followed: `OpenAI(api_key=settings.openai_api_key)`
 * with the `settings` of a caller, where a class of settings has that field and nothing else has.
 */
export function readInValues(unit: Unit, reads: readonly EnvironmentRead[]): Used[] {
  const models = unit.uses.flatMap(({ call, shape: { model = [] } }) =>
    [model].flat().flatMap((place) => placeIn(call, place)?.value ?? []),
  );
  const values: [Role, Expression | undefined][] = [
    ['apiKey', unit.apiKey.value],
    ['baseUrl', unit.baseUrl.value],
    ...[unit.ownModel?.value, ...models].map((value): [Role, Expression | undefined] => ['model', value]),
  ];
  return values.flatMap(([role, value]) => {
    // A client that is made in the place of a name has reads of its own.
    if (!value || (value.kind === 'call' && value.callee.kind !== 'member')) return [];
    return reads.flatMap(({ name, sites, declared = [] }) => {
      const given = sites.filter(({ model, span }) => model === value.model && isWithin(span, value));
      return given.length > 0 && declared.length > 0 ? [{ name, role, sites: [...declared, ...given] }] : [];
    });
  });
}
