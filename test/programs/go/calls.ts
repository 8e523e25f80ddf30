import type { CallForm } from '../form.js';
import type { Sdk } from './sdk.js';

const failing = (call: string) => [`if _, err := ${call}; err != nil {`, '\tpanic(err)', '}'];

export function callsOf(sdk: Sdk): readonly CallForm[] {
  const { client, messages, request, ask, embed } = sdk;
  const imports = ['"context"', `"${sdk.package}"`];
  const literal = (model: string) => `${request}{Model: ${model}, Messages: ${messages}}`;
  const made = (model: string) => failing(ask('asking', literal(model)));
  const asking = 'asking := <CLIENT>';
  return [
    { name: 'call', imports, runs: [asking, ...made('<MODEL>')] },
    {
      name: 'request in a variable',
      imports,
      runs: [asking, 'model := <MODEL>', `request := ${literal('model')}`, ...failing(ask('asking', 'request'))],
    },
    {
      name: 'request that is filled',
      imports,
      runs: [
        asking,
        `request := ${request}{Messages: ${messages}}`,
        'request.Model = <MODEL>',
        ...failing(ask('asking', 'request')),
      ],
    },
    {
      name: 'request of a function',
      imports,
      lines: [`func newRequest() ${request} {`, `\treturn ${literal('<MODEL>')}`, '}'],
      runs: [asking, ...failing(ask('asking', 'newRequest()'))],
    },
    {
      name: 'pointer to a request',
      imports,
      lines: [
        `func prepare(request *${request}) {`,
        '\tif request.Model == "" {',
        '\t\trequest.Model = <MODEL>',
        '\t}',
        '}',
      ],
      runs: [
        asking,
        `request := &${request}{Messages: ${messages}}`,
        'prepare(request)',
        ...failing(ask('asking', '*request')),
      ],
    },
    {
      name: 'function that is given the client',
      imports,
      lines: [`func complete(asking ${client}, model string) {`, ...made('model').map((line) => `\t${line}`), '}'],
      runs: ['complete(<CLIENT>, <MODEL>)'],
    },
    {
      name: 'struct that is given the client',
      imports,
      lines: [
        'type assistant struct {',
        `\tclient ${client}`,
        '\tmodel string',
        '}',
        'func (a *assistant) ask() error {',
        `\t_, err := ${ask('a.client', literal('a.model'))}`,
        '\treturn err',
        '}',
      ],
      runs: [
        'one := &assistant{client: <CLIENT>, model: <MODEL>}',
        'if err := one.ask(); err != nil {',
        '\tpanic(err)',
        '}',
      ],
    },
    {
      name: 'interface of the program',
      imports,
      lines: [
        'type asker interface {',
        '\tAsk(model string) error',
        '}',
        'type backend struct {',
        `\tclient ${client}`,
        '}',
        'func (b backend) Ask(model string) error {',
        `\t_, err := ${ask('b.client', literal('model'))}`,
        '\treturn err',
        '}',
        'func newAsker() asker {',
        '\treturn backend{client: <CLIENT>}',
        '}',
      ],
      runs: ['if err := newAsker().Ask(<MODEL>); err != nil {', '\tpanic(err)', '}'],
    },
    {
      name: 'loop',
      imports,
      runs: [asking, 'for _, model := range []string{<MODEL>} {', ...made('model').map((line) => `\t${line}`), '}'],
    },
    {
      name: 'two models',
      imports,
      runs: [asking, ...made('<MODEL>'), ...made('"gpt-4o"')],
    },
    {
      name: 'embeddings beside chat',
      imports,
      runs: [asking, ...made('<MODEL>'), ...failing(embed('asking'))],
    },
    {
      name: 'function in a variable',
      imports,
      runs: [
        asking,
        'complete := func(model string) error {',
        `\t_, err := ${ask('asking', literal('model'))}`,
        '\treturn err',
        '}',
        'if err := complete(<MODEL>); err != nil {',
        '\tpanic(err)',
        '}',
      ],
    },
    {
      name: 'goroutine',
      imports: [...imports, '"sync"'],
      runs: [
        asking,
        'var group sync.WaitGroup',
        'group.Add(1)',
        'go func(model string) {',
        '\tdefer group.Done()',
        ...made('model').map((line) => `\t${line}`),
        '}(<MODEL>)',
        'group.Wait()',
      ],
    },
  ];
}
