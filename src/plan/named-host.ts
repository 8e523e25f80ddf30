import type { Span } from '../ir.js';
import type { Insertion } from '../languages/writer.js';
import type { HostInText } from './hosts-in-text.js';

/** A host that a file names in a list. Offsets are UTF-16 code units into the model's text. */
export interface NamedHost {
  /** What a finding about it spans. */
  span: Span;
  /** As it is written. */
  text: string;
  /** All hosts that are named there, this one too: one object for all of them. */
  hosts: string[];
  /** Whether the list is known to say what may be asked. */
  isAllowed: boolean;
  /** Edits that write another one beside it. Undefined where that cannot be done exactly. */
  add(form: string): Insertion[] | undefined;
}

/** The hosts that stand together in a text. `at`: where an offset of the text is in the file, or what stands in its place; `spanOf`: what a finding about it spans. */
export function namedInText(
  found: readonly HostInText[],
  isAllowed: boolean,
  at: (offset: number) => number | undefined,
  spanOf: (host: HostInText) => Span,
): NamedHost[] {
  const hosts = found.map(({ text }) => text);
  return found.map((host) => ({
    span: spanOf(host),
    text: host.text,
    hosts,
    isAllowed,
    add(form) {
      const last = at(host.end - 1);
      if (last === undefined || host.gap === undefined) return undefined;
      return [{ start: last + 1, end: last + 1, text: host.gap + form }];
    },
  }));
}
