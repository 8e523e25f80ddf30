import type { ConfigReference } from '../../../src/ir.js';
import { checkSpans, parsed } from './check-writes.js';

const MARKS = { environment: '$', secret: 'secret:', setting: '@' };

function referred({ to, name, store, fallback }: ConfigReference): string {
  return `${MARKS[to]}${store === undefined ? '' : `${store}/`}${name}${fallback ? `?${fallback.value}` : ''}`;
}

/** What a file is read as, in a line for each entry; what it refers to behind a `<`. */
export async function said(path: string, text: string): Promise<string[]> {
  const model = await parsed(path, text);
  checkSpans(model);
  return model.entries.map(({ kind, path: keys, value, isComputed, isPassedOn, references }) => {
    const mark = isComputed ? '(computed)' : isPassedOn ? '(passed on)' : value.replaceAll('\n', '|');
    const from = references.length === 0 ? '' : ` < ${references.map(referred).join(' ')}`;
    return `${kind === 'setting' ? '' : `${kind} `}${keys.join('/')}: ${mark}${from}`;
  });
}

/** As `said`, without the keys that only group others. */
export async function read(path: string, text: string): Promise<string[]> {
  return (await said(path, text)).filter((line) => !line.endsWith(': (computed)') || line.startsWith('variable'));
}

/** All that the file refers to. */
export async function references(path: string, text: string): Promise<string[]> {
  return (await parsed(path, text)).references.map(referred);
}

/** The commands in it, word by word. */
export async function commands(path: string, text: string): Promise<string[]> {
  return (await parsed(path, text)).commands.map(({ words }) => words.map(({ value }) => value).join(' · '));
}
