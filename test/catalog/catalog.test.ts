import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { ALLOW_LISTS, ALLOW_TEXTS, allowListAt } from '../../src/catalog/allow-lists.js';
import { ENDPOINTS, endpoint, endpointOfPath, isWithdrawn, PARAMETERS } from '../../src/catalog/capabilities.js';
import { REFERENCES } from '../../src/catalog/config.js';
import { PROGRAMS, programFacts, SETTINGS_CLIENTS } from '../../src/catalog/config-clients.js';
import { flowFacts } from '../../src/catalog/flow.js';
import { httpCallsFor, httpClients } from '../../src/catalog/http.js';
import { knownModel, MODELS } from '../../src/catalog/models.js';
import { PROFILES } from '../../src/catalog/profile.js';
import { type ClientShape, SDKS, sdksFor, useFor } from '../../src/catalog/sdk.js';
import { PROFILE_IDS } from '../../src/catalog/target.js';
import { isTokenizer, TOKENIZERS, tokenizerFor } from '../../src/catalog/tokenizers.js';
import { LANGUAGES } from '../fixtures.js';

const CATALOG = join(import.meta.dirname, '../../src/catalog');
const SCHEMAS = join(CATALOG, 'schema');

interface DataFile {
  path: string;
  value: Record<string, unknown>;
}

function read(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}

const DATA: readonly DataFile[] = readdirSync(CATALOG, { recursive: true, encoding: 'utf8' })
  .map((name) => join(CATALOG, name))
  .filter((path) => path.endsWith('.json') && !path.startsWith(SCHEMAS))
  .map((path) => ({ path, value: read(path) }));

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });

function repeated(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

describe('data files', () => {
  it.each(DATA.map(({ path, value }) => [relative(CATALOG, path), path, value] as const))(
    '%s fits the schema that it names',
    (_, path, value) => {
      const schema = join(path, '..', String(value.$schema));
      expect(relative(SCHEMAS, schema)).toMatch(/^[a-z]+\.schema\.json$/);
      const validate = ajv.getSchema(schema) ?? ajv.addSchema(read(schema), schema).getSchema(schema);
      validate?.(value);
      expect(validate?.errors ?? []).toEqual([]);
    },
  );

  it('no schema is without data', () => {
    const named = DATA.map(({ value }) => basename(String(value.$schema)));
    expect(readdirSync(SCHEMAS).filter((name) => !named.includes(name))).toEqual([]);
  });

  it('a schema refuses a key that it does not know', () => {
    const sdk = DATA.find(({ path }) => path.endsWith('javascript/openai.json'));
    const validate = ajv.compile(read(join(SCHEMAS, 'sdk.schema.json')));
    expect(validate({ ...sdk?.value, baseURL: 'x' })).toBe(false);
  });

  it('no fact is without a source, and no source is empty', () => {
    const sources = [
      ...SDKS.map(({ id, source }) => ({ id, source })),
      ...LANGUAGES.flatMap(httpClients).map(({ id, source }) => ({ id, source })),
      ...LANGUAGES.map((id) => ({ id, source: flowFacts(id).source })),
      ...[...SETTINGS_CLIENTS, ...PROGRAMS].map(({ id, source }) => ({ id, source })),
      ...TOKENIZERS.map(({ exports, source }) => ({ id: exports.join(), source })),
      ...MODELS.map(({ id, source }) => ({ id, source })),
      ...Object.values(PROFILES).map(({ id, source }) => ({ id, source })),
      ...[...ENDPOINTS, ...PARAMETERS].map(({ id, source }) => ({ id, source: [source] })),
    ];
    expect(sources.filter(({ source }) => source.length === 0 || source.some((one) => one.trim() === ''))).toEqual([]);
  });
});

describe('ids', () => {
  it('are unique', () => {
    expect(repeated(SDKS.map((sdk) => sdk.id))).toEqual([]);
    expect(repeated(SETTINGS_CLIENTS.map((client) => client.id))).toEqual([]);
    expect(repeated(PROGRAMS.map((program) => program.id))).toEqual([]);
    expect(repeated(ALLOW_LISTS.map((list) => list.id))).toEqual([]);
    expect(repeated(ALLOW_TEXTS.map((text) => text.id))).toEqual([]);
    expect(repeated(MODELS.map((model) => model.id))).toEqual([]);
    expect(repeated(ENDPOINTS.map((one) => one.id))).toEqual([]);
    expect(repeated(PARAMETERS.map((one) => one.id))).toEqual([]);
    for (const language of LANGUAGES) expect(repeated(httpClients(language).map((one) => one.id))).toEqual([]);
    expect(Object.keys(PROFILES)).toEqual(PROFILE_IDS);
  });

  it('every SDK file is registered, in the folder of its language', () => {
    const folder = join(CATALOG, 'sdks');
    const files = DATA.filter(({ path }) => path.startsWith(folder));
    expect(files.map(({ value }) => value.id).sort()).toEqual(SDKS.map((sdk) => sdk.id).sort());
    for (const { path, value } of files) expect(relative(folder, path)).toMatch(new RegExp(`^${value.language}/`));
  });

  it('entries for one package tell their versions apart', () => {
    // Two makers may give one name to what they make: it is installed under another one.
    const keyOf = (sdk: (typeof SDKS)[number], name: string) => `${sdk.language}:${name}:${sdk.distribution ?? ''}`;
    const packages = SDKS.flatMap((sdk) => sdk.packages.map((name) => ({ key: keyOf(sdk, name), sdk })));
    for (const key of new Set(repeated(packages.map((one) => one.key)))) {
      const versions = packages.filter((one) => one.key === key).map(({ sdk }) => sdk.versions ?? '');
      expect({ key, versions }).toEqual({ key, versions: [...new Set(versions)].filter((range) => range !== '') });
    }
  });
});

describe('ways to refer to a value', () => {
  it.each(REFERENCES.map(({ id, read }) => [id, read] as const))('%s: each repetition is bounded: %s', (_, read) => {
    const signs = read.replace(/\\./g, '').replace(/\[[^\]]*\]/g, '');
    expect(signs).not.toMatch(/[*+]|,\}/);
  });
});

