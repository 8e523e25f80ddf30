import { describe, expect, it } from 'vitest';
import { isChatModel, modelId, modelIdsIn } from '../../src/catalog/model-ids.js';
import { MODELS } from '../../src/catalog/models.js';

const kindIn = (text: string, isModelPosition: boolean) => modelId(text, isModelPosition)?.kind;
const words = (text: string) => text.trim().split(/\s+/);

describe('known ids', () => {
  it.each(MODELS.map((model) => [model.id, model.kind]))('%s is %s where a model is expected', (id, kind) => {
    expect(kindIn(id, true)).toBe(kind);
  });

  it('are recognised anywhere, unless they are words of their own', () => {
    const own = MODELS.filter((model) => !modelId(model.id)).map((model) => model.id);
    expect(own.sort()).toEqual(
      MODELS.filter((model) => model.needsModelPosition)
        .map((model) => model.id)
        .sort(),
    );
  });

  it('keep their kind behind the prefix of a router', () => {
    const changed = MODELS.filter((model) => model.kind !== 'open-weights' && model.kind !== 'azure').flatMap((model) =>
      ['openai/', 'openrouter/openai/', 'openai:', 'openai:chat:', 'openai:responses:']
        .map((prefix) => ({ prefix, id: model.id, found: modelId(prefix + model.id) }))
        .filter(({ prefix, found }) => found?.kind !== model.kind || found.prefix !== prefix || found.id !== model.id),
    );
    expect(changed).toEqual([]);
  });
});

describe('ids to come', () => {
  it.each(
    words(`gpt-7 gpt-7.1 gpt-6.2-luna gpt-8-mini-2028-01-02 gpt-7-codex gpt-10 gpt-10.5-pro o5-mini o6-pro-2028-02-02
      gpt-realtime-3 gpt-image-3-mini gpt-audio-2 chatgpt-6-latest text-embedding-4-small dall-e-4 whisper-2 tts-2-hd
      sora-3-pro omni-moderation-2027-01-01 gpt-transcribe-2 openai/gpt-7-terra openai/gpt-4o:free
      openai/gpt-4o-mini:online`),
  )('%s is of a known family', (id) => {
    expect(kindIn(id, false)).toBeDefined();
    expect(kindIn(id, false)).not.toBe('unknown');
  });

  it.each([
    ['gpt-8-mini', 'chat'],
    ['gpt-7-codex', 'codex'],
    ['gpt-7-audio-preview', 'audio-chat'],
    ['gpt-7-realtime', 'realtime'],
    ['gpt-7-mini-tts', 'audio'],
    ['gpt-7-search-preview', 'search-chat'],
    ['gpt-7-image', 'image'],
    ['o6-pro', 'reasoning'],
    ['text-embedding-4-large', 'embedding'],
  ])('%s is a model for %s', (id, kind) => {
    expect(kindIn(id, false)).toBe(kind);
  });

  it.each(words('gpt-7-nova gpt-9-orion-mini gpt-6-vega-2027-03-03 o7-flash'))(
    '%s is unknown where a model is expected, and nothing elsewhere',
    (id) => {
      expect(kindIn(id, true)).toBe('unknown');
      expect(kindIn(id, false)).toBeUndefined();
    },
  );
});

describe('words that are ids only where a model is expected', () => {
  it.each(words('o1 o3 o5 ada babbage curie davinci'))('%s', (word) => {
    expect(kindIn(word, false)).toBeUndefined();
    expect(kindIn(word, true)).toBeDefined();
    expect(kindIn(`openai/${word}`, false)).toBeDefined();
  });
});

describe('what is no plain chat model', () => {
  it.each([
    'ft:gpt-3.5-turbo-0613:my-org::7p4lURx',
    'ft:gpt-4o-mini-2024-07-18:acme:support:9Abc12',
    'ft:gpt-4o-2024-08-06:acme::AbC123:ckpt-step-90',
    'ft:o4-mini-2025-04-16:acme:rft:1',
    'ft:babbage-002:acme::1',
    'davinci:ft-personal-2023-01-01-00-00-00',
    'gpt-35-turbo-0613.ft-0e208cf33a6a466994aff31a08aba678',
    'gpt-4o-mini-2024-07-18.ft-abc123',
  ])('%s is a fine-tune', (id) => {
    expect(kindIn(id, false)).toBe('fine-tune');
  });

  it.each(
    words(`gpt-oss-120b openai/gpt-oss-20b openai/gpt-oss-120b:free groq/openai/gpt-oss-120b
      cloudflare/@cf/openai/gpt-oss-120b gpt-oss-safeguard-20b`),
  )('%s has open weights', (id) => {
    expect(kindIn(id, false)).toBe('open-weights');
  });

  it.each(words('gpt-35-turbo gpt-35-turbo-16k azure/gpt-4o azure/my-deployment azureopenai:chat:prod azure:chat:dep'))(
    '%s is Azure’s',
    (id) => {
      expect(kindIn(id, false)).toBe('azure');
    },
  );

  it('and none of them is mapped by default', () => {
    for (const id of [
      'ft:gpt-4o:a::1',
      'gpt-oss-20b',
      'gpt-35-turbo',
      'text-embedding-3-small',
      'gpt-4o-realtime-preview',
    ]) {
      const found = modelId(id, true);
      expect(found && isChatModel(found)).toBe(false);
    }
  });
});

