import { endpointOfPath } from '../src/catalog/capabilities.js';
import type { Service } from '../src/catalog/service.js';
import { isTestPath } from '../src/discover/file-kinds.js';
import type { Expression, SourceModel, Span } from '../src/ir.js';
import { inOrder, named } from '../src/names.js';
import { answeredAddresses, callsOfMocks } from '../src/plan/answered-addresses.js';
import { note } from '../src/plan/finding.js';
import { type PatternNode, pathInPattern, patternIn, rawPattern, withTargetPattern } from '../src/plan/patterns.js';
import type { Fate } from '../src/plan/test-units.js';
import { type NamesContext, type NamesTransform, rewrite } from '../src/plan/transform.js';
import type { Finding } from '../src/plan/types.js';
import { withTargetHost } from '../src/plan/urls.js';

/** Lets a test that answers in OpenAI's place answer where the request goes now. */
export const followMock: NamesTransform = {
  id: 'follow-mock',
  apply(context) {
    const { linked, options, testUnits } = context;
    // Files may be read on the way: they are not looked at.
    return [...linked.project.models.values()].flatMap((model) => {
      const answered = callsOfMocks(linked, model).flatMap((call) => answeredAddresses(linked, call, options));
      const spoken = new Set(answered.map(({ node }) => node.start));
      return [
        ...answered.flatMap(({ node, isPattern, endpoints }) => {
          const fate = together(endpoints.map((one) => testUnits.fate(model, one)));
          return isPattern ? followedPattern(this.id, node, fate, context) : followed(this.id, node, fate, context);
        }),
        ...patternsIn(model, options.from)
          .filter(({ start }) => !spoken.has(start))
          .flatMap((node) => missed(this.id, node, context)),
      ];
    });
  },
};

/** The patterns in a test that look for the host of the API. */
function patternsIn(model: SourceModel, from: Service): PatternNode[] {
  if (!isTestPath(model.path)) return [];
  const texts = named(model, 'strings', (text) => from.word.test(text));
  const literals = named(model, 'patternLiterals', () => true);
  return inOrder<Expression>(model, [...texts, ...literals]).flatMap((node) => {
    const pattern = patternIn(node, from);
    return pattern && from.hostsInPattern(rawPattern(pattern)).some(({ isWhole }) => isWhole) ? [pattern] : [];
  });
}

/** What a test holds against an address by a pattern of which it is not known what it is for. */
function missed(id: string, node: PatternNode, { testUnits, options }: NamesContext): Finding[] {
  const raw = rawPattern(node);
  const fate = testUnits.fate(node.model, endpointOfPath(pathInPattern(raw, options.from))?.id);
  return fate === 'moves' || fate === 'both' ? [note(id, node.model.path, node, 'review', 'test-may-fail', raw)] : [];
}

/** What becomes of all of several requests that go to one address. */
function together(fates: readonly Fate[]): Fate {
  const found = new Set(fates.filter((fate) => fate !== undefined));
  if (found.size > 1) return 'both';
  return [...found][0];
}

/** An address that a test answers at, or expects, follows what is sent there. */
export function followed(id: string, node: Written, fate: Fate, context: NamesContext): Finding[] {
  return follow(id, node, fate, withTargetHost(textOf(node), context.options), 'base-path', context);
}

/** As `followed`, for a regular expression that addresses are held against. */
function followedPattern(id: string, node: Written, fate: Fate, context: NamesContext): Finding[] {
  return follow(id, node, fate, withTargetPattern(textOf(node), context.options), 'test-pattern', context);
}

function follow(
  id: string,
  node: Written,
  fate: Fate,
  text: string | undefined,
  otherwise: 'base-path' | 'test-pattern',
  { options: { profile } }: NamesContext,
): Finding[] {
  const { path } = node.model;
  if (fate === 'both') return [note(id, path, node, 'review', 'test-of-both', profile.baseUrl)];
  if (fate === 'changes') return [note(id, path, node, 'review', 'test-of-another-endpoint', profile.baseUrl)];
  if (fate !== 'moves') return [];
  if (text === undefined) return [note(id, path, node, 'review', otherwise, profile.baseUrl)];
  return [rewrite(id, undefined, node.model, node, [{ ...node.inner, text }], 'test-follows', profile.baseUrl)];
}

/** A literal, with what stands between its delimiters. */
type Written = Span & { model: SourceModel; inner: Span };

function textOf({ model, inner }: Written): string {
  return model.text.slice(inner.start, inner.end);
}
