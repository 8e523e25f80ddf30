import type { ConfigEntry, ConfigModel, ConfigReference, Span } from '../../ir.js';
import { isWithin } from '../../spans.js';
import { lineEnd, lineStart } from '../../text-position.js';
import { blanksBefore, writtenBeside } from '../beside.js';
import { eolOf } from '../style.js';
import { type Insertion, insertionAt } from '../writer.js';
import type { ConfigSyntax, Members } from './front-end.js';

/** Another variable or setting after the pattern of one that is there. */
export interface Copy {
  name: string;
  /** Absent: the old one's value, with what it refers to as `renamed` says. */
  value?: string;
  renamed?(reference: ConfigReference): string | undefined;
  /** The default of a reference, where it becomes another one. */
  otherwise?(reference: ConfigReference): string | undefined;
  /** What else reads otherwise in it. */
  also?: readonly Insertion[];
}

/** Edits of a file of configuration, in the way that its format and the text beside them ask. */
export class ConfigWriter {
  constructor(private readonly syntax: ConfigSyntax) {}

  /** Gives the entry another value. Undefined where that cannot be written exactly. */
  setValue(model: ConfigModel, entry: ConfigEntry, value: string): Insertion[] | undefined {
    if (entry.isComputed || entry.isPassedOn) return undefined;
    const written = entry.isBase64 ? Buffer.from(value).toString('base64') : value;
    const text = entry.within === 'command' ? inCommand(written) : this.syntax.value(model, entry, written);
    // An escape would make the text around it another one.
    if (text === undefined || (entry.within && text !== written)) return undefined;
    return [{ ...entry.valueSpan, text }];
  }

  /** Gives the entry another name. */
  rename(model: ConfigModel, entry: ConfigEntry, name: string): Insertion[] | undefined {
    const text = this.#name(model, entry, name);
    return text === undefined ? undefined : [{ ...entry.nameSpan, text }];
  }

  /** Writes the entry once more, directly below or behind the old one. */
  addBeside(model: ConfigModel, entry: ConfigEntry, copy: Copy): Insertion[] | undefined {
    const edits = entry.separator === undefined ? undefined : this.rename(model, entry, copy.name);
    if (!edits) return undefined;
    const { text } = model;
    const whole = { separator: entry.separator, ...(entry.alone ?? { start: entry.start, end: entry.end }) };
    const isSet = copy.value !== undefined && !entry.isPassedOn;
    if (isSet) {
      const value = this.setValue(model, entry, copy.value ?? '');
      if (!value) return undefined;
      edits.push(...value);
    }
    for (const reference of referencesIn(model, entry, whole)) {
      if (isSet && isWithin(reference, entry.valueSpan)) continue;
      const name = copy.renamed?.(reference);
      const isName = reference.nameSpan.start === entry.nameSpan.start;
      if (name !== undefined && !isName) edits.push({ ...reference.nameSpan, text: name });
      const otherwise = copy.otherwise?.(reference);
      if (reference.fallback && otherwise !== undefined)
        edits.push({ start: reference.fallback.start, end: reference.fallback.end, text: otherwise });
    }
    const added = spliced(text, whole, [...edits, ...(copy.also ?? [])]);
    if (entry.isExportedApart)
      return entry.separator === '' ? writtenBeside(text, entry, `export ${added}`) : undefined;
    const beside = writtenBeside(text, whole, added);
    return isApart(text, whole) ? beside.map((one) => ({ ...one, text: eolOf(text, whole.end) + one.text })) : beside;
  }

  /** Writes another element of a list, below or behind one that is a text. */
  addItem(model: ConfigModel, entry: ConfigEntry, value: string): Insertion[] | undefined {
    const isItem = entry.name === '' && entry.separator !== undefined && !entry.within;
    const edits = isItem ? this.setValue(model, entry, value) : undefined;
    return edits && writtenBeside(model.text, entry, spliced(model.text, entry, edits));
  }

  /** Writes keys with values beside an entry: behind one that is a text, before one that is a group. */
  addMembers(model: ConfigModel, entry: ConfigEntry, members: Members): Insertion[] | undefined {
    const { text } = model;
    const added = this.syntax.members?.(model, entry, members, blanksBefore(text, entry.start));
    if (added === undefined || entry.separator === undefined) return undefined;
    const isGroup = entry.isComputed === true && entry.references.length === 0;
    if (!isGroup) return writtenBeside(text, entry, added);
    const gap = entry.separator === '' ? eolOf(text, entry.start) + blanksBefore(text, entry.start) : ', ';
    return [insertionAt(entry.start, added + gap)];
  }

  /** Writes keys with values in the place of a text. */
  setMembers(model: ConfigModel, entry: ConfigEntry, members: Members): Insertion[] | undefined {
    const { valueSpan, quote, separator, isComputed } = entry;
    if (isComputed || separator === undefined || quote === '|' || quote === '>') return undefined;
    const start = valueSpan.start - quote.length;
    const added = this.syntax.members?.(model, entry, members, blanksBefore(model.text, start));
    if (added === undefined) return undefined;
    return [{ start, end: valueSpan.end + quote.length, text: separator === '' ? added : `{ ${added} }` }];
  }

  #name(model: ConfigModel, entry: ConfigEntry, name: string): string | undefined {
    if (entry.nameSpan.start === entry.nameSpan.end) return undefined;
    if (this.syntax.name) return this.syntax.name(model, entry, name);
    return /^[A-Za-z_][\w.-]*$/.test(name) ? name : undefined;
  }
}

/** A word of a command needs no quotes, neither the shell's nor the file's, when it holds nothing of a sign. */
function inCommand(value: string): string | undefined {
  return /^[\w@%+:,./${}-]*$/.test(value) ? value : undefined;
}

/** A part of a text, with edits made in it. */
export function spliced(text: string, { start, end }: Span, edits: readonly Insertion[]): string {
  let at = start;
  const parts: string[] = [];
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  return parts.join('') + text.slice(at, end);
}

/** What an entry refers to, and what is written again with it. */
function referencesIn({ references }: ConfigModel, entry: ConfigEntry, whole: Span): ConfigReference[] {
  const own = new Set(entry.references.map(({ nameSpan }) => nameSpan.start));
  return [...entry.references, ...references.filter((one) => isWithin(one, whole) && !own.has(one.nameSpan.start))];
}

/** Whether it has several lines, with an empty one before and behind it, as blocks of HCL have. */
function isApart(text: string, { separator, start, end }: Span & { separator?: string }): boolean {
  if (separator !== '' || !/[\r\n]/.test(text.slice(start, end))) return false;
  const before = text.slice(0, lineStart(text, start));
  const behind = text.slice(lineEnd(text, end), lineEnd(text, end) + 200);
  return (
    /(?:^\uFEFF?|\n[ \t]*\r?\n)$/.test(before.slice(-200)) && /^(?:\r?\n[ \t]*)?(?:$|(?<=\n[ \t]*)\r?\n)/.test(behind)
  );
}