describe('lists of hosts that may be asked', () => {
  const around = () => undefined;
  it.each([
    'allowedHosts',
    'ALLOWED_API_HOSTS',
    'allowed-endpoints',
    'hostAllowlist',
    'domainWhitelist',
    'urlFetchWhitelist',
    'whitelist',
    'mcp_allowlist_domains',
    'EGRESS_HOSTS',
    'connectSrc',
    'connect-src',
    'CSP_CONNECT_SRC',
    'host_permissions',
  ])('%s is one by its name', (name) => expect(allowListAt({ path: [name, '0'], around })).toBeDefined());

  it.each([
    'hosts',
    'blockedHosts',
    'notAllowedHosts',
    'NO_PROXY',
    'disallowedDomains',
    'corsAllowedDomains',
    'allowUrls',
    'img-src',
    'allowed',
    'allowedImageDomains',
    'providers',
    'permissions',
  ])('%s is none', (name) => expect(allowListAt({ path: [name, '0'], around })).toBeUndefined());
});

describe('references', () => {
  const clients: { name: string; client: ClientShape }[] = SDKS.flatMap((sdk) =>
    sdk.clients.map((client) => ({ name: `${sdk.id}/${client.name}`, client })),
  );

  it('every endpoint that an SDK names is known', () => {
    const named = clients.flatMap(({ name, client }) => [
      ...client.uses.map((use) => ({ name, id: use.endpoint })),
      ...(client.switches ?? []).map((one) => ({ name, id: one.endpoint })),
      { name, id: client.always },
    ]);
    const isKnown = (id: string) => id === 'same' || id === 'part' || id === 'none' || endpoint(id) !== undefined;
    expect(named.filter(({ id }) => id !== undefined && !isKnown(id))).toEqual([]);
  });

  it('every reason to stay is an endpoint, Azure or another provider', () => {
    const others = ['azure', 'other-provider'];
    const reasons = clients.flatMap(({ name, client }) =>
      [client, ...(client.switches ?? [])].map(({ stays }) => ({ name, stays })),
    );
    expect(reasons.filter(({ stays }) => stays !== undefined && !others.includes(stays) && !endpoint(stays))).toEqual(
      [],
    );
  });

  it('every shared list of uses is found', () => {
    for (const { name, client } of clients)
      if (client.usesOf !== undefined) expect({ name, uses: client.uses.length }).not.toEqual({ name, uses: 0 });
  });

  it('every default model and every parameter that a call always sends is known', () => {
    for (const { client } of clients) {
      if (client.defaultModel !== undefined) expect(knownModel(client.defaultModel)?.id).toBe(client.defaultModel);
      for (const sent of client.uses.flatMap((use) => use.sends ?? []))
        expect(PARAMETERS.map((one) => one.id)).toContain(sent);
    }
  });

  it('a ready client has a factory among the same package’s exports or a file of settings, or does not move', () => {
    const isLeft = (one: ClientShape) => (one.stays ?? one.needs ?? one.settingsFile) !== undefined;
    for (const sdk of SDKS)
      for (const client of sdk.clients.filter((one) => one.made === 'ready' && !isLeft(one)))
        expect(sdk.clients.flatMap((one) => one.exports)).toContain(client.factory?.export);
  });

  it('a profile serves its own model and aliases, and knows its host', () => {
    for (const [id, profile] of Object.entries(PROFILES)) {
      expect(profile.id).toBe(id);
      const served = profile.served.map((model) => model.id);
      if (profile.model !== undefined) expect(served).toContain(profile.model);
      for (const target of Object.values(profile.aliases)) expect(served).toContain(target);
      expect(profile.hosts).toContain(new URL(profile.baseUrl).host);
    }
  });
});

