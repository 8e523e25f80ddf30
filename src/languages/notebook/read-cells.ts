import type { Span } from '../../ir.js';
import { SyntaxFailure } from '../front-end.js';
import { JsonCursor } from './json-cursor.js';

/** Where the source of a code cell stands in the file. */
export interface CellText {
  /** Counted from 1, over the cells of every kind. */
  number: number;
  /** The insides of the JSON strings that it is made of. */
  strings: Span[];
  /** Between the brackets, where it is an array. */
  array?: Span;
  /** Where it is not the kernel's, as for the SQL cells of Snowflake. */
  language?: string;
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
  object(cursor, {
    cells: () => {
      cells = listHere(cursor);
    },
    worksheets: () => {
      const sheets: CellText[][] = [];
      each(cursor, () => object(cursor, { cells: () => sheets.push(listHere(cursor) ?? []) }));
      cells = sheets.flat();
    },
    metadata: () => readMetadata(cursor, languages),
  });
  cursor.end();
  if (!cells) throw new SyntaxFailure('it is no notebook');
  const said = ['info', 'kernel', 'notebook'].map((place) => languages.get(place)).find(Boolean);
  const language = normal(said ?? cells.find((cell) => cell.language)?.language ?? 'python');
  return {
    language,
    cells: cells.map(({ language: own, ...cell }) =>
      own && normal(own) !== language ? { ...cell, language: normal(own) } : cell,
    ),
  };
}

function normal(language: string): string {
  const lower = language.toLowerCase();
  return PYTHON.test(lower) ? 'python' : lower;
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

function listHere(cursor: JsonCursor): CellText[] | undefined {
  const cells: CellText[] = [];
  const isList = cursor.next === '[';
  let number = 0;
  each(cursor, () => readCell(cursor, ++number, cells));
  return isList ? cells : undefined;
}

function readCell(cursor: JsonCursor, number: number, cells: CellText[]): void {
  let type: string | undefined;
  let language: string | undefined;
  let source: Source | undefined;
  const readLanguage = (): void => {
    language = cursor.textOrSkip();
  };
  const readSource = (): void => {
    source = sourceHere(cursor);
  };
  object(cursor, {
    cell_type: () => {
      type = cursor.textOrSkip();
    },
    metadata: () => object(cursor, { language: readLanguage }),
    source: readSource,
    // Up to nbformat 3.
    language: readLanguage,
    input: readSource,
  });
  if (type === 'code' && source) cells.push({ number, ...source, ...(language && { language }) });
}

type Source = Pick<CellText, 'strings' | 'array'>;

function sourceHere(cursor: JsonCursor): Source | undefined {
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
