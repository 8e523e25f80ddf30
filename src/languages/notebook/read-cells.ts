import type { Span } from '../../ir.js';
import { SyntaxFailure } from '../front-end.js';
import { JsonCursor } from './json-cursor.js';

/** Where the source of a code cell stands in the file. */
export interface CellText {
  /** The insides of the JSON strings that it is made of. */
  strings: Span[];
  /** Between the brackets, where it is an array. */
  array?: Span;
}
export interface NotebookText {
  /** The language of the kernel, in lower case. */
  language: string;
  /** The code cells, in order. */
  cells: CellText[];
}

/** Other names under which Jupyter knows Python. */
const PYTHON = /^(?:i?python\d*|pyspark\d*)$/;

/** Finds the code cells of a notebook of nbformat 2 to 4. @throws SyntaxFailure when the text is none. */
export function readCells(text: string): NotebookText {
  const cursor = new JsonCursor(text);
  const languages = new Map<string, string>();
  let cells: CellText[] | undefined;
  const readList = (): void => {
    const found: CellText[] = [];
    each(cursor, () => readCell(cursor, languages, found));
    cells = [...(cells ?? []), ...found];
  };
  const readers: Record<string, () => void> = {
    cells: readList,
    worksheets: () => each(cursor, () => object(cursor, { cells: readList })),
    metadata: () => readMetadata(cursor, languages),
  };
  object(cursor, readers);
  cursor.end();
  if (!cells) throw new SyntaxFailure('it is no notebook');
  const said = ['info', 'kernel', 'notebook', 'cell'].map((place) => languages.get(place)).find(Boolean) ?? 'python';
  const language = said.toLowerCase();
  return { language: PYTHON.test(language) ? 'python' : language, cells };
}

function readMetadata(cursor: JsonCursor, languages: Map<string, string>): void {
  const say = (place: string) => () => {
    languages.set(place, cursor.textOrSkip() ?? '');
  };
  object(cursor, {
    language_info: () => object(cursor, { name: say('info') }),
    kernelspec: () => object(cursor, { language: say('kernel') }),
    language: say('notebook'),
  });
}

function readCell(cursor: JsonCursor, languages: Map<string, string>, cells: CellText[]): void {
  let type: string | undefined;
  let language: string | undefined;
  let source: CellText | undefined;
  const readSource = (): void => {
    source = sourceHere(cursor);
  };
  object(cursor, {
    cell_type: () => {
      type = cursor.textOrSkip();
    },
    language: () => {
      language = cursor.textOrSkip();
    },
    source: readSource,
    // Up to nbformat 3.
    input: readSource,
  });
  if (type !== 'code' || !source) return;
  if (language && !languages.has('cell')) languages.set('cell', language);
  cells.push(source);
}

function sourceHere(cursor: JsonCursor): CellText | undefined {
  if (cursor.next === '"') return { strings: [cursor.string()] };
  const start = cursor.at + 1;
  const strings: Span[] = [];
  let isText = cursor.next === '[';
  each(cursor, () => {
    if (cursor.next === '"') strings.push(cursor.string());
    else {
      isText = false;
      cursor.skip();
    }
  });
  return isText ? { strings, array: { start, end: cursor.text.lastIndexOf(']', cursor.at - 1) } } : undefined;
}

/** Reads the members that are asked for and passes over the others, and over what is no object. */
function object(cursor: JsonCursor, readers: Record<string, () => void>): void {
  if (cursor.next !== '{') cursor.skip();
  else cursor.members((key) => (Object.hasOwn(readers, key) ? readers[key]?.() : cursor.skip()));
}

function each(cursor: JsonCursor, visit: () => void): void {
  if (cursor.next !== '[') cursor.skip();
  else cursor.items(visit);
}
