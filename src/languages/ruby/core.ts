import { flowFacts, saidOf } from '../../catalog/flow.js';

let methods: ReadonlySet<string> | undefined;

/** Methods of the language's own classes, of which the facts say what they give: a call, where others are read like a field. */
export function isCoreMethod(name: string): boolean {
  if (!methods) {
    const facts = flowFacts('ruby');
    methods = new Set([
      ...facts.passThroughMethods,
      ...facts.elementMethods,
      ...facts.texts.methods,
      ...Object.keys(facts.textMethods ?? {}),
      ...Object.keys(facts.pairMethods ?? {}),
    ]);
  }
  return methods.has(name);
}

/** `JSON.generate(model: "x")`: a function that has no names for what it is given takes all of that as one hash. */
export function isPassThrough(called: string): boolean {
  return saidOf(flowFacts('ruby').passThroughFunctions, called.replaceAll('::', '.')) !== undefined;
}

/** Functions that are there everywhere. */
const KERNEL = new Set(
  'puts print p pp warn raise fail abort exit exit! require load format sprintf printf sleep gets rand loop lambda proc binding caller catch throw at_exit block_given? system exec spawn fork trap Integer Float String Array Hash Rational URI Pathname BigDecimal private public protected module_function private_class_method public_class_method private_constant __method__ __dir__ __FILE__ __LINE__ srand'.split(
    ' ',
  ),
);

export function isKernelFunction(name: string): boolean {
  return KERNEL.has(name);
}
