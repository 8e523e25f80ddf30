import { endpointOfPath } from '../catalog/capabilities.js';
import { serviceOf } from '../catalog/service.js';
import type { StayingClients } from '../plan/staying-clients.js';
import { keyHolders } from './key-holders.js';
import type { Seen } from './serve.js';
import { isOpenaiHost } from './stand-in.js';

const OPENAI = serviceOf('openai');

/** What becomes of the repository, as far as its requests are judged by it. */
export interface Expected extends StayingClients {
  /** Whether there is something that `--write` would still change. */
  isPending: boolean;
  /** The variables that hold keys of the gateway. */
  gatewayKeys: readonly string[];
}

/** What is said of a request. */
const VERDICTS = {
  arrives: { fails: false, says: 'It arrives at the gateway.' },
  stays: { fails: false, says: 'The gateway does not serve this, so OpenAI is asked.' },
  'may-stay': { fails: false, says: 'It is of one of the clients that stay on OpenAI: {staying}.' },
  'still-goes': {
    fails: true,
    says: 'It still goes to OpenAI, though nothing in the repository is left to move.{tests}',
  },
  'not-moved': { fails: true, says: 'It goes to OpenAI: what is left to move there moves with --write.' },
  refused: { fails: true, says: 'The gateway refuses it: {error}.' },
  'asked-for': { fails: false, says: 'It failed as it was asked to ({status}).' },
  'key-leaks': { fails: true, says: 'It takes the gateway’s key to OpenAI.' },
  'wrong-key': { fails: true, says: 'It takes a key to the gateway that is not the gateway’s.' },
} as const;

export type RequestVerdict = keyof typeof VERDICTS;

/** Requests that are alike in all of this, and how many there were. Holds no key. */
export interface JudgedRequest {
  host: string;
  method: string;
  path: string;
  model: string;
  status: number;
  /** The variables that hold the key which was sent; none where it comes from elsewhere. */
  keyVariables: string[];
  hasKey: boolean;
  /** What the gateway treats otherwise. */
  facts: { id: string; sentence: string }[];
  verdict: RequestVerdict;
  message: string;
  count: number;
}

/** Every request held against what the plan says, alike ones together, in the order of the first of each. */
export function judgeRequests(
  seen: readonly Seen[],
  expected: Expected,
  environment: NodeJS.ProcessEnv,
): JudgedRequest[] {
  const judged = new Map<string, JudgedRequest>();
  for (const request of seen) {
    const { host, method, path, model, status, key } = request;
    const keyVariables = keyHolders(key, environment);
    const verdict = verdictOf(request, keyVariables, expected);
    const filling = { status: String(status), error: request.error ?? '', ...clientsIn(expected, keyVariables) };
    const message = VERDICTS[verdict].says.replace(/\{(\w+)\}/g, (_, name: keyof typeof filling) => filling[name]);
    const facts = request.facts.map(({ id, sentence }) => ({ id, sentence }));
    const one = { host, method, path, model, status, keyVariables, hasKey: key !== '', facts, verdict, message };
    const known = judged.get(JSON.stringify(one));
    if (known) known.count++;
    else judged.set(JSON.stringify(one), { ...one, count: 1 });
  }
  return [...judged.values()];
}

export function isFailure({ verdict }: JudgedRequest): boolean {
  return VERDICTS[verdict].fails;
}

/** The first three, and how many more there are. */
function namesOf(places: readonly string[]): string {
  const more = places.length > 3 ? ` and ${places.length - 3} more` : '';
  return `${places.slice(0, 3).join(', ')}${more}`;
}

/** The clients that a request to OpenAI may be of: a test's own, where the key is none of the environment's. */
function candidatesFor({ staying, tests }: Expected, holders: readonly string[]): string[] {
  return [...staying, ...(holders.length === 0 ? tests : [])];
}

function clientsIn(expected: Expected, holders: readonly string[]) {
  const { tests } = expected;
  return {
    staying: namesOf(candidatesFor(expected, holders)),
    tests: tests.length === 0 ? '' : ` Tests that ask it themselves are left as they are: ${namesOf(tests)}.`,
  };
}

function verdictOf(
  { host, path, status, key, isAskedFor }: Seen,
  holders: readonly string[],
  expected: Expected,
): RequestVerdict {
  const { isPending, gatewayKeys } = expected;
  const isGateways = holders.some((name) => gatewayKeys.includes(name));
  if (isOpenaiHost(host)) {
    if (isGateways && !holders.some(OPENAI.names)) return 'key-leaks';
    if (endpointOfPath(path)?.served !== 'yes') return 'stays';
    if (isPending) return 'not-moved';
    return candidatesFor(expected, holders).length > 0 ? 'may-stay' : 'still-goes';
  }
  if (isAskedFor) return 'asked-for';
  if (status === 401 && key !== '') return 'wrong-key';
  return status >= 400 ? 'refused' : 'arrives';
}
