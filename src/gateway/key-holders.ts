import { isPlaceholder, keysIn } from '../catalog/keys.js';
import { serviceOf } from '../catalog/service.js';

const OPENAI = serviceOf('openai');

/** The variables that hold a key, by name. What is too short to tell is in none. */
export function keyHolders(key: string, environment: NodeJS.ProcessEnv): string[] {
  if (key.length < 4) return [];
  return Object.keys(environment).filter((name) => environment[name] === key);
}

/**
 * Whether a key may be one of the gateway's: it is not known as OpenAI's, and no text that is to be replaced by one.
 * `own` are the variables that hold the gateway's keys.
 */
export function mayOpenGateway(key: string, environment: NodeJS.ProcessEnv, own: readonly string[]): boolean {
  const holders = keyHolders(key, environment);
  if (holders.some((name) => own.includes(name))) return true;
  const isOpenais = holders.some(OPENAI.names) || keysIn(key).some(({ provider }) => provider === 'OpenAI');
  return key !== '' && !isOpenais && !isToBeReplaced(key);
}

/** `YOUR_…_API_KEY`, as files have it after a migration. `test`, say, is what a test would send. */
function isToBeReplaced(key: string): boolean {
  return /^(?:your|<|\$|\{\{)/i.test(key) && isPlaceholder(key);
}
