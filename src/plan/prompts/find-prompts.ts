import { isTestPath } from '../../discover/file-kinds.js';
import type { Expression, Target } from '../../ir.js';
import type { Linked } from '../../link/link.js';
import type { Frame, Origin } from '../../link/origins.js';
import { describe } from '../describe.js';
import { type ModelOutcome, modelOutcome } from '../model-map.js';
import { isMoved } from '../moved-uses.js';
import { givenIn } from '../parameter-sources.js';
import { linesOf } from '../places.js';
import type { ClientUse, PlanOptions, Unit } from '../types.js';
import { type MessageList, messagesIn } from './message-list.js';
import { isPlainValue } from './plain-text.js';
import type { FoundPrompt, PromptMessage, PromptPart, Prompts } from './prompt.js';
import { callPlace, requestParameters } from './request-parameters.js';
import { type Given, TextParts } from './text-parts.js';
import { VariableNames } from './variable-names.js';

/** The parameters in which prompts are sent. */
const PLACES = { system: ['instructions'], user: ['prompt', 'input'], messages: ['messages', 'input'] };

/** A prompt as it is written, to be put together for what parameters hold. */
interface Written {
  /** Where it is written. */
  node: Expression;
  frame?: Frame;
  /** The messages, of the text or the list that the node is. */
  build(texts: TextParts, given: Given): MessageList;
}

/** The prompts of all requests that move, or that are at the gateway already, each once. */
export function findPrompts(units: readonly Unit[], linked: Linked, options: PlanOptions): Prompts {
  const prompts: Prompts = { found: [], untold: [] };
  const own = units.filter(({ verdict, isAtTarget, isTest }) => !isTest && (verdict === 'migrate' || isAtTarget));
  for (const unit of own)
    for (const use of unit.uses.filter(isMoved)) {
      if (isTestPath(use.call.model.path)) continue;
      const { written, why } = writtenIn(use, linked);
      const shared = { calls: [callPlace(use)], ...modelsOf(unit, use, options) };
      const { notes, ...parameters } = requestParameters(unit, use, shared.to, linked, options);
      for (const one of written)
        for (const prompt of promptsOf(one, linked))
          if (prompt.messages.length > 0)
            prompts.found.push({ ...shared, ...parameters, ...prompt, notes: [...prompt.notes, ...notes] });
          else prompts.untold.push({ call: callPlace(use), why: prompt.notes.join(' ') });
      if (why !== undefined) prompts.untold.push({ call: callPlace(use), why });
    }
  return { found: numbered(merged(prompts.found)), untold: prompts.untold };
}

/** What a request may send as its prompt; and why that is not all, where it is not. */
function writtenIn(use: ClientUse, linked: Linked): { written: Written[]; why?: string } {
  const lists: Written[] = [];
  const open: Origin[] = [];
  for (const source of use.parameters ?? [])
    for (const name of source.shape?.prompts?.messages ?? PLACES.messages)
      for (const { origin } of givenIn(linked, plain(source), name)) {
        if (!('node' in origin) || isTestPath(origin.node.model.path)) continue;
        if (origin.kind === 'list' || (origin.kind === 'template' && origin.node.concatenated && name === 'messages'))
          lists.push({
            node: origin.node,
            frame: origin.frame,
            build: (texts, given) => messagesIn(origin.node, texts, given),
          });
        else if (name === 'messages' && origin.kind !== 'absent') open.push(origin);
      }
  const written = [...new Map(lists.map((one) => [one.node, one])).values()];
  if (written.length > 0 || open.length > 0)
    return { written, why: open.length > 0 ? `The messages come from ${describe(open)}.` : undefined };
  const text = textIn(use, linked);
  return text ? { written: [text] } : { written: [], why: 'The source does not tell what it sends.' };
}

/** A request that is given one text, and perhaps a text for the system. */
function textIn(use: ClientUse, linked: Linked): Written | undefined {
  const at = (role: 'system' | 'user') =>
    (use.parameters ?? [])
      .flatMap((source) =>
        (source.shape?.prompts?.[role] ?? PLACES[role]).flatMap((name) => givenIn(linked, plain(source), name)),
      )
      .flatMap(({ origin, written }) =>
        origin.kind === 'absent' || !('node' in origin) ? [] : [written ?? origin.node],
      )
      .find(({ model }) => !isTestPath(model.path));
  const user = use.chatForm?.prompt.value ?? at('user');
  const system = at('system');
  if (!user) return undefined;
  return {
    node: user,
    build: (texts, given) => ({
      messages: [
        ...(system ? [{ role: 'system', content: texts.of(system, given) }] : []),
        { role: 'user', content: texts.of(user, given) },
      ],
      notes: [],
    }),
  };
}

/** The source with names as they stand in the code, and not as they are sent. */
function plain<T extends { shape?: object }>(source: T): Omit<T, 'shape'> {
  const { shape: _shape, ...rest } = source;
  return rest;
}

type Bare = Pick<FoundPrompt, 'id' | 'messages' | 'cases' | 'notes'>;