describe('SDK look-ups', () => {
  const shape = (name: string, path: string) =>
    sdksFor('javascript', name)
      .flatMap((sdk) => sdk.clients)
      .find((client) => client.exports.includes(path));

  it('finds the uses of a client that is used like another', () => {
    const edge = shape('openai-edge', 'OpenAIApi');
    expect(edge && useFor(edge, ['createChatCompletion'])?.endpoint).toBe('chat');
    const posthog = shape('@posthog/ai/openai', 'OpenAI');
    expect(posthog && useFor(posthog, ['chat', 'completions', 'create'])?.endpoint).toBe('chat');
    expect(posthog && useFor(posthog, ['embeddings', 'create'])?.endpoint).toBe('embeddings');
  });

  it('prefers the newest version of a package, whose URL form differs', () => {
    expect(sdksFor('javascript', 'chatgpt').map((sdk) => [sdk.id, sdk.urlForm])).toEqual([
      ['chatgpt', 'v1'],
      ['chatgpt-5.0', 'origin'],
      ['chatgpt-4', 'origin'],
      ['chatgpt-3', 'origin'],
    ]);
  });

  it('tells the classes of LangChain apart', () => {
    expect(shape('@langchain/openai', 'ChatOpenAI')?.always).toBe('chat');
    expect(shape('@langchain/openai', 'OpenAI')?.always).toBe('completions');
    expect(shape('@langchain/openai', 'OpenAIEmbeddings')?.stays).toBe('embeddings');
    expect(shape('@langchain/openai', 'AzureChatOpenAI')?.stays).toBe('azure');
    expect(shape('langchain/chat_models/openai', 'ChatOpenAI')?.baseUrl?.[0]).toBe('0.configuration.basePath');
    expect(sdksFor('javascript', 'langchain/agents')).toEqual([]);
  });

  it('a wildcard package covers what is below it alone', () => {
    expect(sdksFor('javascript', 'openai/index.mjs').map((sdk) => sdk.id)).toEqual(['openai-node']);
    expect(sdksFor('javascript', 'openai-something')).toEqual([]);
    expect(sdksFor('cobol', 'openai')).toEqual([]);
  });
});

describe('endpoints of URL paths', () => {
  it.each([
    ['/v1/chat/completions', 'chat'],
    ['/chat/completions?x=1', 'chat'],
    ['v1/completions', 'completions'],
    ['chat/completions', 'chat'],
    ['/v1/models', 'models'],
    ['/v1/audio/speech', 'audio'],
    ['/v1/dashboard/billing/usage', 'account'],
    ['/v1/chatkit/sessions', 'other'],
    ['/v1/unheard-of', undefined],
    ['/v1/chat', undefined],
  ])('%s is %s', (path, id) => {
    expect(endpointOfPath(path)?.id).toBe(id);
  });
});

it('says which paths no key opens any more', () => {
  expect(isWithdrawn('/v1/dashboard/billing/usage')).toBe(true);
  expect(isWithdrawn('dashboard/billing/usage')).toBe(true);
  expect(isWithdrawn('/v1/organization/costs')).toBe(false);
});

