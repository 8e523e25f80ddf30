import type { Profile } from './profile.js';

/** Providers' words in names of keys: a key with one of them is that provider's. Those of profiles are their own. */
const PROVIDERS =
  'AZURE ANTHROPIC CLAUDE GEMINI GOOGLE VERTEX MISTRAL GROQ TOGETHER FIREWORKS COHERE PERPLEXITY PPLX XAI GROK DEEPSEEK MOONSHOT QWEN DASHSCOPE OPENROUTER OLLAMA LMSTUDIO LM_STUDIO VLLM LLAMACPP LLAMA_CPP LOCALAI HUGGINGFACE HF REPLICATE NVIDIA CEREBRAS GITHUB CLOUDFLARE AI_GATEWAY LITELLM PORTKEY HELICONE BEDROCK AWS DEEPINFRA ANYSCALE OCTOAI LEPTON SAMBANOVA MINIMAX ZHIPU BIGMODEL ARK VOLC VOLCENGINE DOUBAO SILICONFLOW TONGYI KIMI HUNYUAN STEPFUN BAICHUAN QIANFAN ZAI NOVITA NEBIUS HYPERBOLIC HOLYSHEEP'.split(
    ' ',
  );

/**
 * What names of variables say of a service, and what they become. `OPENAI_API_KEY` names OpenAI; `OPENAPI` (a common slip) and
 * `OPENAI_COMPATIBLE_KEY` do not, and `AZURE_OPENAI_API_KEY` is another's.
 */
export function variableNaming(profile: Profile, others: readonly Profile[]) {
  const { variableWord, otherWords = [], variables, otherNames } = profile;
  const words = [variableWord, ...otherWords];
  const own = new RegExp(`(?<![A-Z])(?:${words.join('|')})(?![A-Z])|^${variableWord}`);
  const compatible = new RegExp(`${variableWord}_COMPATIBLE`);
  // An SDK's own names, read for whatever is asked, are no other service's.
  const foreign = new Set([
    ...PROVIDERS,
    ...others.filter((one) => !one.isDefaultOfSdks).map((one) => one.variableWord),
  ]);
  for (const word of words) foreign.delete(word);
  const other = new RegExp(`(?:^|[_.])(?:${[...foreign].join('|')})(?:[_.]|$)`, 'i');
  const otherSpellings = new Set(otherNames?.apiKey);
  const namesAlone = (variable: string) => own.test(variable) && !other.test(variable) && !compatible.test(variable);
  // Of `section.key` each is a name, in whatever case.
  const isNamedIn = (part: string) => namesAlone(part.toUpperCase());
  const inWords = new RegExp(`(?:${words.map(anyCase).join('|')})(?![a-z])`);
  const names = (variable: string) => {
    if (isOfKeys(variable)) return false;
    if (isOfWords(variable))
      return inWords.test(variable) && !other.test(wordsOf(variable)) && !compatible.test(wordsOf(variable));
    if (isOfParts(variable)) return !other.test(variable) && variable.split('.').some(isNamedIn);
    return namesAlone(variable);
  };
  const replaced = new RegExp(words.join('|'));
  return {
    names,
    /** Whether a text may hold such a name: most files of a large repository hold none. */
    mayHoldNames: (text: string) => words.some((word) => text.includes(word)),
    namesOther: (variable: string) => other.test(variable),
    word: new RegExp(words.map((one) => one.replace('_', '[-_]')).join('|'), 'i'),
    isSpokenOf: new RegExp(
      words.map((one) => one.replace('_', '[\\W_]')).join('|') + (profile.servesCatalog ? '|gpt' : ''),
      'i',
    ),
    /**
     * `OPENAI_X` → `HOLYSHEEP_X`, with the target's own names for the three that SDKs know, however the key is spelled, unless
     * that name is another key’s already. A name without the service in it (`LLM_MODEL`) stays. Of `openai.api_key` each part is a name.
     */
    renamed(variable: string, to: Profile, isKeyTaken = false): string {
      if (isOfWords(variable)) return names(variable) ? variable.replace(inWords, spelled(to)) : variable;
      if (isOfParts(variable)) {
        const inCase = (part: string, name: string) => (part === part.toUpperCase() ? name : name.toLowerCase());
        const parts = names(variable) ? variable.split('.') : [];
        const changed = parts.map((part) =>
          isNamedIn(part) ? inCase(part, this.renamed(part.toUpperCase(), to)) : part,
        );
        return changed.join('.') || variable;
      }
      if (variable === variables.apiKey || (otherSpellings.has(variable) && !isKeyTaken)) return to.variables.apiKey;
      if (variable === variables.baseUrl || otherNames?.baseUrl.includes(variable)) return to.variables.baseUrl;
      if (variable === variables.model) return to.variables.model;
      return names(variable) ? variable.replace(replaced, to.variableWord) : variable;
    },
  };
}

/** The keys that lead to a value, which say where it lies: `OpenAI:ApiKey`. */
export function isOfKeys(variable: string): boolean {
  return variable.includes(':');
}

/** `OpenAIKey`: words that begin with a capital. */
function isOfWords(variable: string): boolean {
  return /^[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*$/.test(variable);
}

/** `AzureOpenAIKey` → `AZURE_OPEN_AI_KEY`, in whose parts other services' names are looked for. */
function wordsOf(variable: string): string {
  return variable.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toUpperCase();
}

/** `OPENAI` as names in words spell it, which may begin any word in them with a capital. */
function anyCase(word: string): string {
  return [...word].map((letter, index) => (index === 0 ? letter : `[${letter}${letter.toLowerCase()}]`)).join('');
}

/** The service's name as its title spells it. */
function spelled({ title, variableWord }: Profile): string {
  return title.replaceAll(' ', '').slice(0, variableWord.length);
}

/** `openai.api_key`, `openai_api_key`: each part is a name, in whatever case. Much else of a program is called so. */
export function isOfParts(variable: string): boolean {
  return variable.includes('.') || /^[a-z][a-z0-9]*_[a-z0-9_]+$/.test(variable);
}

/**
 * Whether the name says that the variable holds an address, a key or a model: what a connection is made of. Several tokens are a
 * number of them (`OPENAI_MAX_TOKENS`), and what says what is to be done with a key is a switch (`ALLOW_OPENAI_KEY`).
 */
export function isConnection(variable: string): boolean {
  if (/^(?:ALLOW|DISABLE|ENABLE|HAS|HIDE|IS|REQUIRE|SHOW|SKIP|USE)_/.test(variable)) return false;
  return /(?:KEYS?|TOKEN|SECRETS?|URLS?|URI|BASE|HOST|ENDPOINT|PROXY|MODELS?|MODEL_(?:NAME|ID))$/.test(variable);
}
