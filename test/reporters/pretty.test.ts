import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { renderPretty } from '../../src/reporters/pretty.js';
import { changeOf, findingOf, reportOf } from './reports.js';

const KEY = `sk-proj-${'A1b2C3d4'.repeat(6)}`;
const plain = { color: false, width: 80 };

const report = reportOf({
  findings: [
    findingOf({
      file: '.env.example',
      line: 3,
      reason: 'name-renamed',
      message: 'The variable is now HOLYSHEEP_API_KEY.',
    }),
    findingOf({ line: 12, column: 16, reason: 'moved', message: 'Moves to https://api.holysheep.ai/v1.' }),
    findingOf({ line: 14, column: 12 }),
    findingOf({ line: 20, column: 12 }),
    findingOf({
      file: 'src/embed.ts',
      line: 4,
      column: 9,
      action: 'review',
      reason: 'mixed-use',
      severity: 'warning',
      message:
        'One client serves chat and embeddings, which the gateway does not serve. Give chat a client of its own.',
    }),
    findingOf({
      action: 'keep',
      reason: 'azure',
      message: 'Azure OpenAI has its own deployments and keys; nothing to move.',
    }),
    findingOf({
      action: 'keep',
      reason: 'not-chat-model',
      message: 'A model for images, which the gateway does not serve; it stays.',
    }),
    findingOf({
      action: 'keep',
      reason: 'not-chat-model',
      message: 'A model for audio, which the gateway does not serve; it stays.',
    }),
    findingOf({
      file: 'old.ts',
      action: 'review',
      reason: 'leaked-key',
      severity: 'error',
      message: 'A key that looks live (OpenAI) stands here.',
    }),
  ],
  changes: [changeOf('.env.example', 'a', { a: 'b' }), changeOf('src/a.ts', 'a', { a: 'b' })],
  skipped: [
    { file: 'link.ts', reason: 'symlink' },
    { file: 'broken.ts', reason: 'parse-failed', detail: '3:1' },
  ],
  deployment: [
    { name: 'HOLYSHEEP_API_KEY', instead: 'OPENAI_API_KEY', keepsOld: true, files: ['src/a.ts'], commands: [] },
    {
      name: 'LLM_BASE_URL',
      instead: 'LLM_BASE_URL',
      keepsOld: false,
      value: 'https://api.holysheep.ai/v1',
      files: [],
      commands: ['fly secrets set LLM_BASE_URL=https://api.holysheep.ai/v1'],
    },
  ],
  secrets: [
    { name: 'HOLYSHEEP_API_KEY', files: ['ci.yml'], command: 'gh secret set HOLYSHEEP_API_KEY' },
    { name: 'KEY', store: 'vault', files: ['deploy.yml'] },
  ],
});