describe('HTTP look-ups', () => {
  const found = (name: string | undefined, ...path: string[]) =>
    httpCallsFor('javascript', { package: name, path }).map(({ client, call, makers: [maker] }) => ({
      id: client.id,
      url: call.url?.[0] ?? call.host?.[0],
      base: maker?.base[0],
    }));

  it.each([
    ['a global', undefined, ['fetch'], 'fetch', '0'],
    ['a global by its object', undefined, ['globalThis', 'fetch'], 'fetch', '0'],
    ['a default import', 'node-fetch', ['default'], 'fetch-packages', '0'],
    ['a required module', 'node-fetch', [], 'fetch-packages', '0'],
    ['a method of a default import', 'axios', ['default', 'post'], 'axios', '0'],
    ['a method of a required module', 'axios', ['post'], 'axios', '0'],
    ['a named import', 'undici', ['request'], 'undici', '0'],
    ['a module of Node', 'node:https', ['default', 'request'], 'node-http', '0.hostname'],
  ])('%s', (_, name, path, id, url) => {
    expect(found(name, ...path)[0]).toEqual({ id, url, base: undefined });
  });

  it('tries the options before the URL', () => {
    expect(found('axios', 'default').map((one) => one.url)).toEqual(['0.url', '0']);
    expect(found('request').map((one) => one.url)).toEqual(['0.url', '0']);
    expect(found('https', 'request').map((one) => one.url)).toEqual(['0.hostname', '0']);
  });

  it('calls an instance in the ways of its client, and says how it was made', () => {
    expect(found('axios', 'default', 'create', '()', 'post')).toEqual([{ id: 'axios', url: '0', base: '0.baseURL' }]);
    expect(found('ky', 'default', 'create', '()')).toEqual([{ id: 'ky', url: '0', base: '0.prefixUrl' }]);
    expect(found('got', 'default', 'extend', '()', 'extend', '()', 'post')[0]?.base).toBe('0.prefixUrl');
  });

  it('takes neither what makes an instance, nor the answer, nor other packages for a request', () => {
    expect(found('axios', 'default', 'create')).toEqual([]);
    expect(found('got', 'default', 'post', '()', 'json')).toEqual([]);
    expect(found('superagent', 'default', 'post', '()', 'send')).toEqual([]);
    expect(found('axios-retry', 'default')).toEqual([]);
    expect(found(undefined, 'prefetch')).toEqual([]);
    expect(found(undefined, 'fetch', '()', 'json')).toEqual([]);
    expect(httpCallsFor('cobol', { path: ['fetch'] })).toEqual([]);
  });
});

describe('tokenizers', () => {
  it.each([
    ['tiktoken', 'encoding_for_model'],
    ['@dqbd/tiktoken/lite', 'encoding_for_model'],
    ['js-tiktoken', 'getEncodingNameForModel'],
    ['js-tiktoken', 'default.encodingForModel'],
    ['gpt-tokens', 'GPTTokens'],
  ])('%s %s takes a model', (name, path) => {
    expect(isTokenizer('javascript', name, path)).toBe(true);
  });

  it.each([
    ['tiktoken', 'get_encoding'],
    ['tiktoken-other', 'encoding_for_model'],
    ['gpt-3-encoder', 'encode'],
    ['openai', 'default'],
  ])('%s %s takes none', (name, path) => {
    expect(isTokenizer('javascript', name, path)).toBe(false);
  });

  it('says where the model stands', () => {
    expect(tokenizerFor('javascript', 'gpt-tokenizer/model/gpt-4o', 'encodeChat')?.model).toBe('1');
  });
});

