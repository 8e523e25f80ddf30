import { leadsTo } from './config.js';
import data from './tests/stubs.json' with { type: 'json' };

/** Where the files of a stub server say for which requests it answers. Data: `tests/stubs.json`; keys as in `config/files.json`. */
export interface StubFacts {
  id: string;
  /** Where hosts stand, … */
  hosts: string[];
  /** … and regular expressions for them. */
  patterns?: string[];
  /** Where the path of the request stands, seen from a group around the host. */
  paths: string[];
  /** Where the address stands to which it sends on what it has no answer for. */
  forwards?: string[];
  source: string[];
}

/** What a value at a place says of the requests that a stub answers. */
export interface StubValue {
  facts: StubFacts;
  is: 'host' | 'pattern' | 'forward';
}

const STUBS = data.stubs as StubFacts[];

/** What the keys to a value say, if they are those of a stub; undefined for others. */
export function stubValueAt(path: readonly string[]): StubValue | undefined {
  for (const facts of STUBS) {
    const isAt = (places: readonly string[] = []) => places.some((at) => leadsTo(at, path));
    if (isAt(facts.hosts)) return { facts, is: 'host' };
    if (isAt(facts.patterns)) return { facts, is: 'pattern' };
    if (isAt(facts.forwards)) return { facts, is: 'forward' };
  }
  return undefined;
}
