import { SyntaxFailure } from '../front-end.js';
import { type Dictionary, type Packed, pack } from '../packed/pack.js';
import { deepPlace } from './deep-place.js';
import { parseJavaScript } from './parse.js';

/** Levels that the native parser survives on the stack of a thread: half of those that every nest survives there. */
export const SHALLOW = 150;

export function packText(path: string, text: string, dictionary: Dictionary): Packed {
  return pack(parseJavaScript(path, text), dictionary);
}

/**
 * On a thread that has a stack of 0.75 MB.
 * @throws SyntaxFailure also when the text may be nested too deeply for it.
 */
export function packShallowText(path: string, text: string, dictionary: Dictionary): Packed {
  const deep = deepPlace(text, SHALLOW);
  if (deep !== undefined) throw new SyntaxFailure('nested too deeply for a thread', deep);
  return packText(path, text, dictionary);
}
