import { HOLYSHEEP, type Keys, OPENAI } from './hosts.js';

/** What the tool is asked to do in a repository that has no commit yet. */
export const WRITE = ['--write', '--allow-dirty'];

/** … and of the Responses API. */
export const CHAT = ['--responses', 'chat'];

export const HOST = [/api\.openai\.com/g, 'api.holysheep.ai'] as const;
export const KEY = [/OPENAI_API_KEY/g, 'HOLYSHEEP_API_KEY'] as const;
export const MODEL = [/gpt-[\w.-]+/g, 'deepseek-v3.2'] as const;

export const bothKeys = ({ openai, holysheep }: Keys) => ({ OPENAI_API_KEY: openai, HOLYSHEEP_API_KEY: holysheep });

/** Ways to do without the tool: text that is replaced in every file, then the environment of the deployment. */
export const RECIPES = [
  { title: 'the host replaced', replacements: [HOST], environment: bothKeys },
  { title: 'the host and the name of the key replaced', replacements: [HOST, KEY], environment: bothKeys },
  {
    title: 'the host, the name of the key and the models replaced',
    replacements: [HOST, KEY, MODEL],
    environment: bothKeys,
  },
  {
    title: 'only the variables of the article set',
    replacements: [],
    environment: ({ holysheep }: Keys) => ({
      OPENAI_API_BASE: `https://${HOLYSHEEP}/v1`,
      OPENAI_API_KEY: holysheep,
      OPENAI_MODEL: 'deepseek-v3.2',
    }),
  },
] as const;

/** What a deployment may still have from the time before: it must not send anything back to OpenAI. */
export const LEFT_OVER = {
  OPENAI_BASE_URL: `https://${OPENAI}/v1`,
  OPENAI_API_BASE: `https://${OPENAI}/v1`,
  OPENAI_MODEL: 'gpt-4o',
};
