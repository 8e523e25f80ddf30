import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { files, migrate, start, withApp } from './app.js';
import { DEEPSEEK, HOLYSHEEP, OPENAI, withHosts } from './hosts.js';
import { WRITE } from './recipes.js';

const KEYS = { [OPENAI]: 'openai', [HOLYSHEEP]: 'holysheep', [DEEPSEEK]: 'deepseek' } as const;
const MODELS = { [OPENAI]: /^gpt-4o/, [HOLYSHEEP]: /^deepseek-v3\.2$/, [DEEPSEEK]: /^deepseek-v4-flash$/ };

/** The real SDK, in each of its forms of a client: without options, as a field of a class, with a stream. */
test.each(['v4-no-options', 'v4-streaming', 'v6-class-field'])(
  '%s goes from OpenAI to the gateway, to DeepSeek and back, and asks each with its key and model alone',
  { timeout: 300_000 },
  (name) =>
    withApp(name, async (app) => {
      const asks = (host: keyof typeof KEYS) =>
        withHosts(async (hosts) => {
          const { openai, holysheep, deepseek } = hosts.keys;
          const keys = { OPENAI_API_KEY: openai, HOLYSHEEP_API_KEY: holysheep, DEEPSEEK_API_KEY: deepseek };
          expect(await start(app, hosts, keys)).toMatchObject({ code: 0, stderr: '' });
          expect(hosts.seen.length).toBeGreaterThan(0);
          for (const seen of hosts.seen) {
            expect(seen).toMatchObject({ host, status: 200, key: hosts.keys[KEYS[host]] });
            expect(seen.model).toMatch(MODELS[host]);
          }
        });
      const moves = async (...flags: string[]) =>
        expect(await migrate(app, [...WRITE, ...flags])).toMatchObject({ code: 0, stderr: '' });
      const before = await files(app);
      await asks(OPENAI);
      await moves();
      await asks(HOLYSHEEP);
      await moves('--to', 'deepseek');
      await asks(DEEPSEEK);
      await moves('--to', 'openai');
      expect(await files(app)).toEqual(before);
      await asks(OPENAI);

      // Without the runs, as a colleague has it: by rules, with the model that is said.
      await moves();
      await rm(join(app.root, '.git/migrate-to-holysheep'), { recursive: true });
      await moves('--to', 'openai', '--model', 'gpt-4o');
      await asks(OPENAI);
    }),
);
