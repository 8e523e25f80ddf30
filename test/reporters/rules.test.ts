import { expect, it } from 'vitest';
import { RULES } from '../../src/reporters/rules.js';
import { NAMES_TRANSFORMS, TRANSFORMS } from '../../transforms/index.js';

it('are the transforms, in their order, and what speaks besides them', () => {
  const ids = [...TRANSFORMS, ...NAMES_TRANSFORMS].map(({ id }) => id);
  expect([...RULES.keys()].slice(0, ids.length)).toEqual(ids);
});
