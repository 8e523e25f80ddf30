import { expect, it } from 'vitest';
import { RULE_IDS } from '../../src/reporters/rule-ids.js';
import { RULES } from '../../src/reporters/rules.js';

it('are named in rule-ids.ts, in their order', () => {
  expect(RULE_IDS).toEqual([...RULES.keys()]);
});
