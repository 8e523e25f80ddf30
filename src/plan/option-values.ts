import type { CallNode, ConfigCommand, ConfigModel, ConfigWord, Span } from '../ir.js';
import { modelOutcome } from './model-map.js';
import { modelMoves } from './moved-uses.js';
import type { PlanOptions, Unit } from './types.js';

/** An option of a program of the repository whose value is a model of calls that move. */
export interface ModelOption {
  /** The program's file. */
  path: string;
  /** As it is given: `--model`, `-m`. */
  names: readonly string[];
}

/** The id of a model that a command gives to such an option, and what it becomes. */
export interface OptionValue extends Span {
  text: string;
}

/** Options whose defaults move: of `add_argument("--model", default="gpt-4o")`, `.option('-m, --model <id>', '…', 'gpt-4o')`. */
export function modelOptions(units: readonly Unit[], options: PlanOptions): ModelOption[] {
  return units
    .filter(({ verdict, modelForm }) => verdict === 'migrate' && modelForm === undefined)
    .flatMap((unit) => modelMoves(unit, options))
    .flatMap(({ node }) => {
      const names = node.use?.as === 'argument' ? namesOf(node.use.call) : [];
      return names.length > 0 ? [{ path: node.model.path, names }] : [];
    });
}

function namesOf({ arguments: given }: CallNode): string[] {
  return given.flatMap(({ name, value }) =>
    name === undefined && value.kind === 'string'
      ? value.value.split(/[ ,|=]+/).filter((one) => /^-{1,2}\w/.test(one))
      : [],
  );
}

/** `python ask.py --model gpt-4o`, where ask.py has that option. */
export function optionValues(config: ConfigModel, known: readonly ModelOption[], options: PlanOptions): OptionValue[] {
  if (known.length === 0) return [];
  return config.commands.flatMap((command) =>
    known
      .filter(({ path }) => command.words.some(({ value }) => isFile(value, path)))
      .flatMap(({ names }) => valuesOf(command, names).flatMap((one) => mapped(config, one, options))),
  );
}

/** Whether a word of a command is the path of a file, seen from its folder or from one above it. */
function isFile(word: string, path: string): boolean {
  const name = word.replace(/^\.\//, '');
  return (
    name !== '' && /\.\w+$/.test(name) && (path === name || path.endsWith(`/${name}`) || name.endsWith(`/${path}`))
  );
}

function valuesOf({ words }: ConfigCommand, names: readonly string[]): { word: ConfigWord; value: string }[] {
  return words.flatMap((word, index) => {
    const next = words[index + 1];
    if (names.includes(word.value)) return next ? [{ word: next, value: next.value }] : [];
    const name = names.find((one) => word.value.startsWith(`${one}=`));
    return name === undefined ? [] : [{ word, value: word.value.slice(name.length + 1) }];
  });
}

function mapped({ text }: ConfigModel, { word, value }: { word: ConfigWord; value: string }, options: PlanOptions) {
  const outcome = modelOutcome(value, options);
  const at = text.slice(word.start, word.end).lastIndexOf(value);
  if (outcome.kind !== 'map' || outcome.to === value || at === -1) return [];
  const start = word.start + at;
  return [{ start, end: start + value.length, text: outcome.to }];
}
