import javascript from './flow/javascript.json' with { type: 'json' };

/** A way to read a variable of the environment; `*` in the path, or the argument `name`, is the variable. */
export interface EnvironmentRead {
  /** A global name, … */
  root?: string;
  /** … or a package, … */
  package?: string;
  /** … or anything whose declared type has this name. */
  type?: string;
  path: string[];
  name?: number;
  default?: number;
}

/** A validated set of variables: the values, and a shape whose keys repeat the names. */
export interface EnvironmentSchema {
  package: string;
  function: string;
  values: number | string;
  alternative?: string;
  shape: (number | string)[];
  default: { argument?: number; key?: string; method?: string };
}

/** How values flow through a language's own functions and well-known libraries. Data: `flow/<language>.json`. */
export interface FlowFacts {
  language: string;
  source: string[];
  environment: EnvironmentRead[];
  /** Dotted global function → the argument that it gives back, in effect. */
  passThroughFunctions: Record<string, number>;
  /** Methods that give back their receiver, in effect. */
  passThroughMethods: string[];
  /** Methods that give back one element of their receiver. */
  elementMethods: string[];
  /** Methods that add their arguments to their receiver as elements. */
  appendMethods: string[];
  /** Methods that give back a list of what their callback returns. */
  mappingMethods: string[];
  /** Methods whose callback gets an element, or the value, as its first argument. */
  callbackMethods: Record<string, 'element' | 'value'>;
  /** Functions, by last name, that give back what their callback returns, or the callback itself. */
  callbackResultFunctions: string[];
  /** Functions that look at a value and let it go. */
  harmlessFunctions: string[];
  mergeFunctions: string[];
  schemas: { package: string; objects: string[]; parse: Record<string, string[]>; defaults: string[] }[];
  environmentSchemas: EnvironmentSchema[];
}

const FACTS = new Map<string, FlowFacts>([[javascript.language, javascript as unknown as FlowFacts]]);

const NOTHING: FlowFacts = {
  language: '',
  source: [],
  environment: [],
  passThroughFunctions: {},
  passThroughMethods: [],
  elementMethods: [],
  appendMethods: [],
  mappingMethods: [],
  callbackMethods: {},
  callbackResultFunctions: [],
  harmlessFunctions: [],
  mergeFunctions: [],
  schemas: [],
  environmentSchemas: [],
};

export function flowFacts(language: string): FlowFacts {
  return FACTS.get(language) ?? NOTHING;
}
