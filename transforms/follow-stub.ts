import { endpointOfPath } from '../src/catalog/capabilities.js';
import { type StubValue, stubValueAt } from '../src/catalog/stubs.js';
import type { ConfigEntry, ConfigModel } from '../src/ir.js';
import { configWriterFor } from '../src/languages/config/index.js';
import { note } from '../src/plan/finding.js';
import { nearestValue } from '../src/plan/nearest-value.js';
import { withTargetPattern } from '../src/plan/patterns.js';
import { type NamesContext, type NamesTransform, rewrite } from '../src/plan/transform.js';
import type { Finding } from '../src/plan/types.js';
import { withTargetHost } from '../src/plan/urls.js';

/** Lets a stub server that answers in OpenAI's place, as files tell it, answer where the request goes now. */
export const followStub: NamesTransform = {
  id: 'follow-stub',
  apply: (context) =>
    context.configs.flatMap((config) =>
      config.entries.flatMap((entry) => {
        const value = context.options.from.word.test(entry.value) ? stubValueAt(entry.path) : undefined;
        return value && context.senders.askGatewayFor(config.path) ? follow(config, entry, value, context) : [];
      }),
    ),
};

function follow(
  config: ConfigModel,
  entry: ConfigEntry,
  { facts, is }: StubValue,
  { senders, options }: NamesContext,
): Finding[] {
  const { from, profile } = options;
  const { id } = followStub;
  const isIts = is === 'pattern' ? from.hostsInPattern(entry.value).length > 0 : from.hostsIn(entry.value).length > 0;
  if (!isIts) return [];
  const say = (reason: 'stub-forwards' | 'test-of-both' | 'test-of-another-endpoint' | 'test-pattern') => [
    note(id, config.path, entry.valueSpan, 'review', reason, profile.baseUrl),
  ];
  if (is === 'forward') return say('stub-forwards');
  const paths = facts.paths.flatMap((name) => nearestValue(config, entry, name) ?? []);
  const endpoint = endpointOfPath(paths[0] ?? '');
  if (endpoint?.id === 'completions' || endpoint?.id === 'responses') return say('test-of-another-endpoint');
  if (endpoint && endpoint.served !== 'yes') return [note(id, config.path, entry.valueSpan, 'keep', 'test')];
  if (senders.askOpenaiFor(config.path, endpoint?.id)) return say('test-of-both');
  const text = is === 'pattern' ? withTargetPattern(entry.value, options) : withTargetHost(entry.value, options);
  const edits = text === undefined ? undefined : configWriterFor(config).setValue(config, entry, text);
  if (!edits) return say('test-pattern');
  return [rewrite(id, undefined, config, entry.valueSpan, edits, 'test-follows', profile.baseUrl)];
}
