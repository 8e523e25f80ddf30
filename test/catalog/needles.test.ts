import { describe, expect, it } from 'vitest';
import { ALLOW_LISTS } from '../../src/catalog/allow-lists.js';
import { PROGRAMS, SETTINGS_CLIENTS } from '../../src/catalog/config-clients.js';
import { KEY_SHAPES, keysIn } from '../../src/catalog/keys.js';
import { modelId } from '../../src/catalog/model-ids.js';
import { MODELS } from '../../src/catalog/models.js';
import { isToldNothing, needles } from '../../src/catalog/needles.js';
import { PROFILES } from '../../src/catalog/profile.js';
import { SDKS } from '../../src/catalog/sdk.js';
import { serviceOf } from '../../src/catalog/service.js';
import { hasNeedle } from '../../src/discover/prefilter.js';
import { randomText, KEY_SHAPES as SEEDED } from '../seeded-keys.js';

const isMissed = (text: string, path = 'a.txt') => !hasNeedle(Buffer.from(text), path);
const missed = (texts: readonly string[]) => texts.filter((text) => isMissed(text));

it('stand in needles.json as the catalog gives them (-u writes them)', async () => {
  const file = new URL('../../src/discover/needles.json', import.meta.url).pathname;
  await expect(`${JSON.stringify(needles(), null, 2)}\n`).toMatchFileSnapshot(file);
});

