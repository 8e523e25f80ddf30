import { expect, it } from 'vitest';
import { installedVersion } from '../../../src/languages/ruby/gems.js';
import { resolveRubyModule, rubyModuleNames, spelledImports } from '../../../src/languages/ruby/modules.js';
import { programOf } from '../../../src/languages/ruby/programs.js';
import { filesIn } from '../files-in.js';

const TEXTS: Record<string, string> = {
  Gemfile: 'gem "ruby-openai", "~> 7.3" # gem "openai"\ngem "rails"\n',
  'tool/Gemfile.lock': 'GEM\n  specs:\n    openai (0.30.1)\n      connection_pool\n',
  'tool/Gemfile': 'gem "openai"\n',
  'tool/main.rb': 'require_relative "config"\n',
  'tool/config.rb': 'MODEL = "x"\ndef client\n  1\nend\n',
  'config/initializers/openai.rb': '::OPENAI_CLIENT = 1\n',
  'app/services/ai/base_service.rb': 'module Ai\n  class BaseService\n    DEFAULT = 1\n  end\nend\n',
  'app/services/ai/summarizer.rb': 'module Ai\n  class Summarizer < BaseService\n  end\nend\n',
  'app/services/ai/openai.rb': 'class Ai::OpenAI\n  LIMIT = 2\nend\n',
  'app/models/note.rb': 'class Note\nend\n',
};

const files = filesIn(TEXTS, {
  isCatalogued: (_language, name) => name === 'OpenAI',
});

it.each([
  ['app/models/note.rb', '>Ai::Summarizer', { files: ['app/services/ai/summarizer.rb'], name: 'Ai::Summarizer' }],
  [
    'app/services/ai/summarizer.rb',
    'Ai::Summarizer>BaseService',
    { files: ['app/services/ai/base_service.rb'], name: 'Ai::BaseService' },
  ],
  [
    'app/services/ai/summarizer.rb',
    'Ai::Summarizer>DEFAULT',
    { files: ['app/services/ai/base_service.rb'], name: 'Ai::BaseService::DEFAULT' },
  ],
  [
    'app/services/ai/summarizer.rb',
    'Ai>OpenAI::LIMIT',
    { files: ['app/services/ai/openai.rb'], name: 'Ai::OpenAI::LIMIT' },
  ],
  ['app/models/note.rb', 'Note>OpenAI::Client', { package: 'OpenAI', path: ['Client'] }],
  ['app/models/note.rb', 'Note>OPENAI_CLIENT', { files: ['config/initializers/openai.rb'], name: 'OPENAI_CLIENT' }],
  ['app/models/note.rb', '>Net::HTTP::Post', { package: 'Net', path: ['HTTP', 'Post'] }],
  ['tool/main.rb', '>MODEL', { files: ['tool/config.rb'], name: 'MODEL' }],
  ['tool/main.rb', '#client', { files: ['tool/config.rb'], name: '#client' }],
  ['tool/main.rb', '#other', undefined],
  ['tool/main.rb', './config', { file: 'tool/config.rb' }],
  ['tool/main.rb', './missing', undefined],
])('%s reads %s', (from, specifier, expected) => {
  expect(resolveRubyModule(from, specifier, files)).toEqual(expected);
});

it('a gem is looked for in the lock, then in the manifest, from the file upwards', () => {
  const versionOf = (gem: string, from: string) => installedVersion(gem, from, files)?.text;
  expect(versionOf('ruby-openai', 'app/models/note.rb')).toBe('~=7.3');
  expect(versionOf('openai', 'app/models/note.rb')).toBeUndefined();
  expect(versionOf('openai', 'tool/main.rb')).toBe('==0.30.1');
  expect(installedVersion('ruby-openai', 'app/models/note.rb', files)?.admits('>=8')).toBe(false);
});

it('a program is what lies below a Gemfile', () => {
  expect(programOf('tool/main.rb', files)).toBe('tool');
  expect(programOf('app/models/note.rb', files)).toBe('');
});

it('a file is found by the constants that it may have, and a text says which ones it reads', () => {
  expect(rubyModuleNames('app/services/ai/base_service.rb')).toContain('baseservice');
  const spelled = [...spelledImports('x = Ai::BaseService.new(MODEL)\nrequire_relative "lib/chat_log"\n')].map(
    ({ last }) => last,
  );
  expect(spelled).toEqual(expect.arrayContaining(['ai', 'baseservice', 'model', '*', 'chatlog']));
});
