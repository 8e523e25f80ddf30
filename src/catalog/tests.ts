import type { Place } from './sdk.js';
import javascript from './tests/javascript.json' with { type: 'json' };
import php from './tests/php.json' with { type: 'json' };
import python from './tests/python.json' with { type: 'json' };
import ruby from './tests/ruby.json' with { type: 'json' };

/** A call that answers requests in the place of a host. */
export interface Mock {
  /** Module names as imported, … */
  packages?: string[];
  /** … or a global, … */
  global?: string;
  /** … or what a test is handed under this name. */
  parameter?: string;
  /** Names walked from there to what is called, `()` for a call between. */
  paths: string[];
  /** Where the address stands, or the host's name alone; of several, the first that is there. */
  at: Place[];
  /** Methods of what the call gives that say for which path it answers. */
  chained?: { methods: string[]; at: Place };
}

/** How the tests of a language answer requests themselves, and how they say what they expect. Data: `tests/<language>.json`. */
export interface TestFacts {
  language: string;
  source: string[];
  mocks: Mock[];
  /** Functions that make a regular expression of the text that is their first argument. */
  patterns: string[];
  /** Methods of `expect(value)` whose first argument is what the value has to be, wholly or in part. */
  matchers: string[];
  /** Functions of two values that have to be equal. */
  equalities: string[];
  /** Methods of a mock whose arguments are those that it has to have been called with. */
  calledWith: string[];
  /** Properties of a mock that hold what it was called with. */
  records: string[];
  /** Functions that make an expectation of their arguments: `objectContaining({…})`, `call(…)`. */
  expectations: string[];
}

const FACTS = new Map<string, TestFacts>([
  [javascript.language, javascript],
  [php.language, php],
  [python.language, python],
  [ruby.language, ruby],
]);

export function testFacts(language: string): TestFacts | undefined {
  return FACTS.get(language);
}
