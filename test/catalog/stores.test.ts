import { describe, expect, it } from 'vitest';
import { secretCommand, variableCommands } from '../../src/catalog/stores.js';

const value = '$KEY';

describe('secretCommand', () => {
  it.each([
    ['a secret of GitHub', { name: 'A', file: '.github/workflows/ci.yml', group: 'secrets' }, 'gh secret set A'],
    ['a variable of GitHub', { name: 'A', file: '.github/workflows/ci.yml', group: 'vars' }, 'gh variable set A'],
    [
      'a key of a ConfigMap',
      { name: 'A', file: 'k8s/app.yaml', group: 'ConfigMap', store: 'app' },
      'kubectl patch configmap app --type=merge -p "{\\"data\\":{\\"A\\":\\"$KEY\\"}}"',
    ],
    [
      'a key of a Kubernetes secret',
      { name: 'A', file: 'k8s/app.yaml', store: 'app' },
      'kubectl patch secret app --type=merge -p "{\\"stringData\\":{\\"A\\":\\"$KEY\\"}}"',
    ],
    ['a variable of Terraform', { name: 'a', file: 'main.tf', group: 'var' }, 'export TF_VAR_a="$KEY"'],
    [
      'a store that is named at deployment',
      { name: 'A', file: 'templates/a.yaml', store: '{{ .Release.Name }}' },
      undefined,
    ],
    ['a place of which nothing is known', { name: 'A', file: 'Jenkinsfile' }, undefined],
  ])('%s', (_, secret, expected) => {
    expect(secretCommand({ ...secret, value })).toBe(expected);
  });
});

describe('variableCommands', () => {
  it('has one for each platform that the files name', () => {
    const files = ['web/fly.toml', 'vercel.json', 'src/vercel.json.ts'];
    expect(variableCommands('A', '"$KEY"', files, ['web/src/a.ts'])).toEqual([
      'fly secrets set A="$KEY"',
      'vercel env add A production',
    ]);
    expect(variableCommands('A', 'b', ['package.json'], ['a.ts'])).toEqual([]);
  });

  it('has none for a secret under a name that the file itself sets', () => {
    expect(variableCommands('A', 'b', ['wrangler.toml'], ['a.ts'])).toEqual(['npx wrangler secret put A']);
    expect(variableCommands('A', 'b', ['wrangler.toml'], ['a.ts'], ['wrangler.toml'])).toEqual([]);
  });

  it('has none for a platform that another part of the repository is for', () => {
    expect(variableCommands('A', 'b', ['docs/vercel.json', 'web/fly.toml'], ['api/a.ts'])).toEqual([]);
  });
});
