import type { ConfigEntry, ConfigModel, ConfigReference } from '../src/ir.js';
import { configWriterFor } from '../src/languages/config/index.js';
import type { Insertion } from '../src/languages/writer.js';
import { isWritten, newValue, roleOf, valueBeside } from '../src/plan/setting-values.js';
import type { Variable } from '../src/plan/variables.js';
import { choicesIn } from './choices-in.js';
import { describedFor } from './described-for.js';
import type { ConfigContext } from './moving-setting.js';
import { newName } from './new-names.js';

/**
 * Edits that write an entry once more beside the old one, under another name and for the gateway: never with the old key, nor with
 * OpenAI's address or model. Undefined where that cannot be done exactly.
 */
export function onceMore(
  config: ConfigModel,
  entry: ConfigEntry,
  name: string,
  variable: Variable,
  context: ConfigContext,
): Insertion[] | undefined {
  const { profile } = context.options;
  const role = roleOf(entry, variable);
  const isWhole =
    isWritten(entry) || entry.isPassedOn || entry.isAsked || isOfNewNames(config, entry, variable, context);
  // Whoever gives a script the old key to write down is not asked for another one.
  const isGiven = entry.references.length > 0 && !entry.value.includes('\\');
  const isOpen = !isWhole && entry.inFile === true && role === 'apiKey' && isGiven;
  if (!(isWhole || isOpen) || (entry.isComputed && !entry.isAsked && entry.references.length === 0)) return undefined;
  const written =
    isWritten(entry) && !entry.isAsked && entry.value !== ''
      ? valueBeside(entry, role, variable, context.options)
      : undefined;
  const value = isOpen ? profile.placeholder : written;
  return configWriterFor(config).addBeside(config, entry, {
    name,
    value,
    renamed: (reference) => newName(config, reference, variable, context),
    otherwise: (reference) => newDefault(reference, variable, context),
    also: [...describedFor(config, entry, profile.title), ...choicesIn(config, entry, context.options).inCopy],
  });
}

/** Whether all that the value is made of gets a new name: no part of it may bring the old key, or OpenAI's address, along. */
function isOfNewNames(config: ConfigModel, entry: ConfigEntry, variable: Variable, context: ConfigContext): boolean {
  if (/`|\$\((?!\w+\))/.test(entry.value)) return false;
  const references = entry.references.filter(({ isAddress }) => !isAddress);
  return (
    references.length > 0 &&
    references.every(
      (one) =>
        newName(config, one, variable, context) !== undefined &&
        (isNothing(one.fallback?.value) || newDefault(one, variable, context) !== undefined),
    )
  );
}

/** `${NAME:-}`, and what a format takes for two quotes: `${NAME:-""}`. */
function isNothing(text: string | undefined): boolean {
  return !text || text === '""' || text === "''";
}

/** A default that is OpenAI's address or model, for the gateway; undefined for any other. */
function newDefault({ fallback }: ConfigReference, variable: Variable, context: ConfigContext): string | undefined {
  const role = roleOf(variable, variable);
  if (!fallback || role === 'apiKey') return undefined;
  const value = newValue(fallback, role, variable, context.options);
  return value !== fallback.value && /^[\w:/.-]+$/.test(value) ? value : undefined;
}
