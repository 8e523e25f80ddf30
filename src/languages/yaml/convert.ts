import type * as Yaml from 'yaml';
import { between } from '../config/between.js';
import type { ConfigNode, Item, ListNode, MapNode, Member, TextNode } from '../config/tree.js';
import { blockContent } from './block-content.js';

/** Tags under which a text is a text still: YAML's own, and that of CloudFormation for one with references in it. */
const TEXT_TAGS = new Set(['tag:yaml.org,2002:str', '!', '!!str', '!Sub', '!str']);

/** What is used of the parser. */
export type YamlLibrary = Pick<typeof Yaml, 'parseAllDocuments' | 'isAlias' | 'isMap' | 'isSeq'>;

/** Takes a document out of the parser's tree. */
export class NodeConverter {
  readonly #anchors = new Map<string, ConfigNode>();

  constructor(
    private readonly yaml: YamlLibrary,
    /** What the spans lie in; the parser may have seen a masked text. */
    private readonly text: string,
  ) {}

  convert(node: Yaml.ParsedNode | null): ConfigNode | undefined {
    return node ? this.#node(node) : undefined;
  }

  #node(node: Yaml.ParsedNode): ConfigNode {
    const made = this.#convert(node);
    if ('anchor' in node && node.anchor) this.#anchors.set(node.anchor, made);
    return made;
  }

  #convert(node: Yaml.ParsedNode): ConfigNode {
    const [start, end] = node.range;
    if (this.yaml.isAlias(node)) return { kind: 'alias', target: this.#anchors.get(node.source), start, end };
    if (this.yaml.isMap(node)) return this.#map(node as Yaml.YAMLMap.Parsed);
    if (this.yaml.isSeq(node)) return this.#list(node as Yaml.YAMLSeq.Parsed);
    return this.#scalar(node as Yaml.Scalar.Parsed);
  }

  #scalar(node: Yaml.Scalar.Parsed): TextNode {
    const [start, end] = node.range;
    const hasTag = node.tag !== undefined && !TEXT_TAGS.has(node.tag);
    // `!Ref Name`: what the text means stands before it.
    const tag = hasTag
      ? (/!\S{1,60}[ \t]{1,20}$/.exec(this.text.slice(Math.max(0, start - 100), start))?.[0].length ?? 0)
      : 0;
    const computed = hasTag ? { isComputed: true as const } : {};
    if (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED')
      return { ...blockContent(this.text, node), ...computed };
    const raw = this.text.slice(start, end);
    const quote = node.type === 'QUOTE_DOUBLE' ? '"' : node.type === 'QUOTE_SINGLE' ? "'" : '';
    const inner = { start: start + quote.length, end: end - quote.length };
    const read = node.source ?? String(node.value ?? '');
    // Where the parser saw a mask, the text says what stands there.
    const isMasked = raw.includes('{{') && !read.includes('{{');
    const value = isMasked ? this.text.slice(inner.start, inner.end) : read;
    const isExpression = isMasked && between(value, ['{{', '}}'])[0]?.end === value.length && value.startsWith('{{');
    return {
      kind: 'text',
      value,
      inner,
      quote,
      ...(isExpression && { isComputed: true }),
      ...computed,
      ...(quote === '' && /^(?:|~|null)$/.test(value) && { isBlank: true }),
      start: start - tag,
      end,
    };
  }

  #map(node: Yaml.YAMLMap.Parsed): MapNode {
    const [start, end] = node.range;
    const members = node.items.map((pair): Member => {
      const key = this.#node(pair.key as Yaml.ParsedNode);
      const value = pair.value ? this.#node(pair.value as Yaml.ParsedNode) : blankAt(key.end);
      const keySpan = key.kind === 'text' ? key.inner : { start: key.start, end: key.end };
      const name = key.kind === 'text' ? key.value : this.text.slice(key.start, key.end);
      return { key: name, keySpan, value, start: key.start, end: Math.max(key.end, value.end) };
    });
    return { kind: 'map', members, ...this.#extent(node.flow, members, start, end) };
  }

  #list(node: Yaml.YAMLSeq.Parsed): ListNode {
    const [start, end] = node.range;
    const source = node.srcToken;
    const marks =
      source?.type === 'block-seq'
        ? source.items.flatMap((item) => item.start.find(({ type }) => type === 'seq-item-ind')?.offset ?? [])
        : [];
    const items = node.items.map((item, index): Item => {
      const value = this.#node(item as Yaml.ParsedNode);
      return { value, start: marks[index] ?? value.start, end: value.end };
    });
    return { kind: 'list', items, ...this.#extent(node.flow, items, start, end) };
  }

  /** A block ends with what stands in it last; the parser counts the empty lines and remarks behind it too. */
  #extent(isFlow: boolean | undefined, parts: readonly { end: number }[], start: number, end: number) {
    return isFlow
      ? { separator: ',' as const, start, end }
      : { separator: '' as const, start, end: parts.at(-1)?.end ?? end };
  }
}

function blankAt(at: number): TextNode {
  const span = { start: at, end: at };
  return { kind: 'text', value: '', inner: span, quote: '', isComputed: true, isBlank: true, ...span };
}
