import { becomes, PARAMETERS, type ParameterFact, sentenceOf } from '../catalog/capabilities.js';
import { servedModel } from '../catalog/profile.js';
import type { Span } from '../ir.js';
import type { Insertion } from '../languages/writer.js';
import { tokens } from './targets.js';
import type { PlanOptions } from './types.js';

/** A parameter in the body of a command's request that the target treats otherwise. */
export interface CommandParameter extends Span {
  fact: ParameterFact;
  sentence: string;
  /** Where it is to be written in another way. */
  edit?: Insertion;
}

/** A key of the body with the value behind it, as far as that is written. */
const ENTRY = /"([A-Za-z_]\w*) ?"\s*:\s*("[^"\\\n]*"|-?\d[\d.]*|true|false|null|[[{])?/g;

/** Rows of which there is something to say; the model is looked after elsewhere. */
const SPOKEN = PARAMETERS.filter(({ action, to }) => action !== 'keep' && (action !== 'rewrite' || to !== undefined));

/** What of the body is found in a part of a script: a command's own text, a here-document, the value of a variable. */
export function commandParameters(text: string, part: Span, { profile }: PlanOptions): CommandParameter[] {
  const raw = text.slice(part.start, part.end);
  const body = plainBody(raw);
  const depth = depthsOf(body);
  const limit = servedModel(profile, profile.model)?.outputTokens;
  const inBody = [...body.matchAll(ENTRY)].flatMap((match) => {
    const [whole, name = '', value] = match;
    const start = part.start + match.index;
    return SPOKEN.flatMap((fact): CommandParameter[] => {
      const path = [fact.path, ...(fact.also ?? [])].find((one) => one.split('.').at(-1) === name);
      if (path === undefined || !isAt(path, depth[match.index] ?? 0) || !fits(fact, value, limit)) return [];
      const said = sentenceOf(fact)
        .replace('{value}', () => tokens(Number(value)))
        .replace('{limit}', () => `${tokens(limit ?? 0)} (${servedModel(profile, profile.model)?.source ?? ''})`);
      const span = { start, end: start + whole.length };
      if (fact.to === undefined) return [{ ...span, fact, sentence: said }];
      const at = fact.when ? start + whole.length - (value?.length ?? 0) + 1 : start + 1;
      const length = fact.when ? (value?.length ?? 2) - 2 : name.length;
      // A backslash in front of the closing quote is a space here.
      const word = body.slice(at - part.start, at - part.start + length).trimEnd();
      return [{ ...span, fact, sentence: becomes(fact), edit: { start: at, end: at + word.length, text: fact.to } }];
    });
  });
  return [...inBody, ...headers(raw, part)];
}

/** `-H "OpenAI-Organization: …"`. */
function headers(raw: string, part: Span): CommandParameter[] {
  return PARAMETERS.filter(({ path }) => path.startsWith('extra_headers.')).flatMap((fact) =>
    [fact.path, ...(fact.also ?? [])].flatMap((path) => {
      const name = path.slice(path.indexOf('.') + 1);
      const at = raw.toLowerCase().indexOf(`${name.toLowerCase()}:`);
      if (at === -1) return [];
      const start = part.start + at;
      return [{ start, end: start + name.length, fact, sentence: sentenceOf(fact) }];
    }),
  );
}

/** A parameter of the request's own stands in the outermost object, one of a message or a tool further in. */
function isAt(path: string, depth: number): boolean {
  return path.includes('.') ? depth > 1 : depth === 1;
}

function fits({ when, beside, unless }: ParameterFact, value: string | undefined, limit: number | undefined): boolean {
  if (beside || unless) return false;
  if (!when) return value !== 'null';
  if (when.beside || when.longer !== undefined || when.madeBy) return false;
  if (when.kind) return value === (when.kind === 'list' ? '[' : '{');
  if (value === undefined || value === '[' || value === '{') return false;
  const written: unknown = JSON.parse(value.replace(/\.$/, '').replace(/ "$/, '"'));
  if (when.above) return typeof written === 'number' && limit !== undefined && written > limit;
  if (when.equals) return when.equals.includes(written);
  return when.not !== undefined && typeof written === 'number' && !when.not.includes(written);
}

/** The text without what only quotes are there for, offsets kept: `\"` is `"`, and a variable between quotes is a word. */
function plainBody(raw: string): string {
  return raw
    .replace(/'"[^'"\n]{0,200}"'/g, (one) => 'x'.repeat(one.length))
    .replace(/\\"/g, ' "')
    .replace(/\$\{[^{}"\n]{0,200}\}/g, (one) => 'x'.repeat(one.length));
}

/** How many brackets are open at each place, texts aside. */
function depthsOf(body: string): Uint16Array {
  const depths = new Uint16Array(body.length);
  let depth = 0;
  let isText = false;
  for (let at = 0; at < body.length; at++) {
    depths[at] = depth;
    const sign = body[at];
    if (sign === '"' && depth > 0) isText = !isText;
    else if (isText) continue;
    else if (sign === '{' || sign === '[') depth++;
    else if ((sign === '}' || sign === ']') && depth > 0) depth--;
  }
  return depths;
}