describe('each entry of the catalog is found by what a file has to name of it', () => {
  it('OpenAI’s hosts', () => {
    const hosts = ['api.openai.com', 'eu.api.openai.com', 'mtls.api.openai.com', 'api\\\\.openai\\\\.com'];
    expect(hosts.filter((host) => serviceOf('openai').hostsIn(host).length > 0)).toHaveLength(3);
    expect(missed(hosts)).toEqual([]);
  });

  it('what looks at how a key begins', () => {
    const checks = [
      "key.startsWith('sk-')",
      'key.startswith("sk-")',
      '/^sk-[A-Za-z0-9]+$/',
      'key.slice(0, 3) !== `sk-`',
    ];
    expect(missed(checks)).toEqual([]);
    expect(missed(["class='sk-circle'", "locale = 'sk-SK'", 'task-[0-9]', "'task-'"])).toHaveLength(4);
  });

  it('variables of OpenAI and of the profiles, however they are joined', () => {
    const names = SDKS.flatMap(({ id, clients, environment }) =>
      clients.every(({ stays }) => stays === 'other-provider' || stays === 'azure') || id === 'mem0'
        ? []
        : // A neutral name of a model's variable (`MODEL`) is found by its value, which names the model.
          Object.values(environment)
            .flat()
            .filter((name) => !/^MODEL(?:_NAME)?$/.test(name)),
    );
    expect(names.length).toBeGreaterThan(20);
    const own = Object.values(PROFILES).flatMap(({ variables, otherNames }) => [
      ...Object.values(variables),
      ...Object.values(otherNames ?? {}).flat(),
    ]);
    expect(missed([...names, ...own, 'OPEN_AI_KEY', 'open-ai-key', 'openAiKey'])).toEqual([]);
  });

  it('where a migration goes', () => {
    const named = Object.values(PROFILES).flatMap(({ baseUrl, hosts, model }) => [baseUrl, ...hosts, model ?? '']);
    expect(missed(named.filter((text) => text !== ''))).toEqual([]);
  });

  it('ids of models, as a text and, if they are more than a word, bare', () => {
    expect(missed(MODELS.map(({ id }) => `model="${id}"`))).toEqual([]);
    expect(missed(MODELS.map(({ id }) => `"${id}"`))).toEqual([]);
    const longer = MODELS.filter(({ needsModelPosition }) => !needsModelPosition);
    expect(missed(longer.map(({ id }) => `MODEL=${id}\n`))).toEqual([]);
  });

  it('ids to come, of families that there are', () => {
    const ids = [
      'gpt-9-turbo',
      'o5-mini',
      'o11-deep-research',
      'text-embedding-4-small',
      'dall-e-4',
      'tts-2',
      'sora-3',
    ];
    const others = ['whisper-2', 'omni-moderation-2027-01-01', 'chatgpt-5-latest', 'ft:gpt-4o:acme::x1', 'gpt-oss-20b'];
    expect([...ids, ...others].filter((id) => modelId(id) === undefined)).toEqual([]);
    expect(missed([...ids, ...others].map((id) => `"${id}"`))).toEqual([]);
  });

  it('keys of each shape', () => {
    const azure = `${randomText('a', 52)}${['JQQJ', '99'].join('')}${randomText('b', 26)}`;
    const keys = [
      ...SEEDED.map(({ provider, make }) => [provider, make('needle').key]),
      ['GitHub', `${['gh', 'p'].join('')}_${randomText('c', 36)}`],
      ['GitHub', `${['github', 'pat'].join('_')}_${randomText('d', 70)}`],
      ['Azure', azure],
      ['Azure', `AZURE_SEARCH_KEY=${randomText('e', 32, '0123456789abcdef')}`],
    ] as const;
    for (const [provider, key] of keys) expect(keysIn(key).map((one) => one.provider)).toEqual([provider]);
    expect(new Set(keys.map(([provider]) => provider))).toEqual(new Set(KEY_SHAPES.map(({ provider }) => provider)));
    expect(missed(keys.map(([, key]) => `x: ${key}`))).toEqual([]);
  });

  it('clients of each SDK that ask OpenAI where no model and no key is named', () => {
    const imports = SDKS.flatMap((sdk) =>
      sdk.clients
        .filter((client) => isToldNothing(sdk, client))
        .flatMap(({ exports }) => exports)
        .flatMap((path) => sdk.packages.map((name) => ({ language: sdk.language, name, path }))),
    );
    expect(imports.length).toBeGreaterThan(300);
    const isOver = ({ language, name, path }: (typeof imports)[number]) =>
      isMissed(importOf(language, name.replace(/\/\*$/, ''), path), FILES[language]);
    expect(imports.filter(isOver)).toEqual([]);
  });

  it('clients of the others by the model, which has to be given: as the package spells it, or plainly', () => {
    const spelled = SDKS.flatMap((sdk) =>
      sdk.clients.map(({ modelForm, defaultModel }) => modelForm?.written.replace('NAME', 'gpt-4o') ?? defaultModel),
    ).filter((id) => id !== undefined);
    expect(spelled.length).toBeGreaterThan(20);
    expect(missed(spelled.map((id) => `"${id}"`))).toEqual([]);
  });

  it('programs that move, by a variable that they have to be given', () => {
    const missed = PROGRAMS.filter(({ baseUrl, apiKey }) => baseUrl !== undefined && isMissed(`${apiKey?.key}=`));
    expect(missed.map(({ id }) => id)).toEqual([]);
  });

  it('settings of frameworks, by their keys, the key’s variable, or the id of a model', () => {
    const named = SETTINGS_CLIENTS.map(({ at, baseUrl, apiKey, model, only }) => {
      const ids = model?.written?.replace('NAME', 'gpt-4o');
      return [
        ...at.map((keys) => keys.replaceAll('/', ':\n  ')),
        apiKey.default,
        // What asks OpenAI alone has its name in the key.
        baseUrl ? undefined : apiKey.key,
        ids,
        ...Object.values(only ?? {}),
      ].join('\n');
    });
    expect(missed(named.filter((text) => text !== ''))).toEqual([]);
  });

  it('lists of allowed hosts, by the host', () => {
    expect(ALLOW_LISTS.length).toBeGreaterThan(10);
    expect(isMissed('https://api.openai.com')).toBe(false);
    // A list that lets through a host of which OpenAI’s is a part.
    expect(isMissed('https://*.openai.com')).toBe(false);
  });
});

it('passes by what only looks like a name of the catalog', () => {
  const others = [
    'https-1 proxies',
    'task-management-system-of-mine',
    'proto3',
    'Canada',
    'import reagents',
    'text-align',
  ];
  expect(missed(others)).toEqual(others);
});

const FILES: Record<string, string> = {
  go: 'a.go',
  java: 'A.java',
  php: 'a.php',
  ruby: 'a.rb',
  javascript: 'a.ts',
  python: 'a.ipynb',
};

/** The shortest way to name what makes a client. */
function importOf(language: string, name: string, path: string): string {
  if (language === 'php') return `use ${name}\\${path.split('.')[0]};`;
  if (language === 'java') return `import ${name}.${path.split('.')[0]};`;
  if (language === 'ruby') return `${name}::${path.replaceAll('.', '::')}.new`;
  if (language === 'go') return `import x "${name}"\nx.${path}`;
  if (language === 'javascript') return `import { ${path.split('.')[0]} } from '${name}'`;
  const parts = [name, ...path.split('.')].filter((part) => part !== '');
  return parts.length === 1 ? `import ${name}` : `from ${parts.slice(0, -1).join('.')} import ${parts.at(-1)}`;
}
