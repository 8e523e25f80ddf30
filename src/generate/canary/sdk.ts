import type { Language } from '../style.js';

/** What a module of a canary hands out clients of, and what it can be asked for. */
export interface CanarySdk {
  language: Language;
  /** An entry of the catalog and one of its clients. */
  sdk: string;
  client: string;
  package: string;
  /** Those in which a client can be copied with other options. */
  versions: string;
  /** The one call that the module routes. */
  use: string;
  /** The names that a file which uses the module imports. */
  names: { route: string; required: string };
}

/**
 * Read in openai@5.23.2, 6.49.0 and 7.57.0 (client.d.ts: `withOptions` came with 5) and in openai 1.3.0, 2.54.0 and 3.57.0 for Python
 * (_client.py: `with_options`).
 */
export const CANARY_SDKS: readonly CanarySdk[] = [
  {
    language: 'javascript',
    sdk: 'openai-node',
    client: 'OpenAI',
    package: 'openai',
    versions: '>=5',
    use: 'chat.completions.create',
    names: { route: 'clientFor', required: 'USER_REQUIRED' },
  },
  {
    language: 'python',
    sdk: 'openai-python',
    client: 'OpenAI',
    package: 'openai',
    versions: '>=1.3',
    use: 'chat.completions.create',
    names: { route: 'client_for', required: 'USER_REQUIRED' },
  },
];
