import type { Profile } from '../catalog/profile.js';
import { variablesOf } from '../evaluate/promptfoo-config.js';
import type { FoundPrompt, Prompts, UntoldPrompt } from '../plan/prompts/prompt.js';
import type { Redactor } from '../redact.js';
import { VERSION } from '../version.js';
import { visibleLine } from '../visible.js';
import { renderDocument, SCHEMA_VERSION } from './document.js';
import { countOf } from './wrap.js';

export function renderPromptsJson(prompts: Prompts, _profile: Profile, redactor: Redactor): string {
  const tool = { name: 'migrate-to-holysheep', version: VERSION };
  return renderDocument({ schemaVersion: SCHEMA_VERSION, tool, ...prompts }, redactor);
}

/** The prompts that can be chosen, and the requests of which none is known. */
export function renderPrompts({ found, untold }: Prompts, profile: Profile, redactor: Redactor): string {
  const lines = [
    ...found.flatMap((prompt) => [...linesOf(prompt, profile), '']),
    ...(untold.length > 0 ? ['Not told by the source:', ...untold.map(lineOf), ''] : []),
    found.length === 0
      ? 'No prompt was found in what moves. Give a file of your own: evaluate --prompts FILE'
      : `${countOf(found.length, 'prompt')}. Take them with --all, or some with --prompt ID.`,
  ];
  return lines.map((line) => `${visibleLine(redactor.redact(line))}\n`).join('');
}

function linesOf(prompt: FoundPrompt, { title }: Profile): string[] {
  const { id, messages, from, to, calls, cases, notes } = prompt;
  const variables = variablesOf(prompt);
  const values = cases.length > 0 ? `, with ${countOf(cases.length, 'set')} of values from calls` : ', to be filled in';
  return [
    id,
    ...messages.map(({ role, content }) => {
      const text = content.map((part) => ('text' in part ? part.text : `{{${part.variable}}}`)).join('');
      return `  ${role}: ${shortened(text)}`;
    }),
    `  ${from ?? 'not known (--old-model MODEL)'} at OpenAI beside ${to} at ${title}; sent by ${calls.join(', ')}`,
    ...(variables.length > 0 ? [`  variables: ${variables.join(', ')}${values}`] : []),
    ...notes.map((note) => `  ${note}`),
  ];
}

function lineOf({ call, why }: UntoldPrompt): string {
  return `  ${call}: ${why}`;
}

const LENGTH = 100;

/** On one line. */
function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const short = [...line.slice(0, 2 * LENGTH)].slice(0, LENGTH).join('');
  return short.length < line.length ? `${short}…` : line;
}
