/** What happens where a new key is missing and the old one is not. */
export function fallBackFrom(name: string, old: string): string {
  return `Where ${name} is not set, an SDK may take ${old} and send it to the gateway: set this one first.`;
}
