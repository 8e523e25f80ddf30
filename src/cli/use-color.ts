/**
 * Whether to colour a stream: the flag, then FORCE_COLOR, then NO_COLOR, then whether it is a terminal.
 * Source: conventions of clig.dev and no-color.org.
 */
export function useColor(
  stream: { isTTY?: boolean },
  flag: boolean | undefined,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (flag !== undefined) return flag;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  if (env.NO_COLOR) return false;
  return stream.isTTY === true && env.TERM !== 'dumb';
}
