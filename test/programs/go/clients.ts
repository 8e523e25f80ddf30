import type { ClientForm } from '../form.js';
import { APP } from './app.js';
import type { Sdk } from './sdk.js';

export function clientsOf({ client, package: name }: Sdk): readonly ClientForm[] {
  const imports = [`"${name}"`];
  return [
    { name: 'client', lines: ['var client = <MAKE>'], gives: 'client' },
    { name: 'factory', imports, lines: [`func newClient() ${client} {`, '\treturn <MAKE>', '}'], gives: 'newClient()' },
    {
      name: 'factory with an error',
      imports,
      lines: [
        `func newClient() (${client}, error) {`,
        '\tmade := <MAKE>',
        '\treturn made, nil',
        '}',
        `func mustClient() ${client} {`,
        '\tmade, err := newClient()',
        '\tif err != nil {',
        '\t\tpanic(err)',
        '\t}',
        '\treturn made',
        '}',
      ],
      gives: 'mustClient()',
    },
    {
      name: 'once',
      imports: [...imports, '"sync"'],
      lines: [
        'var (',
        '\tonce sync.Once',
        `\tkept ${client}`,
        ')',
        `func theClient() ${client} {`,
        '\tonce.Do(func() {',
        '\t\tkept = <MAKE>',
        '\t})',
        '\treturn kept',
        '}',
      ],
      gives: 'theClient()',
    },
    {
      name: 'service',
      imports,
      lines: [
        'type service struct {',
        `\tclient ${client}`,
        '}',
        'func newService() *service {',
        '\treturn &service{client: <MAKE>}',
        '}',
        'var theService = newService()',
      ],
      gives: 'theService.client',
    },
    {
      name: 'client that is given',
      imports,
      lines: [
        'type service struct {',
        `\tclient ${client}`,
        '}',
        `func newService(client ${client}) *service {`,
        '\ts := new(service)',
        '\ts.client = client',
        '\treturn s',
        '}',
        'var theService = newService(<MAKE>)',
      ],
      gives: 'theService.client',
    },
    {
      name: 'clients by name',
      imports,
      lines: [
        `var clients = map[string]${client}{"openai": <MAKE>}`,
        `func named() ${client} {`,
        '\treturn clients["openai"]',
        '}',
      ],
      gives: 'named()',
    },
    {
      name: 'client of another package',
      imports: [`"${APP}/<MODULE>"`],
      module: ['var Client = <MAKE>'],
      gives: '<MODULE>.Client',
    },
    {
      name: 'factory of another package',
      imports: [`"${APP}/<MODULE>"`],
      module: [`import "${name}"`, `func NewClient() ${client} {`, '\treturn <MAKE>', '}'],
      gives: '<MODULE>.NewClient()',
    },
    {
      name: 'init',
      imports: [`"${APP}/<MODULE>"`],
      module: [`import "${name}"`, `var Client ${client}`, 'func init() {', '\tClient = <MAKE>', '}'],
      gives: '<MODULE>.Client',
    },
  ];
}
