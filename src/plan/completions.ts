import type { CallNode, Entry, MemberNode, Span } from '../ir.js';
import type { Linked } from '../link/link.js';
import type { Origin } from '../link/origins.js';
import { methodSpan } from './method-span.js';

/** A call of legacy completions that says the same as a chat call: what is sent, and where its answer is read. */
export interface ChatForm {
  /** `prompt: …` in the object literal that is sent. */
  prompt: Entry;
  /** `choices[0].text`, each place. */
  answers: MemberNode[];
  /** The names of the call's own method, from the client on. */
  method: Span;
}

/** Parameters that chat completions know too, with the same meaning. */
const SHARED = new Set([
  'model',
  'prompt',
  'max_tokens',
  'temperature',
  'top_p',
  'stop',
  'presence_penalty',
  'frequency_penalty',
  'n',
  'user',
  'seed',
]);
/** What else of an answer may be read: it is there in both. */
const SHARED_ANSWER = new Set(['usage', 'id', 'created', 'model', 'status', 'statusText', 'headers']);

/**
 * The chat form of a completions call, or undefined where it cannot be proved: the prompt has to be one text, every
 * parameter one that chat knows, and every use of the answer a read of `choices[…].text`.
 */
export function chatFormOf(linked: Linked, call: CallNode, path: string): ChatForm | undefined {
  const method = methodSpan(call, path.split('.').length);
  const [first, ...others] = call.arguments;
  const sent = first?.value;
  if (!method || sent?.kind !== 'object' || others.some((argument) => argument.spread)) return undefined;
  if (!sent.entries.every((entry) => entry.key !== undefined && SHARED.has(entry.key))) return undefined;
  const prompt = sent.entries.find((entry) => entry.key === 'prompt');
  if (!prompt || !linked.resolver.at(prompt.value, []).every(isText)) return undefined;

  for (const reach of linked.flow.reaches(call)) {
    const path = 'path' in reach ? reach.path.filter((name) => name !== 'data') : [];
    const isAnswer = path[0] === 'choices' && path[2] === 'text';
    if (!isAnswer && !SHARED_ANSWER.has(path[0] ?? '')) return undefined;
  }
  const isChoice = (origin: Origin) =>
    origin.kind === 'external' &&
    origin.calls.at(-1) === call &&
    /\(\)\.(?:data\.)?choices\.[^.]+$/.test(origin.path.join('.'));
  const from = (node: MemberNode['object']) => linked.resolver.at(node, []).some(isChoice);
  if (linked.project.patterns('text').some(({ value }) => from(value))) return undefined;
  const answers = linked.project.members.get('text').filter((member) => from(member.object));
  return answers.length > 0 ? { prompt, answers, method } : undefined;
}

function isText(origin: Origin): boolean {
  return origin.kind === 'string' || origin.kind === 'template' || origin.kind === 'environment';
}
