import type { Profile } from '../catalog/profile.js';
import type { FoundPrompt, Json, PromptPart } from '../plan/prompts/prompt.js';
import { push } from '../push.js';

/** What is compared, and by what. */
export interface Evaluation {
  profile: Profile;
  prompts: readonly AskedPrompt[];
  /** What each answer is held against, in words; asked of a model that promptfoo chooses. */
  rubric?: string;
  /** Milliseconds that an answer may take. */
  maxLatency?: number;
}

/** A found prompt, with the model that it is compared to. */
export type AskedPrompt = FoundPrompt & { from: string };

/** Prompts of the user's own, in a file that promptfoo reads. */
export interface PromptFile {
  /** From where the configuration stands. */
  path: string;
  from: string;
  to: string;
  variables: readonly string[];
}

export interface Provider {
  id: string;
  label: string;
  config: Record<string, Json>;
  prompts?: string[];
}

interface Test {
  /** Empty where there is none: a test that says nothing else is refused. */
  vars: Record<string, string>;
  prompts?: string[];
  assert?: Assertion[];
}

type Assertion =
  | { type: 'is-json'; value?: Json }
  | { type: 'is-valid-openai-tools-call' }
  | { type: 'llm-rubric'; value: string }
  | { type: 'latency'; threshold: number };

/** As promptfoo reads it. Source: promptfoo 0.123.1, UnifiedConfigSchema; docs/configuration. */
export interface PromptfooConfig {
  description: string;
  prompts: (string | { label: string; raw: string })[];
  providers: Provider[];
  tests: Test[];
}

/** A configuration of promptfoo that asks the old model and the new one the same. */
export function promptfooConfig(evaluation: Evaluation): PromptfooConfig {
  const { profile, prompts } = evaluation;
  const groups = groupsOf(prompts);
  return {
    description: describeEvaluation(prompts, profile),
    prompts: prompts.map((prompt) => ({ label: prompt.id, raw: rawOf(prompt) })),
    providers: groups.flatMap((group, index) => providersOf(group, groups.length > 1 ? index + 1 : undefined, profile)),
    tests: prompts.flatMap((prompt) => testsOf(prompt, evaluation)),
  };
}

/** The same for a file of prompts. */
export function promptfooFileConfig(file: PromptFile, { profile, rubric, maxLatency }: Omit<Evaluation, 'prompts'>) {
  const { path, from, to, variables } = file;
  const assert = wantedAssertions({ rubric, maxLatency });
  const test: Test = {
    vars: Object.fromEntries(variables.map((name) => [name, toFillIn(name)])),
    ...(assert.length > 0 ? { assert } : {}),
  };
  const group = [{ from, to, before: {}, after: {} }];
  const config: PromptfooConfig = {
    description: describeEvaluation(group, profile),
    prompts: [`file://${path}`],
    providers: providersOf(group, undefined, profile),
    tests: [test],
  };
  return config;
}

type Asked = Pick<AskedPrompt, 'from' | 'to' | 'before' | 'after'> & { id?: string };

function describeEvaluation(asked: readonly Asked[], { title }: Profile): string {
  const names = (key: 'from' | 'to') => [...new Set(asked.map((one) => one[key]))].join(', ');
  return `${names('from')} at OpenAI beside ${names('to')} at ${title}`;
}

/** Prompts that are sent alike share their providers. */
function groupsOf(prompts: readonly AskedPrompt[]): AskedPrompt[][] {
  const groups = new Map<string, AskedPrompt[]>();
  for (const prompt of prompts) {
    const { from, to, before, after } = prompt;
    const key = JSON.stringify([from, to, before, after]);
    push(groups, key, prompt);
  }
  return [...groups.values()];
}

function providersOf(group: readonly Asked[], number: number | undefined, profile: Profile): Provider[] {
  const [first] = group;
  if (!first) return [];
  const suffix = number === undefined ? '' : ` (${number})`;
  const prompts = number === undefined ? undefined : group.flatMap(({ id }) => id ?? []);
  const provider = (model: string, where: string, config: Record<string, Json>): Provider => ({
    id: `openai:chat:${model}`,
    label: `${model} at ${where}${suffix}`,
    config,
    ...(prompts ? { prompts } : {}),
  });
  // Named, since a variable may lead elsewhere; the key of the one is never sent to the other.
  const old = { apiBaseUrl: 'https://api.openai.com/v1', apiKeyEnvar: 'OPENAI_API_KEY' };
  const own = { apiBaseUrl: profile.baseUrl, apiKeyEnvar: profile.variables.apiKey };
  return [
    provider(first.from, 'OpenAI', { ...old, ...parametersOf(first.before) }),
    provider(first.to, profile.title, { ...own, ...parametersOf(first.after) }),
  ];
}

