import { expect, it } from 'vitest';
import { composerVersion } from '../../../src/languages/php/composer.js';
import { includedPath } from '../../../src/languages/php/includes.js';
import { phpModuleNames, resolvePhpModule, spelledImports } from '../../../src/languages/php/modules.js';
import { filesIn } from '../files-in.js';

const TEXTS: Record<string, string> = {
  'composer.json': '{ "require": { "openai-php/client": "^0.8 || ^0.10" } }',
  'index.php': "<?php\nrequire 'inc/config.php';\n",
  'inc/config.php': "<?php\ndefine('KEY', 'x');\n$model = 'a';\nfunction ask() {}\n",
  'inc/class-chat.php': '<?php\n\nclass Chat extends Base {\n    function ask_all() {}\n}\n',
  'src/Bot.php': '<?php\nnamespace Acme\\Bots;\nfinal class Bot {}\nfunction helper() {}\n',
  'tests/stubs.php': '<?php\nfunction wp_remote_post() {}\n',
  'app/config/services.php': '<?php\nreturn [];\n',
  'app/Http/A.php': '<?php\n',
};

const files = filesIn(TEXTS, {
  isCatalogued: (_language, name) => name === 'OpenAI',
});

it.each([
  ['index.php', './inc/config.php', { file: 'inc/config.php' }],
  ['src/Bot.php', '../inc/config.php', { file: 'inc/config.php' }],
  ['src/Bot.php', '~/inc/config.php', { file: 'inc/config.php' }],
  ['src/Bot.php', './inc/other.php', undefined],
  ['index.php', 'Acme\\Bots\\Bot', { files: ['src/Bot.php'] }],
  ['index.php', 'Chat', { files: ['inc/class-chat.php'] }],
  ['index.php', 'OpenAI', { package: 'OpenAI' }],
  ['index.php', 'OpenAI\\Client', { package: 'OpenAI' }],
  ['index.php', 'GuzzleHttp\\Client', { package: 'GuzzleHttp' }],
  ['index.php', 'php:ask', { files: ['inc/config.php'] }],
  ['src/Bot.php', 'php:Acme\\Bots\\helper', { files: ['src/Bot.php'] }],
  ['src/Bot.php', 'php:Acme\\Bots\\KEY', { files: ['inc/config.php'] }],
  ['index.php', 'php:ask_all', { package: 'php' }],
  ['index.php', 'php:wp_remote_post', { package: 'php' }],
  ['index.php', 'php:$model', { file: 'inc/config.php' }],
  ['index.php', 'php:$other', undefined],
  ['app/Http/A.php', 'config:services', { file: 'app/config/services.php' }],
  ['index.php', 'config:services', undefined],
])('%s names %s', (from, specifier, expected) => {
  expect(resolvePhpModule(from, specifier, files)).toEqual(expected);
});

it.each([
  ["'config.php'", './config.php'],
  ["('../config.php')", '../config.php'],
  ["__DIR__ . '/config.php'", './config.php'],
  ['dirname(__FILE__)."/config.php"', './config.php'],
  ["dirname(__DIR__) . '/config.php'", '../config.php'],
  ["dirname(__DIR__, 2) . '/config.php'", '../../config.php'],
  ["ABSPATH . 'wp-config.php'", '~/wp-config.php'],
  ['$file', '~/'],
])('%s includes %s', (written, path) => {
  expect(includedPath(written)).toBe(path);
});

it('finds what a text may name without parsing it', () => {
  const text = [
    'namespace Acme;',
    'use OpenAI\\Client as C;',
    "require __DIR__ . '/x.php';",
    'class Own extends Base { public function f(C $c) { return new Bot(KEY) ?? ask() ?? self::X; } }',
    'global $shared;',
  ].join('\n');
  const found = [...spelledImports(text)].map(({ specifier }) => specifier);
  expect(found).toEqual(
    expect.arrayContaining([
      './x.php',
      'OpenAI\\Client',
      'Acme\\Base',
      'Acme\\Bot',
      'php:Acme\\ask',
      'php:Acme\\KEY',
      'php:$shared',
    ]),
  );
  expect(phpModuleNames('a/x.php')).toContain('x.php');
});

it('knows the versions that composer allows', () => {
  expect(composerVersion('openai-php/client', 'src/Bot.php', files)?.admits('>=0.10 <0.11')).toBe(true);
  expect(composerVersion('openai-php/client', 'src/Bot.php', files)?.admits('>=0.12')).toBe(false);
  expect(composerVersion('openai-php/laravel', 'src/Bot.php', files)).toBeUndefined();
});
