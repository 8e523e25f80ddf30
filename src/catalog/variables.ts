import type { Profile } from './profile.js';

/** Words that name OpenAI in a variable. `OPEN_AI` and `OPENAPI` (a common slip) are not the same thing. */
const OPENAI_WORD = /(?<![A-Z])(?:OPENAI|OPEN_AI)(?![A-Z])|^OPENAI/;

/** Other providers' words in names of keys: such a key is not OpenAI's. */
const OTHER_PROVIDER =
  /(?:^|_)(?:AZURE|ANTHROPIC|CLAUDE|GEMINI|GOOGLE|VERTEX|MISTRAL|GROQ|TOGETHER|FIREWORKS|COHERE|PERPLEXITY|PPLX|XAI|GROK|DEEPSEEK|MOONSHOT|QWEN|DASHSCOPE|OPENROUTER|OLLAMA|HUGGINGFACE|HF|REPLICATE|NVIDIA|CEREBRAS|GITHUB|CLOUDFLARE|AI_GATEWAY|LITELLM|PORTKEY|HELICONE|BEDROCK|AWS|DEEPINFRA|ANYSCALE|OCTOAI|LEPTON|SAMBANOVA|MINIMAX|ZHIPU|ARK|VOLC|SILICONFLOW|HOLYSHEEP)(?:_|$)/;

export function namesOpenai(variable: string): boolean {
  return OPENAI_WORD.test(variable) && !OTHER_PROVIDER.test(variable) && !/OPENAI_COMPATIBLE/.test(variable);
}

export function namesOtherProvider(variable: string): boolean {
  return OTHER_PROVIDER.test(variable);
}

/** Whether the name says that the variable holds an address, a key or a model: what a connection is made of. */
export function isConnection(variable: string): boolean {
  return /(?:KEYS?|TOKENS?|SECRETS?|URLS?|URI|BASE|HOST|ENDPOINT|PROXY|MODELS?|MODEL_(?:NAME|ID))$/.test(variable);
}

/**
 * What a variable is called after the migration: `OPENAI_X` → `HOLYSHEEP_X`, with the profile's own names for the
 * three that SDKs know, however the key is spelled, unless that name is another key’s already. A name without OpenAI in it (`LLM_MODEL`) stays.
 */
export function renamed(variable: string, profile: Profile, isKeyTaken = false): string {
  if (variable === 'OPENAI_API_KEY' || (OTHER_SPELLINGS.has(variable) && !isKeyTaken)) return profile.variables.apiKey;
  if (variable === 'OPENAI_BASE_URL' || variable === 'OPENAI_API_BASE') return profile.variables.baseUrl;
  if (variable === 'OPENAI_MODEL') return profile.variables.model;
  return namesOpenai(variable) ? variable.replace(/OPENAI|OPEN_AI/, profile.variableWord) : variable;
}

const OTHER_SPELLINGS = new Set(['OPENAI_KEY', 'OPENAI_APIKEY', 'OPEN_AI_KEY', 'OPEN_AI_API_KEY']);
