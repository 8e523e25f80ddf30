import { Ajv } from 'ajv';
import { expect } from 'vitest';

const TEXT = { type: 'string', minLength: 1 };
const object = (required: string[], properties: object) => ({
  type: 'object',
  required,
  properties,
  additionalProperties: false,
});
const list = (items: object) => ({ type: 'array', minItems: 1, items });

/** Stricter than promptfoo's own: just what we write, so that a slip in a name is no setting that is silently ignored. */
const check = new Ajv({ allowUnionTypes: true }).compile(
  object(['description', 'prompts', 'providers', 'tests'], {
    description: TEXT,
    prompts: list({
      anyOf: [{ type: 'string', pattern: '^file://' }, object(['label', 'raw'], { label: TEXT, raw: TEXT })],
    }),
    providers: list(
      object(['id', 'label', 'config'], {
        id: { type: 'string', pattern: '^openai:chat:.' },
        label: TEXT,
        prompts: list(TEXT),
        config: object(['apiBaseUrl', 'apiKeyEnvar', 'omitDefaults'], {
          apiBaseUrl: { enum: ['https://api.openai.com/v1', 'https://api.holysheep.ai/v1'] },
          apiKeyEnvar: { enum: ['OPENAI_API_KEY', 'HOLYSHEEP_API_KEY'] },
          omitDefaults: { const: true },
          temperature: { type: 'number' },
          max_tokens: { type: 'integer' },
          top_p: { type: 'number' },
          seed: { type: 'integer' },
          stop: { type: ['string', 'array'] },
          tools: { type: 'array' },
          tool_choice: { type: ['string', 'object'] },
          response_format: { type: 'object' },
          passthrough: { type: 'object', minProperties: 1 },
        }),
      }),
    ),
    tests: list(
      object(['vars'], {
        vars: { type: 'object', additionalProperties: { type: 'string' } },
        prompts: list(TEXT),
        assert: list({
          type: 'object',
          required: ['type'],
          properties: { type: { enum: ['is-json', 'is-valid-openai-tools-call', 'llm-rubric', 'latency'] } },
        }),
      }),
    ),
  }),
);

interface Config {
  prompts: (string | { label: string; raw: string })[];
  providers: { label: string; prompts?: string[]; config: { apiBaseUrl: string; apiKeyEnvar: string } }[];
  tests: { vars: Record<string, string>; prompts?: string[] }[];
}

/** The shape, and that all names lead somewhere, each key goes to its host, and every variable has a value. */
export function expectConfig(value: unknown): void {
  check(value);
  expect(check.errors ?? []).toEqual([]);
  const { prompts, providers, tests } = value as Config;
  const labels = prompts.map((prompt) => (typeof prompt === 'string' ? prompt : prompt.label));
  expect(new Set(labels).size).toBe(labels.length);
  expect(new Set(providers.map(({ label }) => label)).size).toBe(providers.length);
  for (const { config } of providers)
    expect(config.apiKeyEnvar).toBe(config.apiBaseUrl.includes('openai.com') ? 'OPENAI_API_KEY' : 'HOLYSHEEP_API_KEY');
  for (const named of [...providers, ...tests])
    for (const label of named.prompts ?? []) expect(labels).toContain(label);
  for (const prompt of prompts) {
    if (typeof prompt === 'string') continue;
    // One line might be taken for the name of a file.
    expect(prompt.raw).toContain('\n');
    const asking = providers.filter(({ prompts: own }) => own?.includes(prompt.label) ?? true);
    expect(asking.map(({ config }) => config.apiKeyEnvar)).toEqual(['OPENAI_API_KEY', 'HOLYSHEEP_API_KEY']);
    const own = tests.filter(({ prompts: some }) => some?.includes(prompt.label) ?? true);
    expect(own.length).toBeGreaterThan(0);
    const names = [...prompt.raw.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);
    for (const { vars } of own) expect(Object.keys(vars).sort()).toEqual([...new Set(names)].sort());
  }
}
