import { describe, expect, it } from 'vitest';
import { migrate } from '../fixtures.js';

const FILES = {
  'src/chat.js': `
import OpenAI from 'openai';
const client = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });
export const ask = (messages) => client.chat.completions.create({ model: 'gpt-4o', messages });
`,
  'src/embed.js': `
import OpenAI from 'openai';
const client = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });
export const embed = (input) => client.embeddings.create({ model: 'text-embedding-3-small', input });
`,
  '.github/workflows/ci.yml': `
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: npm test
        env:
          OPENAI_API_KEY: \${{ secrets.OPENAI_API_KEY }}
`,
  'k8s/app.yaml': `
apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      containers:
        - name: app
          image: node:20
          env:
            - name: OPENAI_API_KEY
              valueFrom:
                secretKeyRef:
                  name: app-secrets
                  key: OPENAI_API_KEY
`,
  'fly.toml': 'app = "app"\n',
};

function texts(files: Record<string, string>): Record<string, Buffer> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]));
}

describe('what has to be set before deploying', () => {
  it('has each secret that is referred to under a new name, one that stands beside the old one too', async () => {
    const { report } = await migrate(texts(FILES));
    expect(report.secrets).toEqual([
      { name: 'HOLYSHEEP_API_KEY', files: ['.github/workflows/ci.yml'], command: 'gh secret set HOLYSHEEP_API_KEY' },
      {
        name: 'HOLYSHEEP_API_KEY',
        store: 'app-secrets',
        files: ['k8s/app.yaml'],
        command:
          'kubectl patch secret app-secrets --type=merge -p "{\\"stringData\\":{\\"HOLYSHEEP_API_KEY\\":\\"$HOLYSHEEP_API_KEY\\"}}"',
      },
    ]);
    expect(report.deployment).toMatchObject([
      {
        name: 'HOLYSHEEP_API_KEY',
        keepsOld: true,
        commands: ['fly secrets set HOLYSHEEP_API_KEY="$HOLYSHEEP_API_KEY"'],
      },
    ]);
  });

  it('has settings for a key to which no file gives a value', async () => {
    const { report } = await migrate(
      texts({
        'src/chat.js': FILES['src/chat.js'],
        'main.tf': `
variable "openai_api_key" {}
variable "openai_key" {}
resource "aws_lambda_function" "a" {
  environment {
    variables = {
      OPENAI_API_KEY = var.openai_api_key
    }
  }
}
resource "aws_lambda_function" "b" {
  environment {
    variables = {
      OPENAI_API_KEY = var.openai_key
    }
  }
}
`,
        'deploy.sh': 'export TF_VAR_openai_key=$OPENAI_API_KEY\nterraform apply\n',
        'chart/values.yaml': 'openaiApiKey: ""\n',
        'chart/templates/app.yaml': `
spec:
  containers:
    - name: app
      env:
        - name: OPENAI_API_KEY
          value: {{ .Values.openaiApiKey | quote }}
`,
      }),
    );
    expect(report.secrets).toEqual([
      { name: 'holysheepApiKey', files: ['chart/values.yaml'] },
      {
        name: 'holysheep_api_key',
        files: ['main.tf'],
        command: 'export TF_VAR_holysheep_api_key="$HOLYSHEEP_API_KEY"',
      },
    ]);
  });

  it('has an address in the form in which the code reads it', async () => {
    const ask = (url: string) => `
export const ask = (messages) =>
  fetch(${url}, {
    method: 'POST',
    headers: { Authorization: \`Bearer \${process.env.OPENAI_API_KEY}\` },
    body: JSON.stringify({ model: 'gpt-4o', messages }),
  });
`;
    const { report } = await migrate(
      texts({
        'src/whole.js': ask("process.env.OPENAI_API_URL ?? 'https://api.openai.com/v1/chat/completions'"),
        'src/base.js': ask(`\`\${process.env.OPENAI_API_BASE_URL ?? 'https://api.openai.com/v1'}/chat/completions\``),
        'src/host.js': ask(`\`\${process.env.OPENAI_HOST ?? 'https://api.openai.com'}/v1/chat/completions\``),
      }),
    );
    expect(Object.fromEntries(report.deployment.map(({ name, value }) => [name, value]))).toMatchObject({
      HOLYSHEEP_API_URL: 'https://api.holysheep.ai/v1/chat/completions',
      HOLYSHEEP_API_BASE_URL: 'https://api.holysheep.ai/v1',
      HOLYSHEEP_HOST: 'https://api.holysheep.ai',
    });
  });

  it('tells that an SDK may take the old key where it may, and of no other name', async () => {
    const chat = (key: string) => `
import OpenAI from 'openai';
import { get, key } from './settings.js';
const client = new OpenAI({ apiKey: ${key} });
export const ask = (messages) => client.chat.completions.create({ model: 'gpt-4o', messages });
`;
    const settings = (name: string) => `
export const get = (name) => process.env[name];
export const key = process.env.${name};
`;
    const embed = `
import OpenAI from 'openai';
import { key } from './settings.js';
const client = new OpenAI({ apiKey: key });
export const embed = (input) => client.embeddings.create({ model: 'text-embedding-3-small', input });
`;
    const saidOf = async (files: Record<string, string>) => {
      const { report } = await migrate(texts(files));
      return report.deployment.map(({ instead, mayFallBack }) => [instead, mayFallBack]);
    };
    const byName = { 'chat.js': chat("get('OPENAI_API_KEY')"), 'settings.js': settings('OTHER') };
    expect(await saidOf(byName)).toEqual([['OPENAI_API_KEY', true]]);
    // The client reads a key of its own, which is an empty text at least.
    const shared = { 'chat.js': chat('key'), 'settings.js': settings('OPENAI_API_KEY'), 'embed.js': embed };
    expect(await saidOf(shared)).toEqual([['OPENAI_API_KEY', undefined]]);
    // No SDK knows the name.
    const neutral = {
      ...byName,
      'chat.js': chat("get('MY_OPENAI_KEY')"),
      'embed.js': embed.replace('key }', "get('MY_OPENAI_KEY') }").replace('{ key', '{ get'),
    };
    expect(await saidOf(neutral)).toEqual([['MY_OPENAI_KEY', undefined]]);
  });

  it('has nothing where nothing moves', async () => {
    const { 'src/chat.js': _, ...rest } = FILES;
    const { report } = await migrate(texts(rest));
    expect([report.secrets, report.deployment]).toEqual([[], []]);
  });
});
