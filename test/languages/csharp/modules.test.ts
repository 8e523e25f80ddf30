import { expect, it } from 'vitest';
import {
  csharpModuleNames,
  resolveCSharpModule,
  sameModule,
  spelledImports,
} from '../../../src/languages/csharp/modules.js';
import { isPartOf } from '../../../src/languages/csharp/projects.js';
import { filesIn } from '../files-in.js';

const TEXTS: Record<string, string> = {
  'App/App.csproj':
    '<Project><ItemGroup><Using Include="OpenAI.Chat" /><ProjectReference Include="..\\Core\\Core.csproj" /></ItemGroup></Project>',
  'App/Usings.cs': 'global using OpenAI;\n',
  'App/Program.cs':
    '\uFEFFusing Core;\nusing static System.Environment;\nusing Oai = OpenAI;\n\nnew OpenAIClient("");\n',
  'App/Parts/Bot.cs': 'namespace App.Parts;\npublic partial class Bot { }\n',
  'App/Parts/Bot.Ask.cs': 'namespace App.Parts;\npublic partial class Bot { }\n',
  'Core/Core.csproj': '<Project />',
  'Core/Settings.cs': 'namespace Core\n{\n    public class Settings { }\n    public enum Kind { A }\n}\n',
  'Core/Zoo/OpenAIClient.cs': 'namespace Core.Zoo;\npublic class OpenAIClient { }\n',
  'Core/Zoo/Use.cs': 'using OpenAI;\nnamespace Core.Zoo;\n',
  'Other/Other.csproj': '<Project />',
  'Other/Program.cs': 'using System;\n',
};

const files = filesIn(TEXTS, {
  hasName: (_language, namespace, name) =>
    (namespace === 'OpenAI' && name === 'OpenAIClient') || (namespace === 'OpenAI.Chat' && name === 'ChatClient'),
});

it.each([
  // A directive of another file, or of the project, holds for all of its files.
  ['App/Program.cs', ':OpenAIClient', { package: 'OpenAI' }],
  ['App/Program.cs', ':ChatClient', { package: 'OpenAI.Chat' }],
  ['App/Program.cs', ':OpenAI.Chat.ChatClient', { package: 'OpenAI.Chat' }],
  ['App/Program.cs', ':Oai.OpenAIClient', { package: 'OpenAI' }],
  ['Other/Program.cs', ':OpenAIClient', undefined],
  ['Other/Program.cs', ':OpenAI.OpenAIClient', { package: 'OpenAI' }],
  ['App/Program.cs', ':Settings', { files: ['Core/Settings.cs'] }],
  ['Other/Program.cs', ':Settings', undefined],
  // What the own namespace declares comes before what a directive brings.
  ['Core/Zoo/Use.cs', ':OpenAIClient', { files: ['Core/Zoo/OpenAIClient.cs'] }],
  ['App/Program.cs', ':Environment', { package: 'System' }],
  ['App/Program.cs', ':GetEnvironmentVariable', { package: 'System', path: ['Environment'] }],
  ['App/Program.cs', 'OpenAI.Chat', { package: 'OpenAI.Chat' }],
])('%s names %s', (from, specifier, expected) => {
  expect(resolveCSharpModule(from, specifier, files)).toEqual(expected);
});

it('a class in parts is one', () => {
  expect(sameModule('App/Parts/Bot.cs', files)).toEqual(['App/Parts/Bot.Ask.cs']);
  expect(sameModule('App/Program.cs', files)).toEqual([]);
});

it('a file is named by the types that it declares', () => {
  expect(csharpModuleNames('Core/Settings.cs', TEXTS['Core/Settings.cs'])).toEqual(['Settings', 'Kind']);
  expect(csharpModuleNames('App/Parts/Bot.Ask.cs')).toEqual(['Bot']);
});

it('spells namespaces, and names that may be types', () => {
  const found = [...spelledImports('using OpenAI.Chat;\nvar a = new ChatClient(model);\n')];
  expect(found).toEqual([
    { last: 'Chat', specifier: 'OpenAI.Chat' },
    { last: 'OpenAI' },
    { last: 'Chat' },
    { last: 'ChatClient' },
  ]);
});

it('a project has those that it refers to', () => {
  expect(isPartOf('Core/Settings.cs', 'App/Program.cs', files)).toBe(true);
  expect(isPartOf('App/Program.cs', 'Core/Settings.cs', files)).toBe(false);
  expect(isPartOf('Other/Program.cs', 'App/Program.cs', files)).toBe(false);
});
