import type { Span, StringNode } from '../ir.js';
import type { Origin } from './origins.js';
import type { Resolver } from './resolve.js';
import { type Text, type TextPart, textsOfOrigin } from './texts.js';

/** What a value behind the name of a model is, in JSON that is written as a text; its quotes may be escaped. */
const WRITTEN = /\\?(["'])model\\?\1\s*:\s*\\?\1([\w.:/-]+)\\?\1/g;
/** A text that ends where the value begins, which another part of the whole text gives. */
const OPEN = /(["'])model\1\s*:\s*\1$/;
/** What a target may not take, which is not looked for inside of a text. */
const BEYOND =
  /image_url|input_audio|json_schema|"(?:developer|function|functions|logprobs|n|service_tier|store|modalities|prediction|web_search_options)"/;

const PIECES = new WeakMap<StringNode, Map<number, StringNode>>();

/** The models that a request's body names, where that is JSON put together as a text. Empty where not all of it is understood. */
export function modelsInTexts(resolver: Resolver, bodies: readonly Origin[]): Origin[] {
  const texts = bodies.flatMap((body) => (isText(body) ? textsOfOrigin(resolver, body) : []));
  const found = texts.map((text) => modelIn(text));
  return found.every((one) => one !== undefined) ? found : [];
}

function isText({ kind }: Origin): boolean {
  return kind === 'string' || kind === 'template';
}

function modelIn(text: Text): Origin | undefined {
  const whole = text.map((part) => (part.kind === 'written' ? part.text : '\0')).join('');
  if (BEYOND.test(whole)) return undefined;
  const found = text.flatMap((part, index): Origin[] => {
    if (part.kind !== 'written') return [];
    const next = OPEN.test(part.text) ? text[index + 1] : undefined;
    return [
      ...piecesIn(part.node).map((node): Origin => ({ kind: 'string', node })),
      ...(next ? [originOf(next)] : []),
    ];
  });
  const [only, ...others] = found;
  return others.length === 0 ? only : undefined;
}

function originOf(part: TextPart): Origin {
  return part.kind === 'written' ? { kind: 'string', node: part.node } : part.origin;
}

/** The ids inside of a text, each as a text of its own. */
function piecesIn(node: StringNode): StringNode[] {
  const raw = node.model.text.slice(node.inner.start, node.inner.end);
  return [...raw.matchAll(WRITTEN)].map((match) => {
    const [all, , value = ''] = match;
    const start = node.inner.start + match.index + all.lastIndexOf(value);
    return pieceOf(node, { start, end: start + value.length }, value);
  });
}

/** One for each place, so that it is told once. */
function pieceOf(whole: StringNode, span: Span, value: string): StringNode {
  const known = PIECES.get(whole) ?? new Map<number, StringNode>();
  PIECES.set(whole, known);
  const made = known.get(span.start) ?? {
    kind: 'string',
    value,
    ...span,
    inner: span,
    quote: whole.quote,
    piece: true,
    use: whole.use,
    model: whole.model,
  };
  known.set(span.start, made as StringNode);
  return made as StringNode;
}
