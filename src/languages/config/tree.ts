import type { Span } from '../../ir.js';

/**
 * What formats that nest have in common, as their parsers are asked for it. All offsets are UTF-16 code units into the file.
 */
export type ConfigNode = TextNode | MapNode | ListNode | AliasNode | OtherNode;

/** One value: a text, a number, a truth. */
export interface TextNode extends Span {
  kind: 'text';
  value: string;
  /** The value without quotes. */
  inner: Span;
  quote: string;
  /** Not to be replaced by a text, for its type or its form. */
  isComputed?: true;
  /** Nothing is written. */
  isBlank?: true;
}
export interface MapNode extends Span {
  kind: 'map';
  members: Member[];
  /** Undefined where no other one has a place. */
  separator: '' | ',' | undefined;
}
export interface ListNode extends Span {
  kind: 'list';
  items: Item[];
  separator: '' | ',';
}
/** Stands for what is written elsewhere. */
export interface AliasNode extends Span {
  kind: 'alias';
  target?: ConfigNode;
}
/** An expression, with the values that are written in it. */
export interface OtherNode extends Span {
  kind: 'other';
  inside: ConfigNode[];
}
export interface Member extends Span {
  /** Keys that come before this one where it is written: `a.b = 1`. */
  outer?: readonly string[];
  key: string;
  /** The key without quotes. */
  keySpan: Span;
  /** The number of the element that the value is, in a list that is written in parts: `[[key]]`. */
  index?: string;
  value: ConfigNode;
}
export interface Item extends Span {
  value: ConfigNode;
}

/** One document of a file. */
export interface ConfigDocument {
  root: ConfigNode | undefined;
}

/** The value at a key of a map. */
export function memberOf(node: ConfigNode | undefined, key: string): Member | undefined {
  return node?.kind === 'map' ? node.members.find((member) => member.key === key && !member.outer) : undefined;
}
