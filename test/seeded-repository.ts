import { KEY_SHAPES, randomText } from './seeded-keys.js';

const CALL = "({ model: 'gpt-4o', messages: [] })";

/** Only OpenAI's keys move: another one under the same name would hold everything back. */
function nameOf(isOurs: boolean): string {
  return isOurs ? 'OPENAI_API_KEY' : 'OTHER_API_KEY';
}

/** How a key stands in a file of each kind, with something that is rewritten beside it. */
export const SYNTAXES: Record<string, { path: string; text(key: string, isOurs: boolean): string }> = {
  js: {
    path: 'KEY.js',
    text: (key, isOurs) =>
      `import OpenAI from 'openai';\nconst client = new OpenAI(${isOurs ? `{ apiKey: '${key}' }` : `/* ${key} */`});\nexport const ask = () => client.chat.completions.create${CALL};\n`,
  },
  ts: {
    path: 'KEY.ts',
    text: (key) =>
      `import OpenAI from 'openai';\n// was: ${key}\nconst client: OpenAI = new OpenAI();\nexport const other: string = \`${key}\`;\nexport const ask = () => client.chat.completions.create${CALL};\n`,
  },
  python: {
    path: 'KEY.py',
    text: (key, isOurs) =>
      `from openai import OpenAI\n\nclient = OpenAI(${isOurs ? `api_key="${key}"` : ''})  # ${key}\nclient.chat.completions.create(model="gpt-4o", messages=[])\n`,
  },
  notebook: {
    path: 'KEY.ipynb',
    text: (key, isOurs) =>
      JSON.stringify({
        cells: [
          {
            cell_type: 'code',
            execution_count: 1,
            metadata: {},
            outputs: [{ name: 'stdout', output_type: 'stream', text: [`${key}\n`] }],
            source: [
              `%env ${nameOf(isOurs)}=${key}\n`,
              'from openai import OpenAI\n',
              `client = OpenAI(${isOurs ? `api_key="${key}"` : ''})  # ${key}\n`,
              'client.chat.completions.create(model="gpt-4o", messages=[])',
            ],
          },
        ],
        metadata: { kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' } },
        nbformat: 4,
        nbformat_minor: 5,
      }),
  },
  dotenv: {
    path: 'KEY/.env',
    text: (key, isOurs) => `# ${key}\nexport ${nameOf(isOurs)}="${key}" # mine\nOPENAI_MODEL=gpt-4o\n`,
  },
  yaml: {
    path: 'KEY/compose.yaml',
    text: (key, isOurs) =>
      `services:\n  app:\n    build: .\n    environment:\n      - ${nameOf(isOurs)}=${key}\n      - OPENAI_MODEL=gpt-4o # ${key}\n`,
  },
  json: {
    path: 'KEY/appsettings.json',
    text: (key) => `{\n  "OpenAI": { "ApiKey": "${key}", "url": "https://api.openai.com/v1?key=${key}" }\n}\n`,
  },
  toml: {
    path: 'KEY/fly.toml',
    text: (key, isOurs) => `[env]\n${nameOf(isOurs)} = '${key}'\nOPENAI_MODEL = "gpt-4o"\n`,
  },
  shell: {
    path: 'KEY/ask.sh',
    text: (key, isOurs) =>
      `export ${nameOf(isOurs)}=${key}\ncurl https://api.openai.com/v1/chat/completions -H "Authorization: Bearer ${key}" -d '{"model": "gpt-4o", "messages": []}'\n: "\${${nameOf(isOurs)}:-${key}}"\n`,
  },
  dockerfile: {
    path: 'KEY/Dockerfile',
    text: (key, isOurs) => `FROM node:22\nENV ${nameOf(isOurs)} ${key}\nENV OPENAI_MODEL=gpt-4o\nARG KEY=${key}\n`,
  },
  properties: {
    path: 'KEY/application.properties',
    text: (key, isOurs) =>
      `spring.ai.${isOurs ? 'openai.chat' : 'anthropic'}.api-key=${key}\nspring.ai.openai.chat.options.model=gpt-4o\nspring.ai.openai.base-url=https://api.openai.com\n`,
  },
  markdown: {
    path: 'KEY.md',
    text: (key, isOurs) =>
      `Set ${key}:\n\n\`\`\`python\nfrom openai import OpenAI\nclient = OpenAI(${isOurs ? `api_key="${key}"` : ''})  # ${key}\nclient.chat.completions.create(model="gpt-4o", messages=[])\n\`\`\`\n`,
  },
  go: {
    path: 'KEY.go',
    text: (key) => `package main\n\nvar client = openai.NewClient("${key}") // gpt-4o\n`,
  },
};

export interface Seeded {
  files: Record<string, string | Buffer>;
  /** What is secret in each, by where it stands. */
  secrets: Map<string, string>;
}

class Seeds {
  readonly files: Seeded['files'] = {};
  readonly secrets: Seeded['secrets'] = new Map();

  /** Another key for each place. */
  keyFor(place: string, name = 'legacy'): string {
    const shape = KEY_SHAPES.find((one) => one.name === name);
    if (!shape) throw new Error(`no shape ${name}`);
    const { key, body } = shape.make(place);
    this.secrets.set(`${name} in ${place}`, body);
    return key;
  }

  addSyntaxes(isWanted: (syntax: string) => boolean): void {
    for (const [syntax, { path, text }] of Object.entries(SYNTAXES).filter(([name]) => isWanted(name)))
      for (const { name, provider } of KEY_SHAPES)
        this.files[`${syntax}/${path.replace('KEY', name)}`] = text(this.keyFor(syntax, name), provider === 'OpenAI');
  }
}

const APP = `import OpenAI from 'openai';\nconst client = new OpenAI();\nexport const ask = () => client.chat.completions.create${CALL};\n`;
/** Files that only tell of a key. */
const TELLS = new Set(['go', 'json']);

/** Every shape of key in every syntax of which something is rewritten, beside what is. No two keys are the same. */
export function movingRepository(): Seeded {
  const seeds = new Seeds();
  const { files, secrets } = seeds;
  seeds.addSyntaxes((syntax) => !TELLS.has(syntax));

  // In pieces.
  const parted = seeds.keyFor('parts', 'project');
  files['pieces/a.js'] =
    `${APP}const key = '${parted.slice(0, 30)}' + "${parted.slice(30, 90)}" +\n  \`${parted.slice(90)}\`;\n`;
  const split = seeds.keyFor('split');
  files['pieces/a.py'] =
    `from openai import OpenAI\n\nclient = OpenAI()\nother = (\n    "${split.slice(0, 12)}"\n    "${split.slice(12)}"\n)\nclient.chat.completions.create(model="gpt-4o", messages=[])\n`;

  // In other forms, of a key that stands elsewhere as it is; and without a shape, known by its name.
  const encoded = seeds.keyFor('encoded');
  const password = `${randomText('password', 12)}+/&<"${randomText('password end', 12)}`;
  secrets.set('password', password);
  files['forms/.env'] = `DB_PASSWORD='${password}'\nMY_TOKEN=${encoded}\nOPENAI_MODEL=gpt-4o\n`;
  for (const secret of [encoded, password]) {
    const base64 = ['', 'u', 'me'].map((before) => Buffer.from(`${before}${secret}`).toString('base64'));
    const forms = [...base64, Buffer.from(secret).toString('hex'), encodeURIComponent(secret), JSON.stringify(secret)];
    for (const [index, form] of forms.entries())
      files[`forms/${secret === encoded ? 'key' : 'password'}-${index}.js`] = APP.replace('\n', `\n// ${form} |\n`);
    files[`forms/${secret === encoded ? 'key' : 'password'}.xml.js`] = APP.replace(
      '\n',
      `\n// ${secret.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')} |\n`,
    );
  }
  return { files, secrets };
}

/** Keys where nothing is rewritten, and where one might be quoted: in what does not parse, in messages, in names. */
export function stubbornRepository(): Seeded {
  const seeds = new Seeds();
  const { files, secrets } = seeds;
  const keyFor = seeds.keyFor.bind(seeds);
  seeds.addSyntaxes((syntax) => TELLS.has(syntax) || syntax === 'dotenv');

  // What does not parse, with a key where a parser would quote what it met.
  const broken: Record<string, (key: string) => string> = {
    'a.js': (key) => `const openai = '${key}' '${key}';\n`,
    'b.js': (key) => `import OpenAI from 'openai'; const ${key} = 1;\n`,
    'c.ts': (key) => `import OpenAI from 'openai'; const a = "${key};\n`,
    'a.py': (key) => `import openai\nopenai.api_key = "${key}" "\n`,
    'b.py': (key) => `import openai\nprint "${key}"\n`,
    'a.json': (key) => `{ "openai": ${key} }\n`,
    'b.json': (key) => `{ "OPENAI_API_KEY": "${key}"\n`,
    'a.yaml': (key) => `openai: "${key}\n  - : [\n`,
    'b.yaml': (key) => `openai: ${key}: ${key}\n@${key}\n`,
    'c.yaml': (key) => `openai: *${key}\n`,
    'a.toml': (key) => `OPENAI_API_KEY = ${key}\n`,
    'a.tf': (key) => `variable "openai" { default = ${key} "${key}" \n`,
    'a.ipynb': (key) => `{"cells": [{"cell_type": "code", "source": ["openai ${key}"]}], ${key}`,
    'chart/templates/a.yaml': (key) => `openai: {{ if ${key} }}\n a: "${key}\n{{ end\n`,
    Dockerfile: (key) => `FROM node\nENV OPENAI_API_KEY=${key} ${key}\n`,
    'a.ts': (key) => `const openai = ${'['.repeat(60_000)}'${key}'${']'.repeat(60_000)};\n`,
  };
  for (const [path, text] of Object.entries(broken))
    files[`broken/${path}`] = text(keyFor(`broken ${path}`, 'project'));

  files['broken/chart/Chart.yaml'] = 'name: chart\n';

  // What messages quote: addresses, models, names, what is called.
  files['quoted/address.js'] =
    `import OpenAI from 'openai';\nexport const a = new OpenAI({ baseURL: 'https://proxy.example/${keyFor('path')}/v1' });\nexport const b = new OpenAI({ baseURL: 'https://${keyFor('user')}@api.example/v1' });\nexport const c = new OpenAI({ baseURL: 'https://${keyFor('host')}.example/v1', apiKey: 'x' });\na.chat.completions.create${CALL}; b.chat.completions.create${CALL}; c.chat.completions.create${CALL};\n`;
  files['quoted/model.js'] =
    `import OpenAI from 'openai';\nconst client = new OpenAI();\nclient.chat.completions.create({ model: '${keyFor('model')}', messages: [] });\nclient.chat.completions.create({ model: 'ft:gpt-4o:${keyFor('fine tune')}', messages: [] });\nclient['${keyFor('member')}'].create();\n`;
  files['quoted/variable.js'] =
    `import OpenAI from 'openai';\nconst client = new OpenAI({ apiKey: process.env['${keyFor('variable')}'], organization: '${keyFor('organization')}' });\nclient.chat.completions.create${CALL};\n`;
  files['quoted/import.js'] =
    `import { client } from './${keyFor('import')}.js';\nclient.chat.completions.create${CALL};\nfetch('https://api.openai.com/v1/${keyFor('endpoint')}', { headers: { Authorization: 'Bearer ${keyFor('header')}' } });\n`;
  files['quoted/.env'] = `OPENAI_BASE_URL=https://x.example/${keyFor('base URL')}\n`;
  files['quoted/.github/workflows/ci.yml'] =
    `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: someone/openai-action@${keyFor('ref')}\n        with: { openai-api-key: ${keyFor('input')} }\n      - run: curl https://api.openai.com/v1/models -H 'Authorization: Bearer ${keyFor('run')}'\n`;

  // Without a shape: known by its name, also where it needs escapes.
  const password = `${randomText('hidden', 12)}+/&<"${randomText('hidden end', 12)}`;
  secrets.set('password', password);
  files['named/.env.local'] = `DB_PASSWORD='${password}'\nOPENAI_MODEL=gpt-4o\n`;
  files['named/a.js'] =
    `import OpenAI from 'openai';\nconst password = '${password}';\nconst client = new OpenAI({ baseURL: 'https://x.example/${encodeURIComponent(password)}' });\nclient.chat.completions.create${CALL};\n`;
  const azure = randomText('azure', 32, '0123456789abcdef');
  secrets.set('azure', azure);
  files['named/azure.py'] =
    `from openai import AzureOpenAI\nclient = AzureOpenAI(azure_endpoint="https://me.openai.azure.com", api_key="${azure}", api_version="2024-06-01")\nclient.chat.completions.create(model="gpt-4o", messages=[])\n`;

  const inNotebook = randomText('azure in a notebook', 32, '0123456789abcdef');
  secrets.set('azure in a notebook', inNotebook);
  files['named/azure.ipynb'] = SYNTAXES.notebook?.text(inNotebook, true) ?? '';

  // What is not read.
  files['skipped/binary.bin'] = Buffer.from(`\0openai ${keyFor('binary')}`);
  files['skipped/latin1.py'] = Buffer.from(`# \u00e9 openai ${keyFor('latin1')}\n`, 'latin1');
  files['skipped/utf16.js'] = Buffer.from(`\ufeff// openai ${keyFor('utf16')}\n`, 'utf16le');
  files['skipped/large.js'] = `// openai ${keyFor('large')}\n${'x();\n'.repeat(250_000)}`;
  files['skipped/min.js'] = `// openai\n${'a();'.repeat(100_000)}'${keyFor('minified')}'\n`;
  files['skipped/package-lock.json'] = `{ "openai": "${keyFor('lock')}" }\n`;
  files['skipped/node_modules/x/index.js'] = `// openai ${keyFor('vendored')}\n`;
  files['skipped/generated.yaml'] = `# Code generated by x. DO NOT EDIT.\nOPENAI_API_KEY: ${keyFor('generated')}\n`;
  files['skipped/.gitignore'] = '.env.local\nignored/\n';
  files['skipped/.env.local'] = `OPENAI_API_KEY=${keyFor('ignored')}\n`;
  files['skipped/ignored/a.js'] =
    `import OpenAI from 'openai'; export const k = '${keyFor('in an ignored directory')}';\n`;

  // In names.
  files[`names/${keyFor('a name')}.js`] = APP;
  files[`names/${keyFor('a directory', 'project')}/a.js`] = APP;
  files[`names/a-${keyFor('a part of a name')}-b.txt`] = 'openai\n';
  files[`names/a_${keyFor('a glued part of a name')}_b.js`] = APP;
  files[`names/${keyFor('a name of what does not parse')}.js`] = `import OpenAI from 'openai'; const = ;\n`;
  return { files, secrets };
}
