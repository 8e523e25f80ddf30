import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, extname, relative, resolve, sep } from 'node:path';
import { codeOf, Failure } from '../errors.js';
import {
  type AskedPrompt,
  type PromptfooConfig,
  promptfooConfig,
  promptfooFileConfig,
  toFillIn,
} from '../evaluate/promptfoo-config.js';
import { promptfooYaml } from '../evaluate/promptfoo-yaml.js';
import { templateVariables } from '../evaluate/template-variables.js';
import type { FoundPrompt, Prompts } from '../plan/prompts/prompt.js';
import type { Redactor } from '../redact.js';
import { renderPrompts, renderPromptsJson } from '../reporters/prompts.js';
import { visibleLine } from '../visible.js';
import type { EvaluateOptions } from './evaluate-options.js';
import { planOf } from './plan-of.js';

/** Lists prompts, or gives a configuration of promptfoo that compares the models on them, and gives the exit code. */
export async function executeEvaluate(options: EvaluateOptions, redactor: Redactor): Promise<number> {
  const { plan } = await planOf(options, redactor);
  const prompts = withoutKeys(plan.prompts(), redactor);
  if (options.promptFile !== undefined)
    return give(ofFile(options.promptFile, prompts, options, redactor), [], options);
  if (options.prompts === undefined) {
    process.stdout.write(
      (options.json ? renderPromptsJson : renderPrompts)(prompts, options.migrate.profile, redactor),
    );
    return prompts.found.length === 0 ? 1 : 0;
  }
  const chosen = chosenOf(prompts.found, options.prompts).map((prompt) => asked(prompt, options));
  if (chosen.length === 0) {
    say('No prompt was found in what moves. Give a file of your own: --prompts FILE.');
    return 1;
  }
  const { rubric, maxLatency, migrate } = options;
  const config = promptfooConfig({ profile: migrate.profile, prompts: chosen, rubric, maxLatency });
  return give(config, chosen, options);
}

/** A prompt that holds a key stays out of every file. */
function withoutKeys({ found, untold }: Prompts, redactor: Redactor): Prompts {
  const holdsKey = (prompt: FoundPrompt) => {
    const texts = textsOf(prompt);
    return texts.some((text) => redactor.redact(text) !== text);
  };
  return {
    found: found.filter((prompt) => !holdsKey(prompt)),
    untold: [
      ...untold,
      ...found.filter(holdsKey).map(({ id }) => ({ call: id, why: 'The prompt holds a key, and is left out.' })),
    ],
  };
}

/** All that a prompt would bring into a file, also as one text, since a key may be in several parts. */
function textsOf({ messages, cases, before, notes }: FoundPrompt): string[] {
  const contents = messages.map(({ content }) => content.map((part) => ('text' in part ? part.text : ' ')).join(''));
  return [...contents, ...cases.flatMap((one) => Object.values(one)), JSON.stringify(before), ...notes];
}

/** @throws Failure for an id that no prompt has. */
function chosenOf(found: readonly FoundPrompt[], wanted: readonly string[] | 'all'): readonly FoundPrompt[] {
  if (wanted === 'all') return found;
  for (const id of wanted)
    if (!found.some((prompt) => prompt.id === id))
      throw new Failure('usage', `No prompt is called ${id}. "evaluate" without options lists them.`);
  return found.filter(({ id }) => wanted.includes(id));
}

/** @throws Failure where nothing says what to compare with. */
function asked(prompt: FoundPrompt, { oldModel: from = prompt.from }: EvaluateOptions): AskedPrompt {
  if (from !== undefined) return { ...prompt, from };
  throw new Failure('usage', `Nothing says which model ${prompt.id} asked before. Name it: --old-model MODEL.`);
}

/** What promptfoo reads as prompts without running it. */
const PROMPT_FILES = new Set(['.txt', '.md', '.json', '.jsonl', '.yaml', '.yml', '.csv', '.j2']);

function ofFile(file: string, { found }: Prompts, options: EvaluateOptions, redactor: Redactor): PromptfooConfig {
  const { migrate, rubric, maxLatency } = options;
  if (!PROMPT_FILES.has(extname(file).toLowerCase()))
    throw new Failure('usage', `${file} must be one of ${[...PROMPT_FILES].join(', ')}: promptfoo would run others.`);
  const text = textOf(file);
  if (redactor.redact(text) !== text) throw new Failure('usage', `${file} holds a key. Take it out first.`);
  const models = [...new Set(found.flatMap((prompt) => prompt.from ?? []))];
  const [only, ...others] = options.oldModel === undefined ? models : [options.oldModel];
  if (only === undefined || others.length > 0)
    throw new Failure('usage', 'Name the model to compare with: --old-model MODEL.');
  const [to = migrate.profile.model] = found.filter(({ from }) => from === only).map((prompt) => prompt.to);
  const folder = dirname(resolve(options.output ?? 'promptfooconfig.yaml'));
  const path = relative(folder, resolve(file)).split(sep).join('/');
  return promptfooFileConfig(
    { path, from: only, to, variables: templateVariables(text) },
    { profile: migrate.profile, rubric, maxLatency },
  );
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    throw new Failure('usage', `${file} could not be read (${code}).`);
  }
}

function give(config: PromptfooConfig, prompts: readonly AskedPrompt[], options: EvaluateOptions): number {
  const { apiKey } = options.migrate.profile.variables;
  const yaml = promptfooYaml(config, prompts, apiKey);
  const { output } = options;
  if (output === undefined) process.stdout.write(yaml);
  else say(write(output, yaml, options.force) ? `${output} is written.` : `${output} is as it should be.`);
  const open = [
    ...new Set(config.tests.flatMap(({ vars }) => Object.keys(vars).filter((name) => vars[name] === toFillIn(name)))),
  ];
  if (open.length > 0) say(`To be filled in, under tests: ${open.join(', ')}.`);
  const where = output === undefined ? '' : ` -c ${output}`;
  say(`Next, with OPENAI_API_KEY and ${apiKey} set: npx promptfoo@latest eval${where}`);
  return 0;
}

/** Whether there was something to write. @throws Failure for a file that holds something else. */
function write(file: string, text: string, isForced: boolean): boolean {
  try {
    if (existsSync(file) && readFileSync(file, 'utf8') === text) return false;
    writeFileSync(file, text, { flag: isForced ? 'w' : 'wx' });
    return true;
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    if (code === 'EEXIST') throw new Failure('usage', `${file} holds something else. Pass --force to write over it.`);
    throw new Failure('cannot-write', `${file} could not be written (${code}).`);
  }
}

function say(line: string): void {
  process.stderr.write(`migrate-to-holysheep: ${visibleLine(line)}\n`);
}
