import { expect, it } from 'vitest';
import {
  javaModuleNames,
  ownSpecifier,
  resolveJavaModule,
  sameModule,
  spelledImports,
} from '../../../src/languages/java/modules.js';
import { filesIn } from '../files-in.js';

const TEXTS: Record<string, string> = {
  'a/src/main/java/shop/Main.java': 'package shop;\n',
  'a/src/main/java/shop/Keys.java': 'package shop;\n\nfinal class Keys {}\n\nenum Tier { FAST }\n',
  'a/src/main/java/shop/llm/Client.java': 'package shop.llm;\n',
  'a/src/test/java/shop/MainTest.java': 'package shop;\n',
  'b/src/main/java/shop/llm/Client.java': 'package shop.llm;\n',
};
const MAIN = 'a/src/main/java/shop/Main.java';

const files = filesIn(TEXTS, {
  hasName: (_language, specifier, name) => specifier === 'com.openai.models' && name === 'ChatModel',
});

it.each([
  [MAIN, 'shop.llm.Client', { file: 'a/src/main/java/shop/llm/Client.java' }],
  ['b/src/main/java/shop/Other.java', 'shop.llm.Client', { file: 'b/src/main/java/shop/llm/Client.java' }],
  [MAIN, 'com.openai.models.ChatModel', { package: 'com.openai.models' }],
  [MAIN, ownSpecifier('Keys', []), { file: 'a/src/main/java/shop/Keys.java' }],
  [MAIN, ownSpecifier('Tier', []), { file: 'a/src/main/java/shop/Keys.java' }],
  [MAIN, ownSpecifier('ChatModel', ['java.util', 'com.openai.models']), { package: 'com.openai.models' }],
  [MAIN, ownSpecifier('Client', ['java.util', 'shop.llm']), { file: 'a/src/main/java/shop/llm/Client.java' }],
  [MAIN, ownSpecifier('List', ['java.util']), { package: 'java.util' }],
  [MAIN, ownSpecifier('Nowhere', []), undefined],
])('%s imports %s', (from, specifier, expected) => {
  expect(resolveJavaModule(from, specifier, files)).toEqual(expected);
});

it('a test knows its package, and the package does not know its tests', () => {
  expect(sameModule('a/src/test/java/shop/MainTest.java', files)).toEqual([MAIN, 'a/src/main/java/shop/Keys.java']);
  expect(sameModule(MAIN, files)).toEqual(['a/src/main/java/shop/Keys.java']);
});

it('a class is found by its name, and by that of its package', () => {
  expect(javaModuleNames(MAIN)).toEqual(['Main', 'shop']);
  expect(javaModuleNames('Main.java')).toEqual(['Main']);
});

it('spells what it imports', () => {
  const text =
    'package a;\nimport shop.llm.*;\nimport static shop.Keys.KEY;\nimport shop.Outer.Inner;\nimport shop.Main;\n';
  expect([...spelledImports(text)].map(({ last }) => last)).toEqual(['llm', 'Keys', 'KEY', 'Outer', 'Inner', 'Main']);
});
