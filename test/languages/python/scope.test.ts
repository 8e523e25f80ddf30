import { beforeAll, expect, it } from 'vitest';
import { python } from '../../../src/languages/python/index.js';

beforeAll(() => python.load?.());

const BRANCHES = 40;
const perhaps = (index: number) => `    try:
        if flags[${index}]:
            model = pick(${index})
    except ValueError:
        pass
`;

it('a name that each of many branches may give a value holds each value once', () => {
  const branches = Array.from({ length: BRANCHES }, (_, index) => perhaps(index)).join('');
  const model = python.parse('a.py', `def ask(flags):\n    model = "gpt-4o"\n${branches}    return model\n`);
  const held = model.bindings.filter(({ name }) => name === 'model').map(({ definitions }) => definitions.length);
  expect(Math.max(...held)).toBe(BRANCHES + 1);
});
