/** Whether a host is the machine itself, or one of a network of its owner's. */
export function isLocalHost(host: string): boolean {
  return /^(?:localhost|127\.|0\.0\.0\.0|\[::1\]|10\.|192\.168\.|host\.docker)/.test(host);
}
