/**
 * The list with one more. An array that is pushed to gets room for 17 values at once, and most never hold a second: the first
 * one gets an array of its own length.
 */
export function grown<T>(list: T[], one: T): T[] {
  if (list.length === 0) return [one];
  list.push(one);
  return list;
}