describe('Python', () => {
  const sdks = (name: string) => sdksFor('python', name);
  const shape = (name: string, path: string) =>
    sdks(name)
      .flatMap((sdk) => sdk.clients)
      .find((client) => client.exports.includes(path));
  const endpointAt = (id: string, client: string, path: string) => {
    const found = SDKS.find((sdk) => sdk.id === id)?.clients.find((one) => one.name === client);
    return found && useFor(found, path.split('.'))?.endpoint;
  };

  it('packages are the names that are imported, and no part of a path', () => {
    const names = SDKS.filter((sdk) => sdk.language === 'python').flatMap((sdk) => sdk.packages);
    expect(names.filter((name) => !/^[a-z_]\w*$/.test(name))).toEqual([]);
  });

  it('each version of openai reads variables of its own', () => {
    expect(sdks('openai').map(({ versions, environment }) => [versions, environment.baseUrl])).toEqual([
      ['>=1.3', ['OPENAI_BASE_URL']],
      ['>=1.0 <1.3', []],
      ['<1', ['OPENAI_API_BASE']],
    ]);
  });

  it('a module is a client by itself, and its settings are attributes', () => {
    expect(sdks('openai').map(({ clients }) => clients.find((one) => one.made === 'module')?.baseUrl)).toEqual([
      ['base_url'],
      ['base_url'],
      ['api_base'],
    ]);
    expect(shape('openai', 'AsyncOpenAI')?.made).toBe('call');
  });

  it.each([
    ['openai-python', 'OpenAI', 'chat.completions.create', 'chat'],
    ['openai-python', 'OpenAI', 'chat.completions.with_raw_response.create', 'chat'],
    ['openai-python', 'OpenAI', 'with_streaming_response.chat.completions.create', 'chat'],
    ['openai-python', 'OpenAI', 'beta.chat.completions.parse', 'chat'],
    ['openai-python', 'OpenAI', 'chat.completions.list', 'other'],
    ['openai-python', 'OpenAI', 'embeddings.with_raw_response.create', 'embeddings'],
    ['openai-python', 'OpenAI', 'beta.threads.runs.create', 'assistants'],
    ['openai-python', 'OpenAI', 'responses.create', 'responses'],
    ['openai-python', 'OpenAI', 'with_options', 'same'],
    ['openai-python', 'OpenAI', 'close', 'none'],
    ['openai-python', 'OpenAI', 'ChatCompletion.create', undefined],
    ['openai-python', 'openai', 'chat.completions.create', 'chat'],
    ['openai-python-1.0', 'OpenAI', 'chat.completions.create', 'chat'],
    ['openai-python-0', 'openai', 'ChatCompletion.acreate', 'chat'],
    ['openai-python-0', 'openai', 'Completion.create', 'completions'],
    ['openai-python-0', 'openai', 'Embedding.create', 'embeddings'],
    ['openai-python-0', 'openai', 'embeddings_utils.get_embedding', 'embeddings'],
    ['openai-python-0', 'openai', 'error.RateLimitError', undefined],
    ['openai-python-0', 'openai', 'chat.completions.create', undefined],
  ])('%s %s.%s asks %s', (id, client, path, expected) => {
    expect(endpointAt(id, client, path)).toBe(expected);
  });

  it('tells the classes of wrappers apart', () => {
    expect(shape('langchain_openai', 'ChatOpenAI')?.always).toBe('chat');
    expect(shape('langchain_openai', 'ChatOpenAI')?.baseUrl).toEqual(['base_url', 'openai_api_base']);
    expect(shape('langchain', 'chat_models.ChatOpenAI')?.baseUrl).toEqual(['openai_api_base', 'base_url']);
    expect(shape('langchain_community', 'llms.OpenAI')?.always).toBe('completions');
    expect(shape('langchain', 'embeddings.openai.OpenAIEmbeddings')?.stays).toBe('embeddings');
    expect(shape('llama_index', 'llms.openai.OpenAI')?.needs).toMatch(/OpenAILike/);
    expect(shape('llama_index', 'llms.openai_like.OpenAILike')?.needs).toBeUndefined();
    expect(shape('litellm', 'text_completion')?.always).toBe('completions');
    expect(shape('agents', 'OpenAIChatCompletionsModel')?.client).toEqual(['openai_client', '1']);
    expect(shape('langfuse', 'openai.OpenAI')?.usesOf).toBe('openai-python/OpenAI');
  });

  it('every client that is handed another says what it asks', () => {
    const takers = SDKS.flatMap((sdk) => sdk.clients).filter((one) => one.client && (one.stays || one.always));
    expect(takers.map((one) => one.stays ?? one.always).filter((id) => !endpoint(id ?? ''))).toEqual([]);
  });

  const requests = (name: string, ...path: string[]) =>
    httpCallsFor('python', { package: name, path }).map(({ client, call, makers: [maker] }) => [
      client.id,
      call.url?.[0],
      maker?.base[0],
    ]);

  it.each([
    ['requests', ['post'], ['requests', 'url', undefined]],
    ['requests', ['Session', '()', 'post'], ['requests', 'url', undefined]],
    ['requests', ['sessions', 'Session', '()', 'request'], ['requests', 'url', undefined]],
    ['httpx', ['AsyncClient', '()', 'stream'], ['httpx', 'url', 'base_url']],
    ['aiohttp', ['ClientSession', '()', 'post'], ['aiohttp', 'url', 'base_url']],
    ['urllib', ['request', 'Request'], ['urllib', 'url', undefined]],
    ['urllib3', ['PoolManager', '()', 'request'], ['urllib3', 'url', undefined]],
    ['http', ['client', 'HTTPSConnection', '()', 'request'], ['http-client', 'url', 'host']],
  ])('%s %j makes a request', (name, path, expected) => {
    expect(requests(name, ...path)).toEqual([expected]);
  });

  it('takes nothing else for a request', () => {
    expect(requests('requests', 'Session')).toEqual([]);
    expect(requests('requests', 'post', '()', 'json')).toEqual([]);
    expect(requests('urllib', 'parse', 'urljoin')).toEqual([]);
    expect(requests('http', 'server', 'HTTPServer')).toEqual([]);
  });

  const reads = (name: string, path: string) =>
    flowFacts('python').environment.find((one) => one.package === name && one.path.join('.') === path);

  it('knows where a read of the environment names the variable and its default', () => {
    expect(reads('os', 'environ.*')?.name).toBeUndefined();
    expect(reads('os', 'getenv.()')).toMatchObject({ name: ['key', '0'], default: ['default', '1'] });
    expect(reads('decouple', 'config.()')?.default).toEqual(['default', '1']);
    // The second argument is `cast` here.
    expect(reads('environ', 'Env.().()')?.default).toEqual(['default', '2']);
    expect(reads('environ', 'Env.().str.()')?.default).toEqual(['default', '1']);
    expect(reads('starlette', 'config.Config.().()')?.default).toEqual(['default', '2']);
    expect(reads('django', 'conf.settings.*')).toBeUndefined();
  });

  it('knows that tiktoken raises for an id that it does not know', () => {
    expect(tokenizerFor('python', 'tiktoken', 'encoding_for_model')?.unknown).toBe('raises');
    expect(isTokenizer('python', 'tiktoken', 'get_encoding')).toBe(false);
  });
});

