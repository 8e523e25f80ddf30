import type { ConfigCommand, ConfigModel, Span } from '../ir.js';
import { isWithin } from '../spans.js';
import type { ScriptText, ScriptValues, Trail } from './script-values.js';

/** Programs that make requests. */
const CLIENTS = new Set(['curl', 'wget', 'http', 'https', 'xh', 'httpie', 'hurl']);

/** What starts another program, and what it may be given before that one's name. */
const RUNNER = /^(?:timeout|nohup|nice|stdbuf|time|-\S*|\d+[smh]?|\w+=.*)$/;

const MAX_PARTS = 60;

/** `of`: the variable that is set to it. */
export type Part = Span & { of?: string };

/** The number of the word that is a program which makes requests. */
export function clientOf({ words }: ConfigCommand): number | undefined {
  const at = words.findIndex(({ value }) => !RUNNER.test(value));
  return CLIENTS.has(words[at]?.value ?? '') ? at : undefined;
}

/**
 * All parts of a script that make what a command sends: first its own text, the here-documents and the command whose output it
 * is given, then what the variables in these are set to and the functions that are called there, and so on.
 */
export function bodyParts(values: ScriptValues, command: ConfigCommand): Part[][] {
  const { config } = values;
  const known: Span[] = [];
  const levels: Part[][] = [];
  let level: Part[] = partsOf(config, command);
  while (level.length > 0 && known.length < MAX_PARTS) {
    const parts = level.filter(
      (part, index) => !known.some((one) => isWithin(part, one)) && level.indexOf(part) === index,
    );
    known.push(...parts);
    levels.push(parts);
    level = parts.flatMap((part) => partsBehind(values, part));
  }
  return levels;
}

function partsBehind(values: ScriptValues, part: Span): Part[] {
  const { config } = values;
  const inner = config.commands.filter(({ start }) => part.start <= start && start < part.end);
  return [
    ...values
      .referencesIn(part)
      .flatMap(({ name, nameSpan }) => values.settings(name, nameSpan.start).map(({ valueSpan }) => valueSpan)),
    ...inner.flatMap((one) => [
      ...(one.start === part.start ? [] : partsOf(config, one)),
      ...values.body(one.words[0]?.value ?? '').flatMap((line) => partsOf(config, line)),
    ]),
  ];
}

function partsOf(config: ConfigModel, { start, end, documents, input }: ConfigCommand): Span[] {
  const before = input === undefined ? undefined : config.commands.find((one) => one.start === input);
  return [{ start, end }, ...(documents ?? []), ...(before ? partsOf(config, before) : [])];
}

/** What a request may hold that is not looked into: a body in a file, images, a schema, several answers. */
export function readsElsewhere({ text }: ConfigModel, parts: readonly Span[]): string | undefined {
  for (const { start, end } of parts) {
    const found = OTHER_BODY.exec(text.slice(start, end));
    if (found) return found[0];
  }
  return undefined;
}

const OTHER_BODY =
  /(?:--?d(?:ata(?:-binary|-raw|-ascii)?)?|--json)[ =]?["']?@(?!-)[^\s"']+|image_url|json_schema|\\?"n\\?"\s*:(?!\s*1\b)|logit_bias/;

/** The key of a body: in JSON, in JSON with escapes, in the language of jq, or as an argument of its own. */
const MODEL_KEY =
  /(?<![\w\\])(?:(?<quote>\\?["'])model\k<quote>\s*:\s*|\.?model\s*[:=]\s*(?=["']*\$|\\?")|(?<=\s["']?)model=)/g;

/** What may stand between a key and a value, and belongs to neither. */
const GLUE = /^(?:\\?["'])*/;

/**
 * The values of `model` in what a command sends, each as the texts that it may be. What stands nearest to the command counts:
 * further away is also what people say about models.
 */
export function modelValues(values: ScriptValues, levels: readonly Part[][], trail: Trail): ScriptText[] {
  for (const parts of levels) {
    const found = parts.map((part) => ({ part, texts: modelsWithin(values, part, trail) }));
    const isFound = (of?: string) => found.some(({ part, texts }) => part.of === of && texts.length > 0);
    // Another value of the same variable, of which it is not known what it asks for.
    const isOpen = found.some(({ part, texts }) => part.of !== undefined && texts.length === 0 && isFound(part.of));
    const texts = found.flatMap((one) => one.texts);
    if (texts.length > 0) return isOpen ? [[{ kind: 'unknown' }]] : texts;
  }
  return [];
}

function modelsWithin(values: ScriptValues, { start, end }: Span, trail: Trail): ScriptText[] {
  const { text } = values.config;
  const matches = [...text.slice(start, end).matchAll(MODEL_KEY)];
  // With other quotes it stands inside another text.
  const quote = matches[0]?.groups?.quote;
  return matches.flatMap((match) => {
    if (match.groups?.quote !== quote) return [];
    const from = start + match.index + match[0].length;
    const glue = GLUE.exec(text.slice(from, end))?.[0].length ?? 0;
    const token = TOKEN.exec(text.slice(from + glue, end))?.[0];
    if (token === undefined) return [[{ kind: 'unknown' as const }]];
    const span = { start: from + glue, end: from + glue + token.length };
    const given = token.startsWith('$') ? argumentOf(values, span, token.slice(1)) : undefined;
    return values.texts(given ?? span, trail);
  });
}

const TOKEN = /^(?:\$?\$\{(?:[^{}]|\{[^{}]*\})*\}|\$?\$\w+|[\w.:/@-]+)/;

/** `jq --arg name value '… $name …'`: what a program in quotes is given under a name. */
function argumentOf({ config }: ScriptValues, { start }: Span, name: string): Span | undefined {
  if (config.references.some(({ nameSpan }) => nameSpan.start === start + 1)) return undefined;
  const command = config.commands.findLast((one) => one.start <= start && start < one.end);
  const at = command?.words.findIndex(
    ({ value }, index) => value === name && /^--arg(?:json)?$/.test(command.words[index - 1]?.value ?? ''),
  );
  return at === undefined || at === -1 ? undefined : command?.words[at + 1];
}
