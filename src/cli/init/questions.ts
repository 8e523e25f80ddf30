import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PROFILES } from '../../catalog/profile.js';
import type { Prompt } from '../prompt.js';
import type { InitOptions } from './init-options.js';
import type { Choices } from './setup.js';
import { SETUP_FILES, type SetupId } from './setup-files.js';

export interface Answers {
  choices: Choices;
  add: readonly SetupId[];
}

/** What the flags say, and what the user does; without a prompt, the defaults. @throws Failure on Ctrl-C. */
export async function answersOf(root: string, options: InitOptions, prompt: Prompt | undefined): Promise<Answers> {
  const { model = '', served = [], title } = PROFILES.holysheep ?? {};
  const models = served.map(({ id }) => id);
  prompt?.say(`${title} serves: ${models.join(', ')}.\n`);
  const choices = {
    model: options.model ?? (await ask(prompt, 'Model', model, isName)),
    env: options.env ?? (await ask(prompt, 'Variables: rename or keep', 'rename', oneOf(['rename', 'keep']))),
    docs:
      options.docs ?? (await ask(prompt, 'Also code in documents: yes or no', 'no', oneOf(['yes', 'no']))) === 'yes',
  };
  return { choices, add: options.add ?? (await askForFiles(root, prompt)) };
}

async function askForFiles(root: string, prompt: Prompt | undefined): Promise<readonly SetupId[]> {
  const found = Object.entries(SETUP_FILES).filter(
    ([, setup]) => 'sign' in setup && existsSync(join(root, setup.sign)),
  );
  for (const [id, { what, path }] of Object.entries(SETUP_FILES)) prompt?.say(`  ${id.padEnd(12)}${path}: ${what}\n`);
  if (found.length > 0) prompt?.say(`Used here: ${found.map(([id]) => id).join(', ')}.\n`);
  return ask(prompt, 'Write which, with commas between', 'config', (text) => {
    const ids = text.split(/[\s,]+/).filter((id) => id !== '');
    return ids.every((id): id is SetupId => Object.hasOwn(SETUP_FILES, id)) ? ids : undefined;
  });
}

/** Asks until the answer is one; the default where there is nobody to ask, or nothing is typed. */
async function ask<T>(
  prompt: Prompt | undefined,
  question: string,
  byDefault: string,
  parse: (text: string) => T | undefined,
): Promise<T> {
  for (;;) {
    const typed = await prompt?.ask(`${question} [${byDefault}]? `);
    const answer = parse(typed?.trim() || byDefault);
    if (answer !== undefined) return answer;
    prompt?.say('That is none of them.\n');
  }
}

function isName(text: string): string | undefined {
  return /^[\w./:@-]+$/.test(text) ? text : undefined;
}

function oneOf<T extends string>(words: readonly T[]): (text: string) => T | undefined {
  return (text) => words.find((word) => word === text.toLowerCase() || word[0] === text.toLowerCase());
}
