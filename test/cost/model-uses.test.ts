import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROFILES, type Profile } from '../../src/catalog/profile.js';
import { serviceOf } from '../../src/catalog/service.js';
import { targetOf } from '../../src/catalog/target.js';
import { namedModels } from '../../src/cost/named-models.js';
import type { Plan } from '../../src/plan/plan.js';
import type { PlanOptions } from '../../src/plan/types.js';
import { run } from '../../src/run.js';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const OPTIONS: PlanOptions = {
  from: serviceOf('openai'),
  profile: targetOf(PROFILES.holysheep as Profile),
  env: 'rename',
  modelMap: [],
  responses: 'keep',
};
const RUN = {
  ...{ selection: [], staged: false, write: false, allowDirty: true, allowNoVcs: true, envFiles: false, docs: false },
  ...{ typecheck: false, userTransforms: [] },
};

/** The models that a fixture asks for, beside what its report says. */
async function found(fixture: string) {
  const texts = new Map<string, string>();
  let plan: Plan | undefined;
  const report = await run({
    ...OPTIONS,
    ...RUN,
    root: join(FIXTURES, fixture, 'input'),
    seen: (text, path) => void texts.set(path, text),
    planned: (one) => {
      plan = one;
    },
  });
  const { uses = [], unknown = [] } = plan?.modelUses() ?? {};
  return { report, unknown, uses: [...uses, ...namedModels(report, (path) => texts.get(path), uses, OPTIONS)] };
}

describe.each([
  'javascript/endpoints-not-served',
  'javascript/wrappers-llamaindex',
  'python/values-computed',
  'go/go-openai',
  'config/beside-with-openais-defaults',
  'config/clients-of-frameworks',
  'config/settings-that-files-share',
  'config/variables-as-objects-not',
])('the models of %s', (fixture) => {
  it('move where a rewrite names another, and are all that are asked for', { timeout: 60_000 }, async () => {
    const { report, uses } = await found(fixture);
    const moving = new Set(uses.flatMap(({ file, line, fate }) => (fate === 'moves' ? [`${file}:${line}`] : [])));
    const mapped = report.findings.filter(({ reason }) => reason === 'model-mapped');
    expect(mapped.map(({ file, line }) => `${file}:${line}`).filter((place) => !moving.has(place))).toEqual([]);
    // `gpt-4` of the LlamaIndex app is a deployment of Azure's.
    const known = new Set([...uses.map(({ model }) => model), ...(fixture.endsWith('llamaindex') ? ['gpt-4'] : [])]);
    expect(report.shutdowns.map(({ model }) => model).filter((model) => !known.has(model))).toEqual([]);
    expect(uses.length).toBeGreaterThan(0);
  });
});
