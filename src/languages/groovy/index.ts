import type { ConfigEntry, ConfigModel, Span } from '../../ir.js';
import { readAssignment } from '../config/assignment.js';
import type { ConfigFrontEnd } from '../config/front-end.js';
import { emptyModel, sortModel } from '../config/model.js';
import { readReferences } from '../config/references.js';
import { readShell } from '../shell/read-shell.js';
import { type GroovyText, maskTexts } from './mask-texts.js';

const REFERENCES = ['jenkins'];
const BLOCK = /\benvironment\s*\{([^{}]*)\}/g;
const ASSIGNMENT = /^([ \t]*)([A-Za-z_]\w*)([ \t]*=[ \t]*)(.*)$/gm;
const OWN = /\benv\.([A-Za-z_]\w*)[ \t]*=[ \t]*(?=["'])/g;

/** `withCredentials([string(credentialsId: 'id', variable: 'NAME')])`. Source: jenkins.io, Credentials Binding Plugin. */
const BINDING = /\bstring\s*\(([^()]*)\)/g;

/** What a Jenkinsfile says of variables and commands. It is a program, of which nothing else is read. */
export const groovy: ConfigFrontEnd = {
  language: 'groovy',
  parse(path, text, kinds): ConfigModel {
    const model = emptyModel(path, 'groovy', text);
    const { masked, texts } = maskTexts(text);
    const textAt: TextAt = new Map(texts.map((one) => [one.start, one]));
    const ids = kinds[0]?.references ?? REFERENCES;
    for (const block of masked.matchAll(BLOCK)) {
      const from = block.index + block[0].length - 1 - (block[1]?.length ?? 0);
      for (const match of (block[1] ?? '').matchAll(ASSIGNMENT)) {
        const [, space = '', name = '', sign = '', raw = ''] = match;
        const start = from + match.index + space.length;
        const at = start + name.length + sign.length;
        const end = at + raw.trimEnd().length;
        model.entries.push(entryOf(name, start, { start: at, end }, textAt, start));
      }
    }
    for (const match of masked.matchAll(OWN)) {
      const name = match[1] ?? '';
      const at = match.index + match[0].length;
      const value = textAt.get(at);
      if (value) model.entries.push(entryOf(name, match.index + 'env.'.length, value, textAt, match.index));
    }
    for (const match of masked.matchAll(BINDING)) {
      const bound = bindingOf(match, textAt);
      if (bound) model.entries.push(bound);
    }
    for (const one of texts) readText(model, masked, one);
    for (const entry of model.entries)
      if (entry.references.length === 0) entry.references = readReferences(text, entry.valueSpan, ids);
    for (const one of readReferences(text, { start: 0, end: text.length }, ids)) model.references.push(one);
    sortModel(model);
    return model;
  },
  syntax: {
    value(_, { quote }, value) {
      if (/[\r\n\\]/.test(value)) return undefined;
      return quote === '' || value.includes(quote[0] ?? '') ? undefined : value;
    },
  },
};

type TextAt = ReadonlyMap<number, GroovyText>;

/** A secret of Jenkins' own that a variable gets, as an element of a list. */
function bindingOf({ 0: all, 1: inside = '', index }: RegExpExecArray, texts: TextAt): ConfigEntry | undefined {
  const from = index + all.length - 1 - inside.length;
  const textOf = (parameter: RegExp) => {
    const found = parameter.exec(inside);
    return found ? texts.get(from + found.index + found[0].length) : undefined;
  };
  const name = textOf(/\bvariable\s*:\s*(?=["'])/);
  const id = textOf(/\bcredentialsId\s*:\s*(?=["'])/);
  if (!name || !id) return undefined;
  const entry = entryOf(name.value, name.inner.start, id, texts, index);
  const references = [{ name: id.value, nameSpan: id.inner, to: 'secret' as const, start: id.start, end: id.end }];
  return { ...entry, isComputed: true, references, separator: ',', end: index + all.length };
}

/** A command for a shell, or an element of `withEnv([…])`. */
function readText(model: ConfigModel, masked: string, text: GroovyText): void {
  const before = masked.slice(Math.max(0, text.start - 400), text.start);
  if (/\b(?:sh|bat)\b[\s(]*(?:(?:label|returnStdout|returnStatus)[^,]*,\s*)*(?:script\s*:\s*)?$/.test(before))
    readShell(model, text.inner, { references: REFERENCES });
  else if (/\bwithEnv\s*(?:\(\s*)?\[(?:(?!withEnv)[^\]])*$/.test(before)) {
    const read = readAssignment(model.text, text);
    if (read && !read.isPassedOn)
      model.entries.push({
        ...entryOf(read.name, text.start, text, new Map([[text.start, text]]), text.start),
        ...read,
        separator: ',',
      });
  }
}

function entryOf(name: string, nameStart: number, span: Span, texts: TextAt, start: number): ConfigEntry {
  const found = texts.get(span.start);
  const text = found?.end === span.end ? found : undefined;
  return {
    name,
    nameSpan: { start: nameStart, end: nameStart + name.length },
    value: text?.value ?? '',
    valueSpan: text?.inner ?? span,
    quote: text?.quote ?? '',
    isCommented: false,
    ...((!text || text.value.includes('\\')) && { isComputed: true as const }),
    kind: 'variable',
    path: [name],
    references: [],
    separator: '',
    start,
    end: span.end,
  };
}
