import { NAMES_TRANSFORMS, TRANSFORMS } from '../../transforms/index.js';

/** What a finding may be about, in a few words, by its id: the transforms, and what speaks besides them. */
export const RULES: ReadonlyMap<string, string> = new Map([
  ...[...TRANSFORMS, ...NAMES_TRANSFORMS].map(({ id, title }): [string, string] => [id, title]),
  ['put-back', 'Give a place its old text back'],
  ['unit', 'A client or a request that does not move'],
  ['base-url', 'An address of OpenAI that does not move'],
  ['model', 'A model id that does not change'],
  ['variable', 'A variable of the environment that does not change'],
  ['parameter', 'A parameter that the target treats otherwise'],
  ['mention', 'A text that names OpenAI, its keys or its models'],
  ['leaked-key', 'A key that stands in a file'],
  ['ignore', 'A comment or a pattern that ignores something'],
  ['file', 'A file that could not be read'],
]);
