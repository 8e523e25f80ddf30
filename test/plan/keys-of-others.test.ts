import { describe, expect, it } from 'vitest';
import { type Files, plan } from '../fixtures.js';
import { KEY_SHAPES, type KeyShape, randomText } from '../seeded-keys.js';

const CALL = "({ model: 'gpt-4o', messages: [] })";
/** A client, or a request, with a key in each of the ways in which one is given. */
const WAYS: Record<string, (key: string) => Record<string, string>> = {
  'in the code': (key) => ({
    'a.js': `import OpenAI from 'openai';\nnew OpenAI({ apiKey: '${key}' }).chat.completions.create${CALL};\n`,
  }),
  'in Python': (key) => ({
    'a.py': `from openai import OpenAI\nOpenAI(api_key="${key}").chat.completions.create(model="gpt-4o", messages=[])\n`,
  }),
  'in a file of variables': (key) => ({
    'a.js': `import OpenAI from 'openai';\nnew OpenAI().chat.completions.create${CALL};\n`,
    '.env': `OPENAI_API_KEY=${key}\n`,
  }),
  'in compose': (key) => ({
    'a.js': `import OpenAI from 'openai';\nnew OpenAI({ apiKey: process.env.OPENAI_API_KEY }).chat.completions.create${CALL};\n`,
    'compose.yaml': `services:\n  app:\n    build: .\n    environment:\n      OPENAI_API_KEY: ${key}\n`,
  }),
  'in a request': (key) => ({
    'a.js': `fetch('https://api.openai.com/v1/chat/completions', { method: 'POST', headers: { Authorization: 'Bearer ${key}' }, body: JSON.stringify${CALL} });\n`,
  }),
  'in the settings of a framework': (key) => ({
    'application.properties': `spring.ai.openai.chat.api-key=${key}\nspring.ai.openai.chat.options.model=gpt-4o\n`,
  }),
};

async function planned(texts: Record<string, string>) {
  const files: Files = Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, Buffer.from(text)]));
  return plan(files);
}

describe.each(Object.entries(WAYS))('a key %s', (_, filesWith) => {
  const theirs = KEY_SHAPES.filter(({ provider }) => provider !== 'OpenAI' && provider !== 'HolySheep');
  const ours = KEY_SHAPES.filter((shape) => !theirs.includes(shape));

  it.each(theirs.map((shape): [string, KeyShape] => [shape.name, shape]))(
    '59: stays where it is of %s',
    async (_name, shape) => {
      const report = await planned(filesWith(shape.make('theirs').key));
      expect(report.changes).toEqual([]);
      expect(report.findings).toContainEqual(
        expect.objectContaining({ reason: 'other-key', message: expect.stringContaining(`of ${shape.provider}`) }),
      );
    },
  );

  it.each(ours.map((shape): [string, KeyShape] => [shape.name, shape]))(
    '59, 60: makes way for the gateway’s where it is of %s',
    async (_name, shape) => {
      const { key, body } = shape.make('ours');
      const { changes } = await planned(filesWith(key));
      expect(changes.length).toBeGreaterThan(0);
      for (const { after } of changes) expect(after).not.toContain(body.slice(0, 8));
    },
  );

  it.each(KEY_SHAPES.map((shape): [string, KeyShape] => [shape.name, shape]))(
    '61: of %s is an error that says whose it is, and to revoke it',
    async (_name, shape) => {
      const { findings } = await planned(filesWith(shape.make('61').key));
      expect(findings).toContainEqual(
        expect.objectContaining({
          id: 'leaked-key',
          severity: 'error',
          message: expect.stringMatching(new RegExp(`\\(${shape.provider}\\).*revoke`)),
        }),
      );
    },
  );
});

describe('a key', () => {
  it('59: in a folder with code is of that code, and in one without of all', async () => {
    const app = `import OpenAI from 'openai';\nnew OpenAI().chat.completions.create${CALL};\n`;
    const key = KEY_SHAPES.find(({ name }) => name === 'groq')?.make('folder').key ?? '';
    const held = async (path: string) => {
      const report = await planned({ 'one/src/a.js': app, 'two/a.js': app, [path]: `OPENAI_API_KEY=${key}\n` });
      return report.findings.flatMap(({ file, reason }) => (reason === 'other-key' ? [file] : []));
    };
    expect(await held('one/.env')).toEqual(['one/src/a.js']);
    expect(await held('.env')).toEqual(['one/src/a.js', 'two/a.js']);
    expect(await held('deploy/.env')).toEqual(['one/src/a.js', 'two/a.js']);
  });

  it('59: is Azure’s by its signature, its name, or whose address stands in the text', async () => {
    const hash = randomText('azure', 32, '0123456789abcdef');
    const signed = `${randomText('a', 52)}${['JQQ', 'J99'].join('')}${randomText('b', 26)}`;
    const report = await planned({
      'a.js': `// openai\nconst key = '${signed}';\n`,
      '.env': `AZURE_OPENAI_API_KEY=${hash}\n`,
      'b.py': `from openai import AzureOpenAI\nAzureOpenAI(azure_endpoint="https://me.openai.azure.com", api_key="${hash}")\n`,
      'c.json': `{ "AzureOpenAIKey": "${hash}" }\n`,
      'not.js': `// openai\nconst sum = '${hash}';\nconst apiKey = '${hash}';\n`,
      'not.py': `# openai.azure.com\nmd5 = "${hash}"\n`,
    });
    const found = report.findings.filter(({ id }) => id === 'leaked-key');
    expect(found.map(({ file, line }) => `${file}:${line}`)).toEqual(['.env:1', 'a.js:2', 'b.py:2', 'c.json:1']);
    for (const one of found)
      expect(one).toMatchObject({ severity: 'error', message: expect.stringContaining('(Azure)') });
  });

  it('61: is an error in a file that is not read as source, too', async () => {
    const key = KEY_SHAPES[1]?.make('unread').key ?? '';
    const line = `\n// ${key}\n`;
    const report = await plan({
      'large.js': Buffer.from(`// openai${line}${'x();\n'.repeat(250_000)}`),
      'minified.js': Buffer.from(`// openai${line}${'a();'.repeat(100_000)}\n`),
      'latin1.py': Buffer.from(`# \u00e9 openai${line}`, 'latin1'),
      'utf16.js': Buffer.from(`\ufeff// openai${line}`, 'utf16le'),
      'broken.js': Buffer.from(`// openai${line} const = ;`),
      'prose.md': Buffer.from(`openai${line}`),
    });
    const found = report.findings.filter(({ reason }) => reason === 'leaked-key');
    expect(found.map(({ file, line: at, column, severity }) => [file, at, column, severity])).toEqual(
      ['broken.js', 'large.js', 'latin1.py', 'minified.js', 'prose.md', 'utf16.js'].map((file) => [
        file,
        2,
        4,
        'error',
      ]),
    );
  });
});
