import { describe, expect, it } from 'vitest';
import { CONFIG_FILES } from '../../../src/catalog/config.js';
import { MAX_CONFIG_LENGTH } from '../../../src/discover/repository.js';
import { configFrontEndFor, loadConfigFrontEnds, parseConfig } from '../../../src/languages/config/index.js';
import { SyntaxFailure } from '../../../src/languages/front-end.js';
import { parsed } from './check-writes.js';
import { KINDS } from './kinds.js';

/** One path of each format. */
const PATHS = [
  ...new Map(CONFIG_FILES.map(({ id, format }) => [format, KINDS.find(([kind]) => kind === id)?.[1] ?? ''])).values(),
];

/** What a parser gives, or the failure that it is; anything else is thrown. */
async function outcome(path: string, text: string): Promise<'read' | 'refused'> {
  await loadConfigFrontEnds([configFrontEndFor(path, text)]);
  try {
    parseConfig(path, text);
    return 'read';
  } catch (error) {
    if (error instanceof SyntaxFailure) return 'refused';
    throw error;
  }
}

describe('broken files', () => {
  it.each([
    ['a.yaml', 'a: [1, 2'],
    ['a.yaml', 'a: b\n c: d'],
    ['a.yaml', 'a: "b'],
    ['a.json', '{"a": }'],
    ['a.json', '{"a": "b'],
    ['a.toml', 'a = '],
    ['a.toml', '[a\nb = 1'],
    ['main.tf', 'a = {'],
    ['main.tf', 'a = "b'],
    ['main.tf', '}'],
    ['nginx.conf', 'http {'],
    ['nginx.conf', 'a "b;'],
  ])('%s: %j is refused with its place', async (path, text) => {
    await loadConfigFrontEnds([configFrontEndFor(path, text)]);
    expect(() => parseConfig(path, text)).toThrow(SyntaxFailure);
  });

  const PIECES = [
    '',
    '\uFEFF',
    '"',
    "'",
    '${',
    '{{',
    '`',
    '\\',
    '<<EOF\n',
    '$(',
    '[',
    '{',
    '- ',
    ': ',
    '=',
    'export',
    '*a',
    '&a *a',
    '\0',
    '\r',
    '%',
  ];
  it.each(PATHS)('%s: no text makes it fall over', async (path) => {
    for (const piece of PIECES)
      for (const text of [piece, `a${piece}`, `a: ${piece}\nb`, `A=${piece}`, piece.repeat(50)])
        expect(['read', 'refused']).toContain(await outcome(path, text));
  });
});

describe('bounds', () => {
  it('an alias is not copied', async () => {
    const names = [...'abcdefghij'];
    const lines = names.map((name, index) =>
      index === 0 ? `${name}: &${name} [x, x]` : `${name}: &${name} [${`*${names[index - 1]}, `.repeat(9)}x]`,
    );
    const { entries } = await parsed('a.yaml', lines.join('\n'));
    expect(entries.length).toBeLessThan(200);
  });

  const MANY = 20_000;
  it.each([
    ['a.json', '['.repeat(50_000)],
    ['a.yaml', '['.repeat(MANY)],
    ['a.yaml', `a: ${'${{ '.repeat(MANY)}`],
    ['a.yaml', `a: |\n${'\n'.repeat(MANY)}  b${'\n'.repeat(MANY)}  c`],
    ['a.yaml', `a: >\n${'  b\n\n\n'.repeat(MANY)}`],
    ['templates/a.yaml', '{{'.repeat(MANY)],
    ['templates/a.yaml', `a: ${'{{ .Values.a }} '.repeat(MANY)}`],
    ['templates/a.yaml', `a: {{ ${'.Values.a'.repeat(MANY)} }}`],
    ['serverless.yml', `a: ${'${ssm('.repeat(MANY)}`],
    ['serverless.yml', `a: \${ssm:${' '.repeat(MANY)}`],
    ['serverless.yml', `a: ${'{{resolve:secretsmanager:a'.repeat(MANY)}`],
    ['a.toml', `a = ${'['.repeat(MANY)}`],
    ['main.tf', `a = ${'['.repeat(MANY)}`],
    ['main.tf', `a = "${'${"'.repeat(MANY)}`],
    ['run.sh', '$('.repeat(MANY)],
    ['run.sh', `"${'$("'.repeat(MANY)}`],
    ['run.sh', '${A:-'.repeat(MANY)],
    ['run.sh', `A=\${A:-${'{}'.repeat(MANY)}`],
    ['.env', `A=${'${A:-'.repeat(MANY)}`],
    ['.env', Array.from({ length: MANY }, (_, index) => `A${index}=b`).join('\n')],
    ['Dockerfile', `RUN ${'\\\n#\n'.repeat(MANY)}`],
    ['Dockerfile', `RUN --mount=${'""'.repeat(50)}`],
    ['Dockerfile', `CMD [${'"a"  '.repeat(50)}`],
    ['a.properties', `a=${'\\\n'.repeat(MANY)}`],
    ['a.ini', `a${' '.repeat(MANY)}`],
    ['app.service', `[Service]\nEnvironment=${'A=b '.repeat(MANY)}`],
    ['Makefile', `export A = b${' '.repeat(MANY)}c`],
    ['justfile', `a := 'b'${' '.repeat(MANY)}c${'#'.repeat(MANY)}'`],
    ['Jenkinsfile', `environment { A = ${' '.repeat(MANY)}b }`],
    ['nginx.conf', `a ${'${'.repeat(MANY)}`],
  ])('%s, nested without end, ends', async (path, text) => {
    expect(['read', 'refused']).toContain(await outcome(path, text));
  });

  it.each(PATHS)('%s: a file of the greatest size that is read', async (path) => {
    const [, , lines] = KINDS.find((kind) => kind[1] === path) ?? ['', '', []];
    const isOne = path.endsWith('.json');
    const piece = isOne ? `"k": ${lines.join('\n')},\n` : `${lines.join('\n')}\n`;
    const many = piece.repeat(Math.ceil(MAX_CONFIG_LENGTH / piece.length));
    expect(['read', 'refused']).toContain(await outcome(path, isOne ? `{${many}}` : many));
  });
});