const LOOK_ALIKES = words(`
  gpt-j gpt-j-6b gpt-neo gpt-neo-2.7B gpt-neox-20b gpt4all gpt-4all gpt-4-all gpt-2 gpt2 gpt2-xl gpt2-medium gpt-1 gpt-3
  gpt3 gpt-3.5 gpt-pilot gpt-engineer gpt-researcher gpt-index gpt-crawler gpt-cli gpt-migrate gpt-tokenizer
  gpt-3-encoder gpt4free gpt-4free g4f gpt-4chan gpt-4-x-alpaca gpt4-x-vicuna gpt-4x gpt-4-turbo-fan-club
  my-gpt-4-wrapper gpt-4-vision-app gpt-4o-mini-app gpt-4o-clone gpt-4-wrapper gpt-5-leak gpt-5-nano-banana gpt-4.md
  gpt-4.json gpt-4.py gpt-4/ gpt-4_turbo gpt_4 GPT-4 GPT-4o GPT-3.5-turbo Gpt-4o gpt-4- gpt- gpt o1js o1-js o1labs o2-uk
  o365 o11y o3de o3-ui o9n ada-lovelace curie-point davinci-resolve davinci-003 chatgpt chatgpt-api chatgpt-clone
  chatgpt-retrieval-plugin chatgpt-next-web chatgpt-4 codex codex-cli @openai/codex codex-mini-app openai
  openai/whisper-large-v3 openai/clip-vit-base-patch32 openai-community/gpt2 openai/shap-e openai/gym
  openai/openai-python openai: text-embedding-004 text-embedding-005 text-embedding-gecko text-embedding-v3
  text-embedding-v4 text-embedding-ada text-multilingual-embedding-002 dall-e dall-e-mini dalle-mini dalle-3
  dall-e-playground whisper whisper-large-v3 whisper-base whisper-tiny.en whisper.cpp faster-whisper tts tts-service
  coqui-tts sora sora-editor text-moderation deepseek-v3.2 default claude-sonnet-4.5 gemini-2.5-flash llama-3.1-70b
  mistral-large-latest computer-use computer-use-demo gpt-realtime-agent-demo gpt-image-editor gpt-audio-player
  text-davinci ft: ft:llama-3 ft-gpt-4 davinci:foo GPT-4-turbo gpt-4o-2024-13-45 gpt-4-9999`);

describe('look-alikes', () => {
  it.each([...LOOK_ALIKES, 'gpt-4o ', ' gpt-4o', 'gpt-4o\n', ''])('%j is none', (text) => {
    expect(modelId(text)).toBeUndefined();
  });

  it('are never taken for a model that is mapped, even where a model is expected', () => {
    const mapped = LOOK_ALIKES.filter((text) => {
      const found = modelId(text, true);
      return found !== undefined && isChatModel(found);
    });
    expect(mapped).toEqual([]);
  });
});

describe('ids in running text', () => {
  it.each<[string, string[]]>([
    ['OPENAI_MODEL=gpt-4o-mini', ['gpt-4o-mini']],
    ['model: "gpt-4.1"', ['gpt-4.1']],
    ['We use gpt-4, gpt-4o. And gpt-4.', ['gpt-4', 'gpt-4o', 'gpt-4']],
    ['join the gpt-4-turbo-fan-club today', []],
    ['npm i gpt-4-cli gpt-tokenizer', []],
    ['see prompts/gpt-4.md and gpt-4o.json', []],
    ['https://x.com/gpt-4o/info', []],
    ['--model=openai/gpt-4o-mini --x', ['openai/gpt-4o-mini']],
    ['`gpt-3.5-turbo-0125`', ['gpt-3.5-turbo-0125']],
    ["['gpt-5','o3-mini']", ['gpt-5', 'o3-mini']],
    ['my-gpt-4-wrapper x_gpt-4 gpt-4_x', []],
    ['ft:gpt-4o-mini-2024-07-18:acme:s:1 end', ['ft:gpt-4o-mini-2024-07-18:acme:s:1']],
    ['text-embedding-3-small/text-embedding-004', []],
    ['o1js o1-js deco1 o1', []],
    ['MODELS=gpt-4o,gpt-4.1-mini;o4-mini', ['gpt-4o', 'gpt-4.1-mini', 'o4-mini']],
    ['(gpt-4-turbo-preview)', ['gpt-4-turbo-preview']],
    ['GPT-4o beats gpt-2', []],
    ['😀 gpt-4o é gpt-4', ['gpt-4o', 'gpt-4']],
    ['{"chatModel": "o3", "fallback": "gpt-4o"}', ['o3', 'gpt-4o']],
    ['default_model: o1', ['o1']],
    ['LLM_MODEL=o3', ['o3']],
    ['model_name = "o1"', ['o1']],
    ['model: o3d', []],
    ['model: o3-ring', []],
    ['id: o3', []],
    ['modelled: o1', []],
  ])('%j', (text, expected) => {
    const found = modelIdsIn(text);
    expect(found.map((one) => one.text)).toEqual(expected);
    for (const one of found) expect(text.slice(one.start).startsWith(one.text)).toBe(true);
  });
});

describe('long texts', () => {
  const repeat = (text: string) => text.repeat(Math.ceil(400_000 / text.length));

  it.each([
    ['a', 0],
    ['gpt-4', 0],
    ['gpt-', 0],
    ['ft:gpt-4o:', 0],
    ['openai/', 0],
    ['openai/openai:', 0],
    ['-2024-05-13', 0],
    ['gpt-4o-mini ', 33_334],
  ])('%j over and over has %i ids', (text, count) => {
    expect(modelIdsIn(repeat(text))).toHaveLength(count);
    expect(modelId(repeat(text), true)).toBeUndefined();
  });
});
