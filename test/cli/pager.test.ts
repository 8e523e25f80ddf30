import { describe, expect, it } from 'vitest';
import { pagerFor } from '../../src/cli/pager.js';

const LONG = 'a\n'.repeat(30);
const terminal = { isTTY: true, rows: 24 };
const pager = (text: string, env: Record<string, string> = {}, stdout: object = terminal, stdin: object = terminal) =>
  pagerFor(text, { stdin, stdout }, env);

describe('15: a pager', () => {
  it.each([
    ['MIGRATE_TO_HOLYSHEEP_PAGER', { MIGRATE_TO_HOLYSHEEP_PAGER: 'most -s', PAGER: 'more' }, ['most', '-s']],
    ['PAGER', { PAGER: 'more' }, ['more']],
    ['nothing', {}, ['less']],
  ])('is the one that is named by %s', (_, env, words) => {
    expect(pager(LONG, env as Record<string, string>)).toEqual(words);
  });

  it.each([
    ['is short', pager('a\n'.repeat(20))],
    ['goes elsewhere', pager(LONG, {}, {})],
    ['is asked for by a program', pager(LONG, {}, terminal, {})],
    ['is of a CI', pager(LONG, { CI: '1' })],
    ['goes to a dumb terminal', pager(LONG, { TERM: 'dumb' })],
    ['is to be printed', pager(LONG, { PAGER: 'cat' })],
    ['is to be printed, too', pager(LONG, { PAGER: 'less', MIGRATE_TO_HOLYSHEEP_PAGER: '' })],
  ])('is not for what %s', (_, found) => {
    expect(found).toBeUndefined();
  });
});
