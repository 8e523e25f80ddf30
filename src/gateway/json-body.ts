/** An object of JSON. */
export type Json = Record<string, unknown>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value in a body, and the object that it is an entry of. */
export interface Entry {
  value: unknown;
  object: Json;
}

/** What stands under a path such as `messages.*.role`; `*` is each element of a list. */
export function entriesAt(body: Json, path: string): Entry[] {
  return path.split('.').reduce<Entry[]>(
    (entries, step) =>
      entries.flatMap(({ value, object }) => {
        if (step === '*') return Array.isArray(value) ? value.map((element) => ({ value: element, object })) : [];
        return isObject(value) && Object.hasOwn(value, step) ? [{ value: value[step], object: value }] : [];
      }),
    [{ value: body, object: body }],
  );
}
