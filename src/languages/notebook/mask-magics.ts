import type { Span } from '../../ir.js';
import { COMMAND, COMPOUND, isCellOfDatabricks, kindOfCell, OVER_STATEMENT, WITHOUT_SIGN } from './magic-kinds.js';
import { type Magics, noMagics } from './magics.js';
import { continuedEnd, entryOf, nextLine, readCommand, readScript } from './read-shell.js';
import { scanStatement } from './scan-statement.js';

/** A cell, with its language where that is not Python. */
type CodeCell = Span & { language?: string };

/**
 * Turns what IPython adds to Python into blanks, so that offsets stay and the rest parses, and tells what it says.
 * `masked` is as long as the source.
 */
export function maskMagics(source: string, cells: readonly CodeCell[]): { masked: string; magics: Magics } {
  const masker = new Masker(source);
  for (const cell of cells) masker.maskCell(cell);
  return { masked: masker.masked(), magics: masker.magics };
}

/** The text with spaces for all but its line breaks. */
export function blanked(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

class Masker {
  readonly magics = noMagics();
  readonly #patches: (Span & { text: string })[] = [];

  constructor(readonly source: string) {}

  masked(): string {
    let result = '';
    let at = 0;
    for (const { start, end, text } of this.#patches) {
      result += this.source.slice(at, start) + text;
      at = end;
    }
    return result + this.source.slice(at);
  }

  maskCell({ start, end, language }: CodeCell): void {
    if (language) {
      this.magics.others.push({ magic: language, argument: '', start, end, text: this.source.slice(start, end) });
      this.#fill(start, end, '');
      return;
    }
    let isFirst = true;
    for (let line = start; line < end; ) {
      const begin = line + this.#match(/[ \t\f]*/y, line).length;
      if (begin >= end || /[\r\n#]/.test(this.source[begin] ?? '')) {
        line = nextLine(this.source, this.#lineEnd(begin, end));
        continue;
      }
      const isOverPython = this.#cellKind(begin) === 'python';
      // In a block of its own the line has to stay a statement.
      line = nextLine(this.source, this.#maskStatement(begin, end, isFirst, begin > line ? '0' : ''));
      isFirst &&= isOverPython;
    }
  }

  #maskStatement(begin: number, limit: number, isFirst: boolean, filler: string): number {
    if (this.source.startsWith('%%', begin)) return this.#maskCellMagic(begin, limit);
    const sign = this.source[begin] ?? '';
    if (sign === '?') return this.#fill(begin, this.#lineEnd(begin, limit), filler);
    if (sign === '%' && isFirst && this.#isOfDatabricks(begin)) return this.#maskRest(begin, begin + 1, limit);
    if (sign === '!' || sign === '%' || this.#match(WITHOUT_SIGN, begin) !== '')
      return this.#maskMagic(begin, limit, filler, true);
    const statement = scanStatement(this.source, begin, limit);
    if (statement.magic !== undefined) return this.#maskMagic(statement.magic, limit, '0', false);
    // Help, as in `openai.OpenAI?`: elsewhere in Python there is no such mark.
    if (this.source[statement.last] === '?') this.#fill(begin, statement.end, filler);
    return statement.end;
  }

  /** `!ls`, `%pip install x`, `%time f()`, as a statement or as the value of one. */
  #maskMagic(begin: number, limit: number, filler: string, isStatement: boolean): number {
    const name = begin + this.#match(/%?/y, begin).length;
    const body = name + this.#match(OVER_STATEMENT, name).length;
    const hasStatement = body > name && body < limit && !/[!%\r\n]/.test(this.source[body] ?? '\n');
    if (hasStatement && this.#match(COMPOUND, body) === '') {
      this.#fill(begin, body, isStatement ? '0;' : '');
      return scanStatement(this.source, body, limit).end;
    }
    const end = continuedEnd(this.source, begin, limit);
    if (this.source[begin] === '!') this.#readCommand(begin, end);
    else if (body > name && !hasStatement && body < end) this.#readCommand(body, end);
    else this.#readMagic(name, end);
    return this.#fill(begin, end, filler);
  }

  #readCommand(begin: number, end: number): void {
    const start = begin + this.#match(/!{0,2}[ \t]*/y, begin).length;
    if (this.source[start] === '%') this.#readMagic(start + 1, end);
    else readCommand(this.source, { start, end }, this.magics);
  }

  #readMagic(start: number, end: number): void {
    const name = this.#match(/[\w.]*/y, start);
    const from = Math.min(end, start + this.#match(/[\w.]*[ \t]*/y, start).length);
    if (COMMAND.test(name)) readCommand(this.source, { start, end }, this.magics);
    else if (/^(?:sx|system|sh)$/.test(name)) readCommand(this.source, { start: from, end }, this.magics);
    else if (!/^(?:set_)?env$/.test(name) || !this.#readVariable(from, end)) {
      const text = this.source.slice(start, end);
      this.magics.others.push({ magic: name, argument: this.source.slice(from, end), start, end, text });
    }
  }

  /** `NAME=value` and `NAME value` set a variable, `NAME` alone reads it. IPython takes quotes for a part of the value. */
  #readVariable(start: number, end: number): boolean {
    const name = this.#match(/[A-Za-z_]\w*/y, start);
    if (name === '') return this.source.slice(start, end).trim() === '';
    const span = { start, end: start + name.length };
    const sign = this.#match(/[ \t]*=[ \t]*|[ \t]+/y, span.end);
    const at = span.end + sign.length;
    if (sign.includes('=') || at < end)
      this.magics.settings.push(entryOf(this.source, span, at, Math.max(at, end), true));
    else this.magics.reads.push({ name, span });
    return true;
  }

  #maskCellMagic(begin: number, limit: number): number {
    if (this.#cellKind(begin) !== 'python') return this.#maskRest(begin, begin + 2, limit);
    return this.#fill(begin, this.#lineEnd(begin, limit), '');
  }

  /** A cell that is of another language from here on. */
  #maskRest(begin: number, start: number, limit: number): number {
    const { name, argument, end } = this.#head(start, limit);
    const body = { start: Math.min(limit, nextLine(this.source, end)), end: limit };
    if (kindOfCell(name, argument) === 'shell') {
      // Databricks lets the script begin beside the magic.
      if (start === begin + 1) readCommand(this.source, { start: end - argument.length, end }, this.magics);
      readScript(this.source, body, this.magics);
    } else {
      this.magics.others.push({ magic: name, argument, ...body, text: this.source.slice(body.start, limit) });
    }
    return this.#fill(begin, limit, '');
  }

  #cellKind(begin: number): string {
    if (!this.source.startsWith('%%', begin)) return '';
    const { name, argument } = this.#head(begin + 2, this.source.length);
    return kindOfCell(name, argument);
  }

  #isOfDatabricks(begin: number): boolean {
    const { name, argument } = this.#head(begin + 1, this.source.length);
    return isCellOfDatabricks(name, argument);
  }

  /** A magic's name, what follows it in its line, and the end of that. */
  #head(start: number, limit: number): { name: string; argument: string; end: number } {
    const end = this.#lineEnd(start, limit);
    const [head = '', name = ''] = /^([\w.!]*)[ \t]*/.exec(this.source.slice(start, end)) ?? [];
    return { name, argument: this.source.slice(start + head.length, end), end };
  }

  /** Puts the filler and blanks over a span, and gives its end. */
  #fill(start: number, end: number, filler: string): number {
    const text = filler + blanked(this.source.slice(start + filler.length, end));
    this.#patches.push({ start, end, text });
    return end;
  }

  #match(pattern: RegExp, at: number): string {
    pattern.lastIndex = at;
    return pattern.exec(this.source)?.[0] ?? '';
  }

  #lineEnd(at: number, limit: number): number {
    return at + (/^[^\r\n]*/.exec(this.source.slice(at, limit))?.[0].length ?? 0);
  }
}