describe('renderPretty', () => {
  it('reads from the top', () => {
    expect(renderPretty(report, plain)).toMatchInlineSnapshot(`
      "4 rewrites in 2 files · 1 key to revoke · 1 review · 3 kept

      Will change
        .env.example
          3:1  The variable is now HOLYSHEEP_API_KEY.
        src/a.ts
          12:16         Moves to https://api.holysheep.ai/v1.
          14:12, 20:12  gpt-4o becomes deepseek-v3.2.

      Keys to revoke
        error: A key that looks live (OpenAI) stands here.
          old.ts:1:1

      Needs a hand
        One client serves chat and embeddings, which the gateway does not serve. Give
        chat a client of its own.
          src/embed.ts:4:9

      Stays as it is  (--verbose lists each)
          2  A model for …, which the gateway does not serve; it stays.
          1  Azure OpenAI has its own deployments and keys; nothing to move.

      Set before deploying
        # beside OPENAI_API_KEY, which stays for what still reads it; see src/a.ts
        HOLYSHEEP_API_KEY=…
        # the value is new
        LLM_BASE_URL=https://api.holysheep.ai/v1
        fly secrets set LLM_BASE_URL=https://api.holysheep.ai/v1

      Create as secrets
        # for ci.yml
        gh secret set HOLYSHEEP_API_KEY
        # for deploy.yml
        KEY in vault

      Skipped
        Symlinks are not followed.
          link.ts
        The file does not parse (3:1), so it was left as it is.
          broken.ts

      Prompts and answers of what moves will go to HolySheep AI, which is another
      company than OpenAI.

      Next: run again with --write to make these changes.
      "
    `);
  });

  it('lists each place when asked', () => {
    const shown = renderPretty(report, { ...plain, isVerbose: true });
    expect(shown).toContain('src/a.ts:1:1');
    expect(shown).not.toContain('--verbose');
  });

  it('says the same without colour', () => {
    const colored = renderPretty(report, { ...plain, color: true });
    expect(colored).not.toBe(stripVTControlCharacters(colored));
    expect(stripVTControlCharacters(colored)).toBe(renderPretty(report, plain));
  });

  it('keeps to the width', () => {
    for (const width of [60, 80, 120])
      for (const line of renderPretty(report, { color: false, width }).split('\n'))
        expect(line.length, line).toBeLessThanOrEqual(width);
  });

  it('says of a file that could not be written that it was skipped, and not what would have changed there', () => {
    const shown = renderPretty({ ...report, written: ['src/a.ts'] }, plain);
    expect(shown).not.toContain('4 rewrites written');
    expect(shown.slice(shown.indexOf('Changed'), shown.indexOf('Needs a hand'))).not.toContain('.env.example');
  });

  it('says what was written, and what comes then', () => {
    const shown = renderPretty({ ...report, written: ['.env.example', 'src/a.ts'] }, plain);
    expect(shown).toContain('4 rewrites written to 2 files');
    expect(shown).toContain('Next: run your tests');
    expect(shown).not.toContain('--write');
  });

  it('is short when there is nothing to do', () => {
    expect(renderPretty(reportOf({}), plain)).toBe('Nothing to change in 10 files.\n');
  });

  it('counts what is too much to list', () => {
    const findings = Array.from({ length: 30 }, (_, index) =>
      findingOf({ file: `f${index}.ts`, action: 'review', reason: 'proxy' }),
    );
    expect(renderPretty(reportOf({ findings }), plain)).toContain('and 18 more files (--verbose lists each)');
  });

  it('says what differs only in a detail once, beside the places', () => {
    const mention = (line: number, detail: string, file = 'models.yml') =>
      findingOf({
        id: 'mention',
        file,
        line,
        action: 'review',
        reason: 'language-not-read',
        message: `Files of this kind are not rewritten yet. Change by hand: ${detail}.`,
      });
    const waiting = findingOf({
      id: 'variable',
      file: 'b.ts',
      action: 'review',
      reason: 'unit-review',
      message: 'It belongs to OpenAI at a.ts:3, which needs a decision first.',
    });
    const unit = findingOf({
      id: 'unit',
      action: 'review',
      reason: 'no-use',
      message: 'No call on this client was found.',
    });
    const findings = [
      waiting,
      ...['gpt-4', 'gpt-4o', 'gpt-4, gpt-5', 'o1-pro', 'gpt-4'].map((detail, index) => mention(index + 1, detail)),
      mention(9, 'gpt-4', `${'a/'.repeat(30)}long.rb`),
      unit,
    ];
    const [, said] = renderPretty(reportOf({ findings }), plain).split('Needs a hand\n');
    expect(said?.split('\n\n')[0]).toBe(
      [
        '  No call on this client was found.',
        '    src/a.ts:1:1',
        '  Files of this kind are not rewritten yet. Change by hand:',
        '    models.yml:1:1, 2:1, 3:1, 4:1 and 1 more  gpt-4, gpt-4o and 2 more',
        `    ${'a/'.repeat(30)}long.rb:9:1`,
        '      gpt-4',
        '  It belongs to OpenAI at a.ts:3, which needs a decision first.',
        '    b.ts:1:1',
      ].join('\n'),
    );
  });

  it('says a sentence once whose details are many, and each detail beside its places', () => {
    const blocked = (detail: string, line: number, file = 'a.ts') =>
      findingOf({
        file,
        line,
        action: 'review',
        reason: 'responses-form',
        message: `The Responses API is not known to be served, and this cannot become a chat call: ${detail}. Use chat completions here.`,
      });
    const details = ['its answer is taken apart', ...[1, 2, 3].map((n) => `it is made on client ${n} or another`)];
    const few = renderPretty(reportOf({ findings: details.map((detail, line) => blocked(detail, line)) }), plain);
    expect(few.match(/Use chat completions here/g)).toHaveLength(4);
    const findings = [
      ...details.map((detail, line) => blocked(detail, line)),
      blocked('its stream goes where it cannot be followed', 9),
    ];
    const shown = renderPretty(reportOf({ findings: [...findings, blocked(details[0] ?? '', 7)] }), plain);
    expect(shown.replaceAll('\n  ', '\n').replaceAll('chat\ncall', 'chat call')).toContain(
      [
        'The Responses API is not known to be served, and this cannot become a chat call: …. Use chat completions here.',
        '  a.ts:0:1, 7:1  its answer is taken apart',
      ].join('\n'),
    );
    expect(shown.match(/Use chat completions here/g)).toHaveLength(1);
    for (const detail of details) expect(shown).toContain(detail);
  });

  it('tells what waits for a decision by the decision, and each place when asked', () => {
    const waiting = (file: string, line: number, decision: string) =>
      findingOf({
        file,
        line,
        action: 'review',
        reason: 'unit-review',
        message: `It belongs to ${decision}, which needs a decision first.`,
      });
    const findings = [
      waiting('b.ts', 1, 'fetch at c.ts:9'),
      ...[1, 2, 3, 4, 5].map((line) => waiting('b.ts', line, 'OpenAI at a.ts:3')),
    ];
    const said = (isVerbose: boolean) =>
      renderPretty(reportOf({ findings }), { ...plain, isVerbose })
        .split('decision first.\n')[1]
        ?.split('\n\n')[0];
    expect(said(false)).toBe('    OpenAI at a.ts:3  (5 places)\n    fetch at c.ts:9  (1 place)');
    expect(said(true)).toBe('    b.ts:1:1  fetch at c.ts:9\n    b.ts:1:1, 2:1, 3:1, 4:1, 5:1  OpenAI at a.ts:3');
  });

  it('says what ends at OpenAI, and when', () => {
    const shutdowns = [
      { model: 'gpt-3.5-turbo', date: '2026-10-23', hasEnded: true, places: 2, staying: 0 },
      { model: 'gpt-4.1', date: '2027-01-14', hasEnded: false, places: 1, staying: 0 },
      { model: 'gpt-4o', date: '2027-01-14', hasEnded: false, places: 3, staying: 2 },
    ];
    expect(renderPretty(reportOf({ shutdowns }), plain)).toContain(
      [
        'OpenAI ends models that are asked for here',
        '  What still asks for one of them fails:',
        '    since 2026-10-23  gpt-3.5-turbo (2 places)',
        '    from 2027-01-14   gpt-4.1 (1 place), gpt-4o (3 places, 2 of which stay)',
      ].join('\n'),
    );
    expect(renderPretty(reportOf({ shutdowns, written: ['a.ts'] }), plain)).toContain(
      'fails:\n    from 2027-01-14  gpt-4o (2 places)\n',
    );
  });

  it('has the diff after what is said of it, and ends with what comes next', () => {
    const shown = renderPretty(report, { ...plain, withDiff: true });
    const order = ['4 rewrites', 'Will change', 'Skipped', 'diff --git', '4 rewrites', 'Next:'];
    const places = order.map((text, index) => (index < 4 ? shown.indexOf(text) : shown.lastIndexOf(text)));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it('repeats no file as skipped of which a finding tells', () => {
    const broken = findingOf({ id: 'file', file: 'broken.ts', action: 'review', reason: 'parse-failed' });
    const shown = renderPretty(
      reportOf({ findings: [broken], skipped: [{ file: 'broken.ts', reason: 'parse-failed' }] }),
      plain,
    );
    expect(shown).toContain('broken.ts:1:1');
    expect(shown).not.toContain('Skipped');
  });

  it('shows no key and no control character, also from names', () => {
    const odd = findingOf({
      file: `${KEY}\n\u001b[2J\u202e.ts`,
      action: 'review',
      reason: 'proxy',
      message: `with ${KEY}`,
    });
    const shown = renderPretty(
      reportOf({ findings: [odd], skipped: [{ file: KEY, reason: 'odd', detail: '\u009b' }] }),
      plain,
    );
    expect(shown).not.toContain(KEY.slice(8, 16));
    expect(shown).toContain('sk-proj-…(redacted)\\u{a}\\u{1b}[2J\\u{202e}.ts:1:1');
    expect(shown).toContain('odd (\\u{9b})');
  });
});
