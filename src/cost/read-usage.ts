import { closeSync, openSync, readSync } from 'node:fs';
import type Big from 'big.js';
import { CsvError, parse } from 'csv-parse/sync';
import { codeOf, Failure } from '../errors.js';
import { type Interval, type Usage, UsageRows } from './usage.js';
import { isKnownShape, RecordFault, readRecord, type UsageRecord } from './usage-record.js';

const MAX_SIZE = 64 * 1024 * 1024;
/** Characters of one line of CSV. */
const MAX_LINE = 100_000;

/**
 * What an export says: JSON of the Usage or the Costs API, or CSV of the dashboard, by its own look.
 * @throws Failure that names the file, and the line or the result. It never quotes what stands there.
 */
export function readUsage(file: string): Usage {
  const text = decoded(file, bytesOf(file, MAX_SIZE, 'usage-file'));
  const gathering = new Gathering(file);
  const first = text.trimStart()[0];
  if (first === undefined) throw new Failure('usage-file', `${file} is empty.`);
  const hasMore = first === '{' || first === '[' ? readJson(file, text, gathering) : readCsv(file, text, gathering);
  return gathering.usage(hasMore);
}

/** The bytes of a file or a pipe, no more than there may be. @throws Failure */
export function bytesOf(file: string, limit: number, code: 'usage-file' | 'prices-file'): Buffer {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    const descriptor = openSync(file, 'r');
    try {
      for (;;) {
        const chunk = Buffer.allocUnsafe(1 << 16);
        const read = readSync(descriptor, chunk, 0, chunk.length, null);
        if (read === 0) break;
        size += read;
        if (size > limit) throw new Failure(code, `${file} has more than ${limit / 1024 / 1024} MiB.`);
        chunks.push(chunk.subarray(0, read));
      }
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const name = codeOf(error);
    if (name === 'ENOENT') throw new Failure('no-such-path', `${file} does not exist.`);
    if (name !== undefined) throw new Failure('cannot-read', `${file} could not be read (${name}).`);
    throw error;
  }
  return Buffer.concat(chunks);
}

/** Without the mark at its beginning. Spreadsheets also write UTF-16. */
function decoded(file: string, bytes: Buffer): string {
  const name =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(name, { fatal: true }).decode(bytes);
  } catch {
    throw new Failure('usage-file', `${file} is no text in UTF-8 or UTF-16.`);
  }
}

class Gathering {
  readonly #rows = new UsageRows();
  #period: Interval | undefined;
  #billed: Big | undefined;

  constructor(private readonly file: string) {}

  /** `where`: `line 3`. */
  add(record: UsageRecord, where: string): void {
    try {
      const { row, period, billed } = readRecord(record);
      if (period)
        this.#period = {
          start: Math.min(this.#period?.start ?? period.start, period.start),
          end: Math.max(this.#period?.end ?? period.end, period.end),
        };
      if (billed) this.#billed = this.#billed?.plus(billed) ?? billed;
      if (row) this.#rows.add(row);
    } catch (error) {
      if (error instanceof RecordFault) throw new Failure('usage-file', `${this.file}: ${where} ${error.message}.`);
      if (error instanceof RangeError) throw new Failure('usage-file', `${this.file} names ${error.message}.`);
      throw error;
    }
  }

  usage(hasMore: boolean): Usage {
    return {
      rows: this.#rows.all,
      ...(this.#period && { period: this.#period }),
      ...(this.#billed && { billed: this.#billed }),
      hasMore,
    };
  }
}

/** Whether there is another page. */
function readJson(file: string, text: string, gathering: Gathering): boolean {
  const pages = [jsonOf(file, text)].flat();
  let hasMore = false;
  let count = 0;
  let isKnown = pages.length === 0;
  for (const page of pages) {
    const { data, has_more } = fieldsOf(page);
    // Only the last page tells that one is missing.
    hasMore = has_more === true;
    for (const bucket of Array.isArray(data) ? data : [page]) {
      const { results, result, start_time, end_time } = fieldsOf(bucket);
      const inside = Array.isArray(results) ? results : Array.isArray(result) ? result : undefined;
      const times: [string, unknown][] = [
        ['start_time', start_time],
        ['end_time', end_time],
      ];
      isKnown ||= inside !== undefined || (Array.isArray(data) && data.length === 0);
      // A day without use counts as a day.
      if (inside?.length === 0) gathering.add(new Map(times), `bucket ${count + 1}`);
      for (const one of inside ?? [bucket]) {
        const fields = fieldsOf(one);
        const { value, currency } = fieldsOf(fields.amount);
        const record = new Map<string, unknown>([
          ...times,
          ...Object.entries(fields),
          ...(fields.amount === undefined
            ? []
            : ([
                ['amount_value', value],
                ['amount_currency', currency],
              ] as const)),
        ]);
        isKnown ||= isKnownShape(record.keys());
        gathering.add(record, `result ${++count}`);
      }
    }
  }
  if (!isKnown) throw unknownShape(file);
  return hasMore;
}

function jsonOf(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Failure('usage-file', `${file} begins as JSON does, and does not parse.`);
  }
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function readCsv(file: string, text: string, gathering: Gathering): false {
  const delimiter = delimiterOf(text);
  let names: string[] | undefined;
  try {
    parse(text, {
      delimiter,
      relax_column_count_less: true,
      skip_empty_lines: true,
      max_record_size: MAX_LINE,
      on_record: (cells: string[], { lines }) => {
        if (names) gathering.add(new Map(names.map((name, index) => [name, cells[index]])), `line ${lines}`);
        else names = headOf(file, cells);
        // Nothing of it is kept.
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as CsvError & { lines?: number };
    throw new Failure('usage-file', `${file} is no CSV${lines === undefined ? '' : `: see line ${lines}`}.`);
  }
  return false;
}

function headOf(file: string, cells: readonly string[]): string[] {
  const names = cells.map((cell) => cell.trim().toLowerCase().replace(/\s+/g, '_'));
  if (!isKnownShape(names)) throw unknownShape(file);
  const twice = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
  if (twice !== undefined) throw new Failure('usage-file', `${file} has a column twice.`);
  return names;
}

/** What parts the names in the first line: a comma, or what spreadsheets in other countries write. */
function delimiterOf(text: string): string {
  const head = /^[^\r\n]*/.exec(text.trimStart())?.[0] ?? '';
  const [best] = [',', ';', '\t'].sort((a, b) => head.split(b).length - head.split(a).length);
  return best ?? ',';
}

function unknownShape(file: string): Failure {
  return new Failure(
    'usage-file',
    `${file} has none of the fields of an export of usage or costs: input_tokens, output_tokens, amount_value, …`,
  );
}