/** What promptfoo has a setting of the same name for; the rest of a request goes through as it is. */
const SETTINGS = new Set([
  ...['temperature', 'max_tokens', 'top_p', 'presence_penalty', 'frequency_penalty', 'seed', 'stop'],
  ...['tools', 'tool_choice', 'functions', 'function_call', 'response_format'],
]);

/** Without `omitDefaults`, promptfoo sets a temperature and a limit of its own. */
function parametersOf(request: Readonly<Record<string, Json>>): Record<string, Json> {
  const all = Object.entries(request);
  const rest = all.filter(([name]) => !SETTINGS.has(name));
  return {
    omitDefaults: true,
    ...Object.fromEntries(all.filter(([name]) => SETTINGS.has(name))),
    ...(rest.length > 0 ? { passthrough: Object.fromEntries(rest) } : {}),
  };
}

/** The messages as JSON, over several lines: promptfoo takes a text in one line for the name of a file where it may be one. */
function rawOf({ messages }: FoundPrompt): string {
  const written = messages.map(({ role, content }) => ({ role, content: templateOf(content) }));
  return JSON.stringify(written, null, 2).replace(INVISIBLE, asEscape);
}

/** What a reader does not see, and YAML may not keep. */
const INVISIBLE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

function asEscape(character: string): string {
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
}

/** As Nunjucks reads it: what would begin a template, or end a remark, is written as a text of one. */
function templateOf(parts: readonly PromptPart[]): string {
  return parts
    .map((part, index) => {
      if ('variable' in part) return `{{${part.variable}}}`;
      const isBefore = index < parts.length - 1;
      const signs = isBefore ? /\{[{%#]+|#\}|\{$/g : /\{[{%#]+|#\}/g;
      return part.text.replace(signs, (sign) => `{{ '${sign}' }}`);
    })
    .join('');
}

function testsOf(prompt: AskedPrompt, { prompts, rubric, maxLatency }: Evaluation): Test[] {
  const assert = [...toldAssertions(prompt), ...wantedAssertions({ rubric, maxLatency })];
  const shared = {
    ...(prompts.length > 1 ? { prompts: [prompt.id] } : {}),
    ...(assert.length > 0 ? { assert } : {}),
  };
  const variables = variablesOf(prompt);
  const open = Object.fromEntries(variables.map((name) => [name, toFillIn(name)]));
  return (prompt.cases.length > 0 ? prompt.cases : [open]).map((vars) => ({ vars, ...shared }));
}

/** What the request itself says of its answer. */
function toldAssertions({ after }: AskedPrompt): Assertion[] {
  const format = after.response_format;
  const schema = at(at(format, 'json_schema'), 'schema');
  const isJson = at(format, 'type') === 'json_object' || at(format, 'type') === 'json_schema';
  const choice = after.tool_choice;
  const isForced = choice === 'required' || (typeof choice === 'object' && choice !== null);
  return [
    ...(isJson ? [{ type: 'is-json' as const, ...(schema === undefined ? {} : { value: schema }) }] : []),
    ...(isForced && after.tools !== undefined ? [{ type: 'is-valid-openai-tools-call' as const }] : []),
  ];
}

function at(value: Json | undefined, name: string): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value[name] : undefined;
}

function wantedAssertions({ rubric, maxLatency }: Pick<Evaluation, 'rubric' | 'maxLatency'>): Assertion[] {
  return [
    ...(rubric === undefined ? [] : [{ type: 'llm-rubric' as const, value: rubric }]),
    ...(maxLatency === undefined ? [] : [{ type: 'latency' as const, threshold: maxLatency }]),
  ];
}

/** What the source does not tell. */
export function variablesOf({ messages }: FoundPrompt): string[] {
  const all = messages.flatMap(({ content }) => content.flatMap((part) => ('variable' in part ? [part.variable] : [])));
  return [...new Set(all)];
}

/** Stands for a value that nobody knows yet. */
export function toFillIn(name: string): string {
  return `FILL IN: ${name}`;
}
