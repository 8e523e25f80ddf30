import type { AST } from 'toml-eslint-parser';
import type { ConfigNode, MapNode, Member, TextNode } from '../config/tree.js';

/** A file as one map, in which a table is a member with the keys before its last one, and stands in the file's order. */
export function convertToml({ body: [top], range }: AST.TOMLProgram, text: string): MapNode {
  const members = (top?.body ?? []).map((node): Member => {
    if (node.type === 'TOMLKeyValue') return member(node, text);
    // Numbers are those of elements.
    const isElement = node.kind === 'array';
    const keys = node.resolvedKey.slice(0, isElement ? -1 : undefined).map(String);
    const index = isElement ? { index: String(node.resolvedKey.at(-1)) } : {};
    const last = node.key.keys.at(-1);
    const keySpan = last ? spanOf(last, text) : { start: node.range[0], end: node.range[0] };
    const [start, end] = node.range;
    const value: MapNode = {
      kind: 'map',
      members: node.body.map((one) => member(one, text)),
      separator: '',
      start,
      end,
    };
    return { outer: keys.slice(0, -1), key: keys.at(-1) ?? '', keySpan, ...index, value, start, end };
  });
  return { kind: 'map', members, separator: '', start: range[0], end: range[1] };
}

function member(node: AST.TOMLKeyValue, text: string): Member {
  const keys = node.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value));
  const last = node.key.keys.at(-1);
  const [start, end] = node.range;
  const keySpan = last ? spanOf(last, text) : { start, end: start };
  const outer = keys.slice(0, -1);
  const value = convert(node.value, text);
  return { ...(outer.length > 0 && { outer }), key: keys.at(-1) ?? '', keySpan, value, start, end };
}

/** A key without quotes. */
function spanOf({ range: [start, end] }: AST.TOMLBare | AST.TOMLQuoted, text: string) {
  return /["']/.test(text[start] ?? '') ? { start: start + 1, end: end - 1 } : { start, end };
}

function convert(node: AST.TOMLContentNode, text: string): ConfigNode {
  const [start, end] = node.range;
  const span = { start, end };
  if (node.type === 'TOMLInlineTable')
    return { kind: 'map', members: node.body.map((one) => member(one, text)), separator: ',', ...span };
  if (node.type === 'TOMLArray') {
    const values = node.elements.map((one) => convert(one, text));
    const items = values.map((value) => ({ value, start: value.start, end: value.end }));
    return { kind: 'list', items, separator: ',', ...span };
  }
  return textOf(node, text, start, end);
}

function textOf(node: AST.TOMLValue, text: string, start: number, end: number): TextNode {
  const raw = text.slice(start, end);
  const quote = node.kind === 'string' ? (/^(?:"""|'''|"|')/.exec(raw)?.[0] ?? '') : '';
  // The line end behind the first three quotes does not count.
  const skipped = quote.length === 3 ? (/^\r?\n/.exec(raw.slice(3))?.[0].length ?? 0) : 0;
  return {
    kind: 'text',
    value: node.kind === 'string' ? node.value : raw,
    inner: { start: start + quote.length + skipped, end: end - quote.length },
    quote,
    start,
    end,
  };
}
