import type { StringNode } from '../src/ir.js';
import { answeredAddresses } from '../src/plan/answered-addresses.js';
import { note } from '../src/plan/finding.js';
import type { Fate } from '../src/plan/test-units.js';
import { type NamesContext, type NamesTransform, rewrite } from '../src/plan/transform.js';
import type { Finding } from '../src/plan/types.js';
import { rawOf, withTargetHost } from '../src/plan/urls.js';

/** Lets a test that answers in OpenAI's place answer where the request goes now. */
export const followMock: NamesTransform = {
  id: 'follow-mock',
  title: 'Let tests answer at the gateway',
  apply(context) {
    const { linked, options, testUnits } = context;
    // Files may be read on the way: they are not looked at.
    return [...linked.project.models.values()].flatMap((model) =>
      model.expressions.flatMap((call) => {
        if (call.kind !== 'call') return [];
        return answeredAddresses(linked, call, options).flatMap(({ node, endpoints }) =>
          followed(this.id, node, together(endpoints.map((one) => testUnits.fate(model, one))), context),
        );
      }),
    );
  },
};

/** What becomes of all of several requests that go to one address. */
function together(fates: readonly Fate[]): Fate {
  const found = new Set(fates.filter((fate) => fate !== undefined));
  if (found.size > 1) return 'both';
  return [...found][0];
}

/** An address that a test answers at, or expects, follows what is sent there. */
export function followed(id: string, node: StringNode, fate: Fate, { options }: NamesContext): Finding[] {
  const { profile } = options;
  const { path } = node.model;
  if (fate === 'both') return [note(id, path, node, 'review', 'test-of-both', profile.baseUrl)];
  if (fate === 'changes') return [note(id, path, node, 'review', 'test-of-another-endpoint', profile.baseUrl)];
  if (fate !== 'moves') return [];
  const text = withTargetHost(rawOf(node), profile);
  if (text === undefined) return [note(id, path, node, 'review', 'base-path')];
  return [rewrite(id, undefined, node.model, node, [{ ...node.inner, text }], 'test-follows', profile.baseUrl)];
}
