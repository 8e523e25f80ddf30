import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { PROFILES } from '../../src/catalog/profile.js';
import { targetOf } from '../../src/catalog/target.js';
import type { Choices } from '../../src/choose/choices.js';
import { type Chooser, run } from '../../src/run.js';
import { temporaryDirectory } from '../temporary.js';
import { start } from './app.js';
import { HOLYSHEEP, OPENAI, withHosts } from './hosts.js';
import { bothKeys } from './recipes.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const asking = (client: string, who: string, model: string) =>
  `await ${client}.chat.completions.create({ model: ${model}, messages: [{ role: 'user', content: '${who}' }] });\n`;

/** Four who ask: two share a model, and one of them has its key from a file of settings; one is alone; one asks by hand. */
const APP = {
  'package.json': '{ "name": "asks", "type": "module", "main": "main.js", "dependencies": { "openai": "^6.0.0" } }',
  'main.js':
    "await import('./one.js');\nawait import('./two.js');\nawait import('./three.js');\nawait import('./four.js');\n",
  'settings.js': "export const apiKey = process.env.OPENAI_API_KEY;\nexport const MODEL = 'gpt-4o-mini';\n",
  'one.js': `import OpenAI from 'openai';\nconst one = new OpenAI();\n${asking('one', 'one', "'gpt-4o'")}`,
  'two.js': `import OpenAI from 'openai';\nimport { apiKey, MODEL } from './settings.js';\nconst two = new OpenAI({ apiKey });\n${asking('two', 'two', 'MODEL')}`,
  'three.js': `import OpenAI from 'openai';\nimport { MODEL } from './settings.js';\nconst three = new OpenAI();\n${asking('three', 'three', 'MODEL')}`,
  'four.js': `await fetch('https://api.openai.com/v1/chat/completions', {
  method: 'POST',
  headers: { authorization: \`Bearer \${process.env.OPENAI_API_KEY}\`, 'content-type': 'application/json' },
  body: JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'four' }] }),
});\n`,
};

/** Says yes to what is in these files, and with it to what holds together with that. */
function choosing(files: readonly string[]): Chooser & { moved: Set<string> } {
  const moved = new Set<string>();
  return {
    moved,
    async decline(choices: Choices) {
      const answers = new Map<string, boolean>();
      for (const unit of choices.units) {
        const offer = answers.has(unit.id) ? undefined : choices.offer(unit, answers);
        for (const { id, path } of offer?.units ?? []) {
          answers.set(id, files.includes(unit.path));
          if (files.includes(unit.path)) moved.add(path);
        }
      }
      return new Set([...answers].flatMap(([id, isWanted]) => (isWanted ? [] : [id])));
    },
    confirm: async () => true,
  };
}

const SUBSETS = Array.from({ length: 16 }, (_, bits) =>
  ['one', 'two', 'three', 'four'].filter((_name, index) => bits & (1 << index)),
);

test.each(SUBSETS.map((chosen) => ({ chosen, title: chosen.join(', ') || 'nobody' })))(
  'with $title chosen, each asks where it was said, with the key of that host',
  async ({ chosen }) => {
    const root = temporaryDirectory(APP);
    const chooser = choosing(chosen.map((name) => `${name}.js`));
    const { holysheep } = PROFILES;
    if (!holysheep) throw new Error('no profile');
    await run({
      ...{ root, selection: [], staged: false, write: true, allowDirty: true, allowNoVcs: true, envFiles: false },
      ...{
        profile: targetOf(holysheep),
        env: 'rename',
        modelMap: [],
        responses: 'keep',
        docs: false,
        typecheck: false,
      },
      ...{ userTransforms: [], chooser },
    });
    mkdirSync(join(root, 'node_modules'));
    symlinkSync(join(ROOT, 'node_modules/openai-v6'), join(root, 'node_modules/openai'), 'junction');
    await withHosts(async (hosts) => {
      const ran = await start({ root, main: 'main.js' }, hosts, bothKeys(hosts.keys));
      expect(ran).toMatchObject({ code: 0, stderr: '' });
      const isMoved = (who: string) => chooser.moved.has(`${who}.js`);
      expect(hosts.seen.map(({ host, key, status }) => ({ host, key, status }))).toEqual(
        ['one', 'two', 'three', 'four'].map((who) => ({
          host: isMoved(who) ? HOLYSHEEP : OPENAI,
          key: isMoved(who) ? hosts.keys.holysheep : hosts.keys.openai,
          status: 200,
        })),
      );
    });
    // What shares a model is asked about together, where the first of them stands; nothing else is.
    const isPair = chosen.includes('three');
    const alone = chosen.filter((name) => name === 'one' || name === 'four');
    expect([...chooser.moved].sort()).toEqual(
      [...alone, ...(isPair ? ['three', 'two'] : [])].map((name) => `${name}.js`).sort(),
    );
  },
);
