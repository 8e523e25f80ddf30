import type { ConfigModel, Span } from '../src/ir.js';
import { writtenBeside } from '../src/languages/beside.js';
import { spliced } from '../src/languages/config/write.js';
import { eolOf, indentOf } from '../src/languages/style.js';
import type { AskedKey } from '../src/plan/asked-keys.js';
import type { Guard } from '../src/plan/config-readers.js';
import { newValue, roleOf } from '../src/plan/setting-values.js';
import type { SpelledName } from '../src/plan/spelled-names.js';
import { rewrite } from '../src/plan/transform.js';
import type { Finding } from '../src/plan/types.js';
import type { Variable } from '../src/plan/variables.js';
import { isWithin } from '../src/spans.js';
import type { ConfigContext } from './moving-setting.js';
import { askedName } from './new-names.js';

/** A text that spells a name follows it; a command that takes several names, or is told to, gets the new one beside an old one. */
export function settleSpelled(config: ConfigModel, spelled: SpelledName, context: ConfigContext): Finding[] {
  const { name, isWord, value, ...span } = spelled;
  const variable = context.variables.find(name, config.path);
  if (variable?.mode === 'rename')
    return [
      rewrite('set-config', undefined, config, span, [{ ...span, text: variable.to }], 'name-renamed', variable.to),
    ];
  if (variable?.mode !== 'add') return [];
  // The whole statement is written otherwise.
  if (context.readers.guards.get(config)?.some((guard) => isWithin(span, guard))) return [];
  const end = value?.end ?? span.end;
  const text = isWord ? ` ${variable.to}` : value && ` ${variable.to}=${toldValue(config, value, variable, context)}`;
  return text === undefined
    ? []
    : [rewrite('set-config', undefined, config, span, [{ start: end, end, text }], 'name-added', variable.to)];
}

/** What people are told to give the new variable. */
function toldValue(config: ConfigModel, { start, end }: Span, variable: Variable, context: ConfigContext): string {
  const value = config.text.slice(start, end);
  const reference = /^\$\{?(\w+)\}?$/.exec(value)?.[1];
  const asked = reference === undefined ? undefined : askedName(config, reference, context);
  if (asked !== undefined) return `$${asked}`;
  if (value.includes('$')) return context.options.profile.placeholder;
  return newValue({ value }, roleOf(variable, variable), variable, context.options);
}

/** Whoever runs a script is asked for the gateway's key as well, where OpenAI's goes to a variable that gets another one beside it. */
export function askToo(config: ConfigModel, asked: AskedKey, context: ConfigContext): Finding[] {
  const to = askedName(config, asked.name, context);
  const holders = config.entries.filter(({ references }) => references.some(({ name }) => name === asked.name));
  const variable = holders
    .map(({ name }) => context.variables.find(name, config.path))
    .find((one) => one?.mode === 'add' && one.roles.has('apiKey'));
  if (to === undefined || !variable) return [];
  const { start, end, words, nameSpan } = asked;
  const { title } = context.options.profile;
  const copy = spliced(config.text, { start, end }, [
    ...words.map((word) => ({ ...word, text: title })),
    { ...nameSpan, text: to },
  ]);
  const edits = writtenBeside(config.text, { start, end, separator: '' }, copy);
  return [rewrite('set-config', undefined, config, { start, end }, edits, 'name-added', variable.to)];
}

/**
 * What ends a script without the old variable ends it without the new one, and asks for the old one where that is still sent. Where
 * others may rely on it, it asks for both.
 */
export function moveGuard(config: ConfigModel, { name, later, start, end }: Guard, context: ConfigContext): Finding[] {
  const variable = context.variables.find(name, config.path);
  if (variable?.mode !== 'add') return [];
  const { text } = config;
  const guard = text.slice(start, end);
  const spelled = new RegExp(`\\b${name}\\b`, 'g');
  const isScript = (path: string) => context.configs.some((one) => one.path === path && one.language === 'shell');
  if (!later || variable.stayers.length > 0 || !variable.unread.every(isScript)) {
    const copy = { start, end: start, text: guard.replace(spelled, variable.to) + eolOf(text, end) };
    return [rewrite('set-config', undefined, config, { start, end }, [copy], 'name-added', variable.to)];
  }
  const renamed = [...guard.matchAll(spelled)].map(({ index }) => ({
    start: start + index,
    end: start + index + name.length,
    text: variable.to,
  }));
  const indent = indentOf(text, start);
  const copies = later.map((at) => ({
    start: at,
    end: at,
    text: guard.replace(new RegExp(`^${indent}(?=[^\\r\\n])`, 'gm'), indentOf(text, at)) + eolOf(text, end),
  }));
  return [
    rewrite('set-config', undefined, config, { start, end }, [...renamed, ...copies], 'guard-moved', variable.to),
  ];
}
