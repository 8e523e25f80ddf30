import fc from 'fast-check';
import { load } from 'js-yaml';
import nunjucks from 'nunjucks';
import { expect, test } from 'vitest';
import { PROFILES, type Profile } from '../../src/catalog/profile.js';
import { type AskedPrompt, promptfooConfig } from '../../src/evaluate/promptfoo-config.js';
import { promptfooYaml } from '../../src/evaluate/promptfoo-yaml.js';
import { isPlainValue } from '../../src/plan/prompts/plain-text.js';
import type { Json, PromptPart } from '../../src/plan/prompts/prompt.js';
import { joined } from '../../src/plan/prompts/text-parts.js';
import { expectConfig } from './expect-config.js';

/** promptfoo renders each text of a prompt that is JSON with this. Source: promptfoo 0.123.1, src/util/templates.ts. */
const engine = new nunjucks.Environment(null, { autoescape: false });
const profile = PROFILES.holysheep as Profile;

const nasty = fc.oneof(
  fc.string({
    unit: fc.constantFrom(...'{}%#-\'"\\|&*!?:@`>[], \t\n\r', 'a', '🐑', '\u2028', '\u0085', '\ufeff', '\u202e'),
  }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('{{ env.HOME }}', '{% raw %}', '{% endraw %}', '---\n', '#}', 'yes', '1', '~', '<<', '{{{', '%}{#'),
);
const part: fc.Arbitrary<PromptPart> = fc.oneof(
  nasty.map((text) => ({ text })),
  fc.constantFrom({ variable: 'name' }, { variable: 'other' }),
);
const VALUES = { name: 'A {{b}} "c"', other: "it's\n{%" };

test('every text comes out of the template as it went in, through YAML and JSON', () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), nasty.filter(isPlainValue), (parts, value) => {
      const content = joined(parts);
      const prompt: AskedPrompt = {
        id: 'src/a.ts:1',
        messages: [{ role: 'user', content }],
        cases: [{ name: value, other: value }],
        calls: ['src/a.ts:1'],
        from: 'gpt-4o',
        to: profile.model ?? '',
        before: { stop: [value] },
        after: { stop: [value] },
        notes: [value],
      };
      const config = promptfooConfig({ profile, prompts: [prompt] });
      const read = load(promptfooYaml(config, [prompt], 'HOLYSHEEP_API_KEY')) as typeof config;
      expect(read).toEqual(config);
      const raw = read.prompts.map((one) => (typeof one === 'string' ? one : one.raw)).join();
      const [message] = JSON.parse(raw) as [{ content: string }];
      const wanted = content.map((one) => ('text' in one ? one.text : VALUES[one.variable as 'name'])).join('');
      expect(engine.renderString(message.content, VALUES)).toBe(wanted);
    }),
    { numRuns: 300 },
  );
});

test('what a request says of its answer is held against it', () => {
  const base = { id: 'a:1', cases: [], calls: [], notes: [], from: 'gpt-4o', to: 'gpt-4.1' };
  const messages = [{ role: 'user', content: [{ text: 'Hello' }] }];
  const schema = { type: 'object' };
  const requests: Record<string, Json>[] = [
    { response_format: { type: 'json_object' } },
    { response_format: { type: 'json_schema', json_schema: { name: 'x', schema } } },
    { tools: [{ type: 'function' }], tool_choice: 'required' },
    { tools: [{ type: 'function' }], tool_choice: 'auto' },
  ];
  const prompts = requests.map((request, index) => ({
    ...base,
    messages,
    id: `a:${index}`,
    before: request,
    after: request,
  }));
  const config = promptfooConfig({ profile, prompts });
  expectConfig(config);
  expect(config.tests.map(({ assert }) => assert)).toEqual([
    [{ type: 'is-json' }],
    [{ type: 'is-json', value: schema }],
    [{ type: 'is-valid-openai-tools-call' }],
    undefined,
  ]);
});