/** The prompt as it is written, and those that calls of the function around it make of it. */
function promptsOf({ node, frame, build }: Written, linked: Linked): Bare[] {
  const names = new VariableNames();
  const texts = new TextParts(linked, names);
  const base = frame ? texts.within(frame, new Map()) : new Map();
  const open = withRoles(build(texts, base), texts.notes);
  const generic: Bare = { id: linesOf([{ model: node.model, span: node }]), cases: [], ...open };
  const [owner, ...others] = texts.openFunctions;
  const bare: Bare[] = [];
  let isOpen = true;
  if (owner && others.length === 0) {
    const calls = linked.resolver.callSites.of(owner).filter(({ model }) => !isTestPath(model.path));
    const variables = variablesOf(open.messages);
    isOpen = calls.length === 0;
    for (const call of calls) {
      const given = texts.within({ function: owner, call, depth: 1 }, base);
      const told = withRoles(build(texts, given), texts.notes);
      const values = valuesOf(
        owner.parameters.flatMap(({ targets }) => targets),
        given,
        names,
        variables,
      );
      if (values) generic.cases.push(values);
      else if (variablesOf(told.messages).length < variables.length || hasMoreText(told.messages, open.messages))
        bare.push({ id: linesOf([{ model: call.model, span: call }]), cases: [], ...told });
      else isOpen = true;
    }
  }
  return isOpen || generic.cases.length > 0 ? [generic, ...bare] : bare;
}

/** The values of all variables in one call, where each is a text that a test case can hold as it is. */
function valuesOf(
  targets: readonly Target[],
  given: Given,
  names: VariableNames,
  variables: readonly string[],
): Record<string, string> | undefined {
  const values = new Map<string, string>();
  for (const { binding } of targets) {
    const [part, ...others] = given.get(binding)?.() ?? [{ variable: '' }];
    const [reference] = binding.references;
    const text = part === undefined ? '' : others.length === 0 && 'text' in part ? part.text : undefined;
    if (reference && text !== undefined && isPlainValue(text)) values.set(names.of(reference, binding.name), text);
  }
  if (variables.length === 0 || !variables.every((name) => values.has(name))) return undefined;
  return Object.fromEntries(variables.map((name) => [name, values.get(name) ?? '']));
}

function variablesOf(messages: readonly PromptMessage[]): string[] {
  const all = messages.flatMap(({ content }) => content.flatMap((part) => ('variable' in part ? [part.variable] : [])));
  return [...new Set(all)];
}

function hasMoreText(messages: readonly PromptMessage[], than: readonly PromptMessage[]): boolean {
  const length = (all: readonly PromptMessage[]) =>
    all
      .flatMap(({ content }) => content)
      .reduce((sum, part: PromptPart) => sum + ('text' in part ? part.text.length : 0), 0);
  return length(messages) > length(than);
}

/** Roles as both models take them; with what the texts in it have to be said of. */
function withRoles({ messages, notes: own }: MessageList, ofTexts: ReadonlyMap<string, string>): MessageList {
  const notes = [...own, ...variablesOf(messages).flatMap((name) => ofTexts.get(name) ?? [])];
  if (!messages.some(({ role }) => role === 'developer')) return { messages, notes };
  return {
    messages: messages.map((one) => (one.role === 'developer' ? { ...one, role: 'system' } : one)),
    notes: [...notes, 'The role developer is written as system, which both models take.'],
  };
}

const OF_OTHERS: ReadonlySet<ModelOutcome['kind']> = new Set(['router', 'foreign']);

/** The model that a request asks today, and the one that is to answer. */
function modelsOf(unit: Unit, use: ClientUse, options: PlanOptions): Pick<FoundPrompt, 'from' | 'to'> {
  const origins = use.model.length > 0 ? use.model : (unit.ownModel?.origins ?? []);
  const { modelForm } = unit;
  const ids = origins.flatMap((origin) => {
    if (origin.kind !== 'string') return [];
    const { value } = origin.node;
    return (modelForm && new RegExp(modelForm.ids).exec(value)?.[1]) ?? value;
  });
  const [named] = ids;
  if (unit.isAtTarget && named !== undefined) return { to: named };
  // Clients of several services may share the name that holds the model: OpenAI answers to none of the others' ids.
  const asked = ids.find((id) => !OF_OTHERS.has(modelOutcome(id, options).kind));
  if (asked === undefined) return { to: use.answeredBy ?? options.profile.model };
  const outcome = modelOutcome(asked, options);
  return { from: asked, to: use.answeredBy ?? (outcome.kind === 'map' ? outcome.to : options.profile.model) };
}

/** The same prompt, sent with the same parameters to the same model, is one; by file, then by line. */
function merged(found: readonly FoundPrompt[]): FoundPrompt[] {
  const all = new Map<string, FoundPrompt>();
  for (const prompt of found) {
    const { calls, ...rest } = prompt;
    const key = JSON.stringify(rest);
    const known = all.get(key);
    all.set(key, known ? { ...known, calls: [...new Set([...known.calls, ...calls])] } : prompt);
  }
  const place = ({ id }: FoundPrompt) => /^(.*):(\d+)/s.exec(id) ?? [];
  return [...all.values()].sort((a, b) => {
    const [, fileA = '', lineA] = place(a);
    const [, fileB = '', lineB] = place(b);
    return fileA < fileB ? -1 : fileA > fileB ? 1 : Number(lineA) - Number(lineB);
  });
}

/** Ids that no two share. */
function numbered(found: readonly FoundPrompt[]): FoundPrompt[] {
  const counts = new Map<string, number>();
  return found.map((prompt) => {
    const count = (counts.get(prompt.id) ?? 0) + 1;
    counts.set(prompt.id, count);
    return count === 1 ? prompt : { ...prompt, id: `${prompt.id}#${count}` };
  });
}