describe('clients that files set up', () => {
  const all = [...SETTINGS_CLIENTS, ...PROGRAMS];

  it('have regular expressions that can be read', () => {
    const texts = [
      ...SETTINGS_CLIENTS.flatMap(({ path, only }) => [path, ...Object.values(only ?? {})]),
      ...all.flatMap(({ model, shared }) => [
        model?.ids,
        shared?.code,
        shared?.files,
        ...Object.values(shared?.where ?? {}),
      ]),
      ...all.flatMap(({ parameters }) => Object.values(parameters ?? {}).map(([, value]) => value)),
    ];
    for (const text of texts) expect(() => new RegExp(text ?? '')).not.toThrow();
  });

  it('name parameters and endpoints that there are', () => {
    const ids = new Set(PARAMETERS.map(({ id }) => id));
    const named = all.flatMap(({ parameters }) => Object.values(parameters ?? {}).map(([id]) => id));
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
    const stays = SETTINGS_CLIENTS.flatMap(({ stays }) => (stays === undefined || stays === 'azure' ? [] : [stays]));
    expect(stays.filter((id) => endpoint(id) === undefined)).toEqual([]);
  });

  it('read back the ids that they write', () => {
    for (const { id, model } of all)
      if (model?.ids !== undefined)
        expect([id, new RegExp(model.ids).exec(model.written?.replace('NAME', 'some-model') ?? '')?.[1]]).toEqual([
          id,
          'some-model',
        ]);
  });

  it('are found by image, action and command', () => {
    expect(programFacts('ghcr.io/open-webui/open-webui:main')?.id).toBe('open-webui');
    expect(programFacts('docker.io/n8nio/n8n')?.id).toBe('n8n');
    expect(programFacts('anc95/ChatGPT-CodeReview@v1.0.14')?.id).toBe('chatgpt-codereview');
    expect(programFacts('aider')?.id).toBe('aider');
    expect(programFacts('localhost:5000/open-webui/open-webui')).toBeUndefined();
    expect(programFacts('acme/bot:2')).toBeUndefined();
  });
});
