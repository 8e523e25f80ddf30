/** Adds to the list that a map holds for a key. */
export function push<K, V>(
  map: { get(key: K): V[] | undefined; set(key: K, list: V[]): unknown },
  key: K,
  ...values: V[]
): void {
  const known = map.get(key);
  if (known) known.push(...values);
  else map.set(key, values);
}
