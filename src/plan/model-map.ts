import { isChatModel, type ModelId } from '../catalog/model-ids.js';
import { knownModel } from '../catalog/models.js';
import { isServed } from '../catalog/profile.js';
import type { ModelForm } from '../catalog/sdk.js';
import { staysThere } from '../catalog/service.js';
import type { PlanOptions } from './types.js';

/** What becomes of a text where a model is expected. */
export type ModelOutcome =
  /** Written anew as `to` (which may be the same: an id that the gateway itself serves, kept by the user's map). */
  | { kind: 'map'; from: string; to: string; id: ModelId }
  /** Served by the gateway already. */
  | { kind: 'served'; id: string }
  /** Addressed to another gateway (`openai/gpt-4o`). */
  | { kind: 'router'; id: ModelId }
  | { kind: 'fine-tune'; id: ModelId }
  /** OpenAI's, but no chat model: an embedding model, a search or audio chat, a form not seen yet. */
  | { kind: 'unmapped'; id: ModelId }
  /** Nothing of OpenAI's. */
  | { kind: 'foreign'; text: string };

/** `form`: how the one who reads it spells ids. */
export function modelOutcome(text: string, options: PlanOptions, form?: ModelForm): ModelOutcome {
  return form ? formedOutcome(text, options, form) : plainOutcome(text, options);
}

/** The same for a call that a model of its own is to answer, whatever the map says. */
export function outcomeFor(
  text: string,
  answeredBy: string | undefined,
  options: PlanOptions,
  form?: ModelForm,
): ModelOutcome {
  if (answeredBy === undefined) return modelOutcome(text, options, form);
  const profile = { ...options.profile, model: answeredBy };
  const outcome = modelOutcome(text, { ...options, modelMap: [], profile }, form);
  // A model that sees images has a counterpart now.
  return outcome.kind === 'unmapped' && knownModel(outcome.id.id)?.vision
    ? { kind: 'map', from: text, to: form?.written.replace('NAME', () => answeredBy) ?? answeredBy, id: outcome.id }
    : outcome;
}

/** Whether a client that is at the gateway already names a model which that does not serve. */
export function isStaleModel(text: string, form: ModelForm | undefined, options: PlanOptions): boolean {
  const plain = (form && new RegExp(form.ids).exec(text)?.[1]) ?? text;
  return !isServed(options.profile, plain) && modelOutcome(text, options, form).kind === 'map';
}

function formedOutcome(text: string, options: PlanOptions, { ids, written }: ModelForm): ModelOutcome {
  const mapped = options.modelMap.find(({ from }) => from === text);
  const plain = new RegExp(ids).exec(text)?.[1];
  if (mapped || plain === undefined) {
    const id = options.from.modelId(text, true);
    if (mapped) return { kind: 'map', from: text, to: mapped.to, id: id ?? unknownId(text) };
    return id ? { kind: 'router', id } : { kind: 'foreign', text };
  }
  const outcome = plainOutcome(plain, options);
  const inForm = (id: string) => written.replace('NAME', () => id);
  if (outcome.kind === 'map') return { ...outcome, from: text, to: inForm(outcome.to) };
  // The gateway's id under a service that is guessed from it is that service's.
  return outcome.kind === 'served' && text !== inForm(plain) ? { kind: 'foreign', text } : outcome;
}

function plainOutcome(text: string, options: PlanOptions): ModelOutcome {
  const mapped = options.modelMap.find(({ from }) => globMatches(from, text));
  const id = options.from.modelId(text, true);
  if (mapped) return { kind: 'map', from: text, to: mapped.to, id: id ?? unknownId(text) };
  if (!id) return isServed(options.profile, text) ? { kind: 'served', id: text } : { kind: 'foreign', text };
  if (id.kind === 'fine-tune') return { kind: 'fine-tune', id };
  if (id.prefix !== '' || id.variant !== '') return { kind: 'router', id };
  // Who asks for a model that sees images sends it images, which the target does not take.
  if (/(?:^|-)vision(?:-|$)/.test(id.id)) return { kind: 'unmapped', id };
  if (!isChatModel(id)) return { kind: 'unmapped', id };
  const { profile } = options;
  // What all of OpenAI's models are served by has the very one.
  if (profile.servesCatalog && isServed(profile, text)) return { kind: 'served', id: text };
  // Which one is meant is not guessed.
  if (profile.model === '') return { kind: 'unmapped', id };
  // Where the service stays, what the options themselves lead to is as it should be.
  if (staysThere(options) && isWanted(text, options)) return { kind: 'served', id: text };
  return { kind: 'map', from: text, to: profile.model, id };
}

function isWanted(text: string, { profile, modelMap, modelFor }: PlanOptions): boolean {
  return [profile.model, ...modelMap.map(({ to }) => to), ...Object.values(modelFor ?? {})].includes(text);
}

function unknownId(text: string): ModelId {
  return { id: text, kind: 'unknown', prefix: '', variant: '' };
}

/** `*` for any characters; everything else is itself. */
function globMatches(glob: string, text: string): boolean {
  if (!glob.includes('*')) return glob === text;
  const parts = glob.split('*');
  let at = 0;
  for (const [index, part] of parts.entries()) {
    if (index === 0) {
      if (!text.startsWith(part)) return false;
      at = part.length;
    } else if (index === parts.length - 1) {
      return text.length - part.length >= at && text.endsWith(part);
    } else {
      const found = text.indexOf(part, at);
      if (found === -1) return false;
      at = found + part.length;
    }
  }
  return true;
}
