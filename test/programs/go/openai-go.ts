import type { Sdk } from './sdk.js';

const OPENAI = '"github.com/openai/openai-go/v3"';
const OPTION = '"github.com/openai/openai-go/v3/option"';

export const OPENAI_GO: Sdk = {
  package: 'github.com/openai/openai-go/v3',
  module: 'github.com/openai/openai-go/v3',
  version: 'v3.8.1',
  client: 'openai.Client',
  request: 'openai.ChatCompletionNewParams',
  messages: '[]openai.ChatCompletionMessageParamUnion{openai.UserMessage("hi")}',
  ask: (client, request) => `${client}.Chat.Completions.New(context.Background(), ${request})`,
  embed: (client) =>
    `${client}.Embeddings.New(context.Background(), openai.EmbeddingNewParams{Model: openai.EmbeddingModelTextEmbedding3Small})`,
  models: [
    { name: 'constant of the package', imports: [OPENAI], gives: 'openai.ChatModelGPT4o' },
    { name: 'constant of the package', imports: [OPENAI], gives: 'openai.ChatModelGPT4oMini' },
    { name: 'conversion', imports: [OPENAI], gives: 'openai.ChatModel("<ID>")' },
  ],
  makes: [
    { name: 'NewClient', imports: [OPENAI], gives: 'openai.NewClient()' },
    { name: 'WithAPIKey', imports: [OPENAI, OPTION], gives: 'openai.NewClient(option.WithAPIKey(<KEY>))' },
    { name: 'WithBaseURL', imports: [OPENAI, OPTION], gives: 'openai.NewClient(option.WithBaseURL(<BASE>))' },
    {
      name: 'both',
      imports: [OPENAI, OPTION],
      gives: 'openai.NewClient(option.WithAPIKey(<KEY>), option.WithBaseURL(<BASE>))',
    },
    {
      name: 'other options',
      imports: [OPENAI, OPTION],
      gives: 'openai.NewClient(option.WithMaxRetries(3), option.WithAPIKey(<KEY>))',
    },
    {
      name: 'list of options',
      imports: [OPENAI, OPTION],
      lines: [
        'func options() []option.RequestOption {',
        '\treturn []option.RequestOption{option.WithAPIKey(<KEY>)}',
        '}',
      ],
      gives: 'openai.NewClient(options()...)',
    },
    {
      name: 'options that are added',
      imports: [OPENAI, OPTION],
      lines: [
        'func configured() openai.Client {',
        '\topts := []option.RequestOption{option.WithAPIKey(<KEY>)}',
        '\tif base := <BASE>; base != "" {',
        '\t\topts = append(opts, option.WithBaseURL(base))',
        '\t}',
        '\treturn openai.NewClient(opts...)',
        '}',
      ],
      gives: 'configured()',
    },
    {
      name: 'parameters',
      imports: [OPENAI, OPTION],
      lines: [
        'func clientFor(key, base string) openai.Client {',
        '\treturn openai.NewClient(option.WithAPIKey(key), option.WithBaseURL(base))',
        '}',
      ],
      gives: 'clientFor(<KEY>, <BASE>)',
    },
    {
      name: 'settings',
      imports: [OPENAI, OPTION],
      lines: [
        'type credentials struct {',
        '\tkey string',
        '\tbase string',
        '}',
        'func (c *credentials) client() openai.Client {',
        '\topts := []option.RequestOption{option.WithAPIKey(c.key)}',
        '\tif c.base != "" {',
        '\t\topts = append(opts, option.WithBaseURL(c.base))',
        '\t}',
        '\treturn openai.NewClient(opts...)',
        '}',
      ],
      gives: '(&credentials{key: <KEY>}).client()',
    },
  ],
};
