import type { ConfigCommand, ConfigModel, Span } from '../ir.js';
import { mountedSecrets } from './mounted-secrets.js';
import { isShown } from './request-conflicts.js';
import type { ScriptValues } from './script-values.js';

/** A name of OpenAI's that stands in a text, and follows it. */
export interface SpelledName extends Span {
  name: string;
  /** The name is a word of a command that takes several, and does to each the same. */
  isWord?: true;
  /** The value, where whoever runs the script is told to `export NAME=value`. */
  value?: Span;
}

/**
 * Where a script spells a variable's name and refers to nothing: it exports it, looks for it in a file of variables, or
 * tells whoever runs it what to set.
 */
export function spelledNames(values: ScriptValues): SpelledName[] {
  const { config } = values;
  // `${NAME:?Set NAME first}`
  const demands = config.references.filter(({ nameSpan: { end } }) => /^:?\?/.test(config.text.slice(end, end + 2)));
  return [
    ...config.commands.flatMap((command) => inCommand(values, command)),
    ...demands.flatMap((one) => namesWithin(values, one)),
    ...mountedSecrets(config, (span) => namesWithin(values, span)),
  ];
}

function inCommand(values: ScriptValues, command: ConfigCommand): SpelledName[] {
  const [head = '', option = ''] = command.words.map(({ value }) => value);
  if (isShown(values, command)) return namesWithin(values, command).map((one) => withValue(values.config, one));
  if (head === 'read') return namesWithin(values, command);
  if (isShownDocument(values, command)) return (command.documents ?? []).flatMap((one) => namesWithin(values, one));
  if (LOOKING.has(head)) return isLookingAtVariables(values, command) ? namesWithin(values, command) : [];
  const isWord = EXPORTING.has(head) || (DECLARING.has(head) && /^-\w*x/.test(option));
  if (!isWord && !NAMING.has(head) && !DECLARING.has(head)) return [];
  const names = command.words.slice(1).flatMap((word) => (NAME.test(word.value) ? namesWithin(values, word) : []));
  return isWord ? names.map((one) => ({ ...one, isWord })) : names;
}

/** `export NAME=value`, in a text. */
function withValue({ text }: ConfigModel, name: SpelledName): SpelledName {
  const value = /^=([^\s"'`;]+)/.exec(text.slice(name.end, name.end + 200))?.[1];
  if (value === undefined || !/\bexport +$/.test(text.slice(Math.max(0, name.start - 20), name.start))) return name;
  return { ...name, value: { start: name.end + 1, end: name.end + 1 + value.length } };
}

/** Commands whose words are names of variables. */
const NAMING = new Set(['readonly', 'local', 'printenv', 'for']);
const DECLARING = new Set(['declare', 'typeset']);
const EXPORTING = new Set(['export', 'unset']);
const NAME = /^[A-Z][A-Z0-9_]+$/;

/** Commands that look for a text, or put another one in its place. */
const LOOKING = new Set(['grep', 'egrep', 'fgrep', 'rg', 'sed', 'gsed', 'awk']);

/** Where the lines begin with a name: a file of variables, a compose file, or what `env` prints. */
function isLookingAtVariables({ config }: ScriptValues, { words, input }: ConfigCommand): boolean {
  const before =
    input === undefined ? '' : (config.commands.find(({ start }) => start === input)?.words[0]?.value ?? '');
  if (/^(?:env|printenv|set|export)$/.test(before)) return true;
  return words
    .slice(1)
    .some(({ value }) => /(?:^|\/|\b)\.env(?:\.(?:(?!\.env)[\w.-])+)?$|\.ya?ml$|\/\.(?:\w*profile|\w+rc)$/.test(value));
}

/** `cat <<EOF` that nobody else reads. */
function isShownDocument(values: ScriptValues, command: ConfigCommand): boolean {
  const { words, documents, start } = command;
  if (words.length !== 1 || words[0]?.value !== 'cat' || !documents || values.isHandedOn(command)) return false;
  // `x=$(cat <<EOF …)`: what is printed is a value.
  if (values.isSubstituted(start)) return false;
  return !/>(?!\s*(?:&|\/dev\/))/.test(/^[^\r\n]*/.exec(values.config.text.slice(start, start + 500))?.[0] ?? '');
}

function namesWithin({ config: { text }, from }: ScriptValues, { start, end }: Span): SpelledName[] {
  return [...text.slice(start, end).matchAll(/(?<!\w)[A-Z][A-Z0-9_]{5,80}(?!\w)/g)].flatMap((match) =>
    from.names(match[0])
      ? [{ name: match[0], start: start + match.index, end: start + match.index + match[0].length }]
      : [],
  );
}
