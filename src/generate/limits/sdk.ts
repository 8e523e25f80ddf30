import type { Language } from '../style.js';

/** A client that takes another transport, and what of the module it is given. */
export interface LimitedSdk {
  /** The entry of the catalog, and the shape in it. */
  sdk: string;
  client: string;
  language: Language;
  /** The option for the transport; in JavaScript, of the object that is the first argument. */
  transport: string;
  /** By the name under which the client is exported; `*` for any: what it is given, as source, and the package for that. */
  by: Readonly<Record<string, { name: string; source: string; package: string }>>;
  /** The option for how often it asks again. */
  retries?: string;
}

const FETCH = { '*': { name: 'limitedFetch', source: 'limitedFetch', package: 'p-queue@^9.3.5' } };
const SYNC = { name: 'LimitedClient', source: 'LimitedClient()', package: 'pyrate-limiter~=4.5' };
const ASYNC = { name: 'LimitedAsyncClient', source: 'LimitedAsyncClient()', package: 'aiolimiter~=1.3' };

/**
 * Sources: openai@4.104.0 to 7.57.0, client.js (fetch, maxRetries); @ai-sdk/openai@4.0.118, dist/index.d.ts (fetch);
 * openai-python 1.17.0 to 3.57.0, _client.py (http_client, max_retries) and __init__.py (DefaultHttpxClient).
 */
export const LIMITED_SDKS: readonly LimitedSdk[] = [
  {
    sdk: 'openai-node',
    client: 'OpenAI',
    language: 'javascript',
    transport: 'fetch',
    by: FETCH,
    retries: 'maxRetries',
  },
  { sdk: 'ai-sdk-openai', client: 'createOpenAI', language: 'javascript', transport: 'fetch', by: FETCH },
  {
    sdk: 'ai-sdk-openai-compatible',
    client: 'createOpenAICompatible',
    language: 'javascript',
    transport: 'fetch',
    by: FETCH,
  },
  {
    sdk: 'openai-python',
    client: 'OpenAI',
    language: 'python',
    transport: 'http_client',
    by: { OpenAI: SYNC, Client: SYNC, AsyncOpenAI: ASYNC, AsyncClient: ASYNC },
    retries: 'max_retries',
  },
];
