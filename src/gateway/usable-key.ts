import { isPlaceholder, keysIn } from '../catalog/keys.js';
import type { Profile } from '../catalog/profile.js';
import { serviceOf } from '../catalog/service.js';
import { Failure } from '../errors.js';

const OPENAI = serviceOf('openai');

/**
 * The key that may be sent to the gateway, from the environment.
 * @throws Failure where there is none, where it is OpenAI's, or where it would go over the network in clear text.
 */
export function usableKey({ title, baseUrl, variables }: Profile, environment: NodeJS.ProcessEnv): string {
  const name = variables.apiKey;
  const key = environment[name]?.trim() ?? '';
  if (key === '') throw new Failure('no-key', `${name} is not set.`);
  if (isPlaceholder(key)) throw new Failure('no-key', `${name} holds a stand-in, and no key.`);
  if (/[^\x21-\x7e]/.test(key)) throw new Failure('no-key', `${name} holds something that cannot be a key.`);
  const other = Object.entries(environment).find(([one, value]) => one !== name && OPENAI.names(one) && value === key);
  if (other) throw new Failure('foreign-key', `${name} holds the key of ${other[0]}, not one of ${title}.`);
  if (keysIn(key).some(({ provider }) => provider === 'OpenAI'))
    throw new Failure('foreign-key', `${name} holds a key of OpenAI, not one of ${title}.`);
  const { protocol, hostname } = new URL(baseUrl);
  if (OPENAI.hostsIn(hostname).length > 0)
    throw new Failure('foreign-host', `${baseUrl} is OpenAI’s, and ${name} holds a key of ${title}.`);
  if (protocol !== 'https:' && !LOOPBACK.test(hostname))
    throw new Failure('clear-text', `${baseUrl} is no https address: everybody on the way could read the key.`);
  return key;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
