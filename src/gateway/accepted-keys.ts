import { isPlaceholder, keysIn } from '../catalog/keys.js';
import type { Profile } from '../catalog/profile.js';
import { namesOpenai } from '../catalog/variables.js';

/**
 * Which keys open the stand-in: what the key's variable holds; without one, whatever is not known as OpenAI's or as a
 * text to be replaced by a key.
 */
export function acceptedKeys({ variables }: Profile, environment: NodeJS.ProcessEnv): (key: string) => boolean {
  const own = environment[variables.apiKey];
  if (own !== undefined && own !== '') return (key) => key === own;
  const others = Object.entries(environment).flatMap(([name, value]) => (value && namesOpenai(name) ? [value] : []));
  const isOpenais = (key: string) => keysIn(key).some(({ provider }) => provider === 'OpenAI');
  return (key) => key !== '' && !others.includes(key) && !isOpenais(key) && !isToBeReplaced(key);
}

/** `YOUR_…_API_KEY` as files have it after a migration. `test`, say, is what a test would send. */
function isToBeReplaced(key: string): boolean {
  return /^(?:your|<|\$|\{\{)/i.test(key) && isPlaceholder(key);
}
