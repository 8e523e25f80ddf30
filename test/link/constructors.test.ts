import { expect, it } from 'vitest';
import type { Expression } from '../../src/ir.js';
import type { Linked } from '../../src/link/link.js';
import { linked, modelOf } from './linked.js';

const BASE = `export class Base { constructor(it) { this.it = it; } tell() { return this.it; } }
export default class Other extends Base {}
`;

/** Classes that extend the base by one name or another, each of which hands it a text of its own. */
const HEIRS: Record<string, string> = {
  'src/named.ts': `import { Base } from './base';\nexport class A extends Base { constructor() { super('named'); } }\n`,
  'src/renamed.ts': `import { Base as Root } from './base';\nexport class A extends Root { constructor() { super('renamed'); } }\n`,
  'src/inside.ts': `import * as base from './base';\nexport class A extends base.Base { constructor() { super('inside'); } }\n`,
  'src/held.ts': `import { Base } from './base';\nconst Held = Base;\nexport class A extends Held { constructor() { super('held'); } }\n`,
  'src/chosen.ts': `import { Base } from './base';\nexport class A extends (x ? Base : Base) { constructor() { super('chosen'); } }\n`,
  'src/default.ts': `import Any from './base';\nexport class A extends Any { constructor() { super('default'); } }\n`,
  'src/further.ts': `import Any from './base';\nclass A extends Any {}\nnew A('further');\n`,
  'src/without.ts': `import { Base } from './base';\nclass A extends Base {}\nnew A('without');\n`,
};

/** `it` in `this.it = it`. */
function given(of: Linked): Expression {
  const found = modelOf(of, 'src/base.ts').expressions.find(
    (node) => node.kind === 'reference' && node.name === 'it' && node.binding !== undefined,
  );
  if (!found) throw new Error('no reference');
  return found;
}

function textsOf(of: Linked): unknown[] {
  return of.resolver.at(given(of), []).map((one) => (one.kind === 'string' ? one.node.value : one.kind));
}

it('finds what each class hands to the constructor of the one that it extends, by whatever name', async () => {
  const files = { 'src/base.ts': BASE, ...HEIRS };
  const of = await linked(files, ...Object.keys(files));
  expect(textsOf(of).sort()).toEqual(
    ['chosen', 'default', 'further', 'held', 'inside', 'named', 'renamed', 'without'].sort(),
  );
});

it('spends no effort on the very many classes that extend others', async () => {
  const strangers = Array.from({ length: 1500 }, (_, n) => [
    `src/stranger${n}.ts`,
    `class B${n} { constructor(x) {} }\nclass S${n} extends B${n} { constructor() { super(${n}); } }\nclass T${n} extends B${n} {}\n`,
  ]);
  const files = { 'src/base.ts': BASE, ...Object.fromEntries(strangers), ...HEIRS };
  const of = await linked(files, ...Object.keys(files));
  expect(textsOf(of)).toHaveLength(8);
});
