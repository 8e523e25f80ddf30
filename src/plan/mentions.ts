import { isChatModel, type ModelId } from '../catalog/model-ids.js';
import type { Service } from '../catalog/service.js';
import { fileKind, isComponent, isMarkup, isProgram, isProse, isSource, isTestPath } from '../discover/file-kinds.js';
import { importsDeclared } from './declared-names.js';
import { note } from './finding.js';
import { leakedKeys } from './leaked-keys.js';
import { isProviderId } from './provider-ids.js';
import type { ReasonCode } from './reasons.js';
import type { Finding } from './types.js';

/** A file that no front end reads, and that names OpenAI. */
export interface Mentions {
  findings: Finding[];
  /** The variables that a program in a language not read yet reads or sets. */
  variables: string[];
}

const MAX_FINDINGS = 200;

/** `reason`: why the lines were left. `declared`: names that are the repository’s own. Says for every line that matters what stands there and must be changed by hand. Prose is left alone, keys are not. */
export function mentionsIn(
  path: string,
  text: string,
  from: Service,
  reason: ReasonCode = 'language-not-read',
  declared: ReadonlySet<string> = new Set(),
): Mentions {
  const findings = leakedKeys(path, text);
  const variables = new Set<string>();
  if (isProse(path)) return { findings, variables: [] };
  const isTest = isTestPath(path);
  const isRead = isProgram(path) || isSource(path);
  for (const match of text.matchAll(/[^\r\n]+/g)) {
    const line = match[0].slice(0, 2000);
    // `--model` goes on with a command; a remark of SQL's has a blank behind it.
    if (/^\s*(?:#|\/\/|;|--(?!\w)|\*|<!--)/.test(line)) continue;
    const named = variablesIn(line, from);
    const hosts = hostsIn(line, from);
    const ids = chatIdsIn(line, from);
    const models = ids.filter(isDirect).map((found) => found.text);
    const code = isProgram(path) ? codeIn(line, from, declared) : [];
    // An SDK that is loaded reads its own variables, which no line has to name.
    const own =
      isProgram(path) && loadsSdk(line, from, declared)
        ? [from.profile.variables.apiKey, from.profile.variables.baseUrl]
        : [];
    const small = isProgram(path) ? smallNamesIn(line, from) : [];
    if (isRead && !isTest) for (const name of [...named, ...own, ...small]) variables.add(name);
    // A file of variables sets names, of each of which is said what becomes of it.
    const names = fileKind(path) === 'dotenv' ? [] : named;
    // In a page, what a form or a script has for a value is no text for people.
    const values = isMarkup(path) || isComponent(path) ? models.filter((id) => isQuoted(line, id)) : models;
    const things = [...new Set([...hosts, ...(isMarkup(path) ? [] : names), ...values, ...code])];
    const isTold = things.length > 0 || isMarkup(path) || fileKind(path) === 'dotenv';
    // What a router, or a library for many services, is asked for.
    const routed = isTold ? undefined : ids.find(({ id }) => id.prefix !== '')?.id.prefix;
    if ((things.length === 0 && routed === undefined) || findings.length >= MAX_FINDINGS) continue;
    const start = match.index + line.search(/\S/);
    const span = { start, end: match.index + line.trimEnd().length };
    if (isTest) findings.push(note('mention', path, span, 'keep', 'test'));
    else if (routed !== undefined) findings.push(note('mention', path, span, 'keep', 'router-id', routed));
    else findings.push(note('mention', path, span, 'review', reason, things.join(', ')));
  }
  return { findings, variables: [...variables] };
}

/** A text in quotes between two tags is shown as it is: a page that documents code has many. That of an option is its value. */
function isQuoted(line: string, text: string): boolean {
  if (line.includes(`>${text}</option>`)) return true;
  return ['"', "'", '`'].some((quote) => {
    const quoted = quote + text + quote;
    return line.includes(quoted) && !line.includes(`>${quoted}<`);
  });
}

/** Whether a text names a host, a variable or a chat model of OpenAI's. */
export function namesSomething(text: string, from: Service): boolean {
  return hostsIn(text, from).length > 0 || chatModelsIn(text, from).length > 0 || variablesIn(text, from).length > 0;
}

function variablesIn(line: string, from: Service): string[] {
  return [...line.matchAll(/(?<![\w-])[A-Z][A-Z0-9_]{5,80}(?![\w-])/g)]
    .map((m) => m[0])
    .filter((name) => name.includes('_') && from.names(name));
}

/** Names of a line that a variable may have, too, and that mostly are a program's own. */
function smallNamesIn(line: string, from: Service): string[] {
  return [...line.matchAll(/(?<![\w-])[a-z][a-z0-9]{0,40}(?:_[a-z0-9]{1,40}){1,8}(?![\w-])/g)]
    .map(([name]) => name)
    .filter(from.names);
}

/** OpenAI's hosts that a text names, in regular expressions too. */
export function hostsIn(text: string, from: Service): string[] {
  const patterns = from.hostsInPattern(text).filter(({ dot, isWhole }) => dot !== '.' && isWhole);
  return [...from.hostsIn(text).map(({ host }) => host), ...patterns.map(({ start, end }) => text.slice(start, end))];
}

/** The chat models that a text names without a router before them. */
export function chatModelsIn(text: string, from: Service): string[] {
  return chatIdsIn(text, from)
    .filter(isDirect)
    .map((found) => found.text);
}

function chatIdsIn(text: string, from: Service): ReturnType<Service['modelIdsIn']> {
  return from.modelIdsIn(text).filter(({ id }) => isChatModel(id));
}

function isDirect({ id }: { id: ModelId }): boolean {
  return id.prefix === '' || isProviderId(id);
}

/** Whether a line of code loads the SDK. Without a base URL that asks the service whose it is. */
function loadsSdk(line: string, { profile }: Service, declared: ReadonlySet<string>): boolean {
  if (!profile.isDefaultOfSdks || importsDeclared(line, declared)) return false;
  if (/^\s*(?:pub\s+)?use\s+(?:crate|super|self)::/.test(line)) return false;
  return (
    /^\s*(?:import|from|using|use|require(?:_once)?)\b.*\bopenai\b/i.test(line) ||
    /^\s*(?:pub\s+)?use\s+\w{0,40}_?openai(?:_\w{0,40})?::/.test(line)
  );
}

/** What only code says: that it uses OpenAI's SDK, or that it looks at how a model's name begins. */
function codeIn(line: string, from: Service, declared: ReadonlySet<string>): string[] {
  if (!from.profile.isDefaultOfSdks) return [];
  const used = [
    ...line.matchAll(/\b([A-Za-z]{0,40}OpenAI[A-Za-z]{0,40})\s{0,4}[({<]/g),
    ...line.matchAll(/\b(OpenAI[A-Za-z]{0,40})\s+\w{1,40}\s*=\s*new\b/g),
    // `OpenAI::Client.new`, `OpenAI.configure`
    ...line.matchAll(/(?<!["'.\w])(OpenAI[A-Za-z]{0,40})(?:::|\.(?!com\b))(?=[A-Za-z_])/g),
  ];
  const usesSdk = loadsSdk(line, from, declared) || used.some(([, name = '']) => !declared.has(name));
  const looksAtName = /["'^]gpt-?(?:["'$\s)*.]|$)/.test(line);
  return [...(usesSdk ? ["OpenAI's SDK"] : []), ...(looksAtName ? ["what begins with 'gpt-'"] : [])];
}
