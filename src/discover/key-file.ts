const KEY_FILE = /(?:^|\/)(?:\.env[^/]*|\.dev\.vars[^/]*)$/;

/** A file in which keys stand for a program on this machine: it is read though git ignores it. */
export function isKeyFile(path: string): boolean {
  return KEY_FILE.test(path);
}
