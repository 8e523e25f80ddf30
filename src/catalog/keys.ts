/** A shape of API key. `pattern` is bounded on both sides and in length, so that no text makes it slow. */
interface KeyShape {
  provider: string;
  /** The key is all that matches, or the group at its end. */
  pattern: RegExp;
  /** What each such key begins with, as `KEY_BEGINNING` has it, or has within it. */
  begins?: readonly string[];
  holds?: string;
  /** For a key that any text may be: a regular expression for the name before it. */
  follows?: string;
  /** For a shape that others have, too: whether a match that begins there is such a key. */
  isKey?(text: string, start: number): boolean;
}

// The default of a shell's variable stands behind `:-`.
const B = '(?<![A-Za-z0-9_]|(?<!:)-)';
const E = '(?![A-Za-z0-9_-])';

const AZURE_NAME = 'azure[\\w.-]{0,30}key';
const OF_AZURE_NAME = new RegExp(`${AZURE_NAME}["'\\]]?\\W{1,8}$`, 'i');

/**
 * Key formats, most specific first. Sources: gitleaks and trufflehog detectors, secretlint rules;
 * HolySheep's from beauNate/holysheep-cli (login.js).
 */
export const KEY_SHAPES: readonly KeyShape[] = [
  {
    provider: 'Anthropic',
    begins: ['sk-'],
    pattern: new RegExp(`${B}sk-ant-(?:api0\\d|admin\\d\\d|oat\\d\\d)-[A-Za-z0-9_-]{80,128}${E}`, 'g'),
  },
  { provider: 'OpenRouter', begins: ['sk-'], pattern: new RegExp(`${B}sk-or-v1-[0-9a-f]{64}${E}`, 'g') },
  {
    provider: 'OpenAI',
    begins: ['sk-'],
    holds: 'T3BlbkFJ',
    pattern: new RegExp(
      `${B}sk-(?:(?:proj|svcacct|service|admin|None)-)?[A-Za-z0-9_-]{0,160}?T3BlbkFJ[A-Za-z0-9_-]{16,160}${E}`,
      'g',
    ),
  },
  { provider: 'DeepSeek', begins: ['sk-'], pattern: new RegExp(`${B}sk-[a-z0-9]{32}${E}`, 'g') },
  {
    provider: 'OpenAI',
    begins: ['sk-'],
    pattern: new RegExp(`${B}sk-(?:(?:proj|svcacct|service|admin)-[A-Za-z0-9_-]{20,200}|[A-Za-z0-9]{40,64})${E}`, 'g'),
  },
  { provider: 'Groq', begins: ['gsk_'], pattern: new RegExp(`${B}gsk_[A-Za-z0-9]{52}${E}`, 'g') },
  { provider: 'Perplexity', begins: ['pplx-'], pattern: new RegExp(`${B}pplx-[A-Za-z0-9]{48}${E}`, 'g') },
  { provider: 'xAI', begins: ['xai-'], pattern: new RegExp(`${B}xai-[A-Za-z0-9]{60,100}${E}`, 'g') },
  { provider: 'Google', begins: ['AIza'], pattern: new RegExp(`${B}AIza[A-Za-z0-9_-]{35}${E}`, 'g') },
  { provider: 'Hugging Face', begins: ['hf_'], pattern: new RegExp(`${B}hf_[A-Za-z0-9]{30,40}${E}`, 'g') },
  {
    provider: 'GitHub',
    begins: ['gho_', 'ghp_', 'ghr_', 'ghs_', 'ghu_', 'github_pat_'],
    pattern: new RegExp(`${B}(?:gh[pousr]_[A-Za-z0-9]{36,80}|github_pat_[A-Za-z0-9_]{60,100})${E}`, 'g'),
  },
  // Source: Microsoft, which puts this signature into keys of Azure since 2024.
  {
    provider: 'Azure',
    holds: 'JQQJ99',
    pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{26}(?![A-Za-z0-9])/g,
  },
  {
    provider: 'Azure',
    pattern: /key["'\]]?\W{1,8}(?<![A-Za-z0-9_-])([0-9a-f]{32})(?![A-Za-z0-9_-])/gi,
    follows: AZURE_NAME,
    isKey: isAzureKey,
  },
  { provider: 'HolySheep', begins: ['cr_'], pattern: new RegExp(`${B}cr_[A-Za-z0-9]{16,128}${E}`, 'g') },
];

/** The older keys of Azure look like any hash: a name before it tells one, or whose address the text has. Source: trufflehog. */
function isAzureKey(text: string, start: number): boolean {
  if (/[A-F]/.test(text.slice(start, start + 32))) return false;
  const before = text.slice(Math.max(0, start - 80), start);
  if (OF_AZURE_NAME.test(before)) return true;
  return /(?:api|openai)[_.-]?key["'\]]?\W{1,8}$/i.test(before) && text.includes('.openai.azure.com');
}

/** For masking only: wide on purpose. Behind `-` or `_`, as in a file's name, only what can be nothing else. */
export const LOOSE_KEY = new RegExp(
  `${B}(?:sk|cr|gsk|pplx|xai|hf|ghp)[-_][A-Za-z0-9_-]{12,240}${E}` +
    `|(?<=[_-])sk-(?:(?:proj|svcacct|service|admin|None)-[A-Za-z0-9_-]{20,240}${E}|[A-Za-z0-9]{20,100}(?![A-Za-z0-9]))`,
  'g',
);

/** What each of those begins with. From `-` or `_` on the engine can skip ahead, many times as fast. */
export const LOOSE_BEGINNING = /[-_](?<=(?:sk|cr|gsk|pplx|xai|hf|ghp)[-_])[A-Za-z0-9_-]{12}/;

/**
 * What servers that ask for no key have people write where an SDK insists on one. Sources: the documentation of Ollama (“OpenAI
 * compatibility”), LM Studio (“OpenAI Compatibility API”), vLLM (“OpenAI-Compatible Server”; `token-abc123` is its example),
 * FastChat (`docs/openai_api.md`) and llama.cpp (`tools/server/README.md`).
 */
const KEYS_FOR_ANY_SERVER = [
  'ollama',
  'lm-studio',
  'lmstudio',
  'EMPTY',
  'token-abc123',
  'not-needed',
  'not-required',
  'no-key',
  'no-key-needed',
  'no-key-required',
  'sk-no-key-required',
];

const FOR_ANY_SERVER = new RegExp(`^(?:${KEYS_FOR_ANY_SERVER.join('|')})$`, 'i');

/** A key that OpenAI never takes: it is written for a server that asks for none. */
export function isForAnyServer(key: string): boolean {
  return FOR_ANY_SERVER.test(key.trim());
}

const WORD = '[\\w.-]{0,60}';
const PLACEHOLDER = new RegExp(
  `^(?:|(?:sk|cr|gsk|hs)[-_](?:proj-|svcacct-|admin-|ant-|or-v1-)?(?:\\.{2,}|…|[xX]{2,}|\\*+|0+|1234\\w{0,60}|abc\\w{0,60}|(?:your|my|test|fake|dummy|example|placeholder|mock|sample|replace|insert)${WORD}|key|here|<[^>]{0,80}>)` +
    `|(?:your|my|insert|replace|change|enter|paste|put|add)[-_ ]?(?:me|this|your|the|with|here|api|openai|holysheep|deepseek|secret|key|token)[\\w \\-.]{0,80}` +
    `|<[^<>]{1,80}>|\\[[^\\]]{1,80}\\]|\\{\\{[^}]{1,80}\\}\\}|\\$\\{?[A-Za-z_]\\w{0,80}(?::?[-?+=][^}]{0,80})?\\}?|\\$\\{\\{[^}]{1,120}\\}\\}|%\\w{1,80}%|@\\w{1,80}@` +
    `|(?:test|fake|dummy|mock|example|sample|placeholder|redacted|changeme|todo|none|null|undefined|${KEYS_FOR_ANY_SERVER.join('|')}|anything|secret|token|user_provided|demo|api[-_]?key|key|foo|bar|x{3,}|\\*{3,}|\\.{3,}|0{3,})(?:[-_]?(?:api|key|token|secret|\\d{1,4})){0,4})$`,
  'i',
);

/** A stand-in that documentation, examples and tests use: not a key. A key is ASCII. */
export function isPlaceholder(text: string): boolean {
  return text.length <= 200 && (NOT_OF_A_KEY.test(text.trim()) || PLACEHOLDER.test(text.trim()));
}

/** Whether a text begins as keys do, and none of the service's own: `sk-…` where those begin with `cr_`. */
export function beginsAsOthers(text: string, service: string): boolean {
  const shapes = KEY_SHAPES.filter(({ begins }) => begins?.some((begin) => text.trim().startsWith(begin)));
  return shapes.length > 0 && !shapes.some(({ provider }) => provider.toLowerCase() === service);
}

/** What the keys of a service begin with, where those of another one begin otherwise. */
export function beginningsUnlike(service: string, other: string): string[] {
  const of = (name: string) =>
    KEY_SHAPES.filter(({ provider }) => provider.toLowerCase() === name).flatMap(({ begins = [] }) => begins);
  const others = of(other);
  return [...new Set(of(service))].filter((begin) => !others.includes(begin));
}

const NOT_OF_A_KEY = /[\u0080-\uffff]/;

const OF_AZURE = /azure|JQQJ99/i;

export interface KeyMatch {
  provider: string;
  start: number;
  end: number;
}

const BEGINNINGS = [...new Set(KEY_SHAPES.flatMap(({ begins = [] }) => begins))];

/** What shapes begin with. */
export const KEY_BEGINNING = new RegExp(`(?:${BEGINNINGS.join('|')})`);

const KEY_BEGINNINGS = new RegExp(KEY_BEGINNING, 'g');

/** Expressions for one of these with `before` in front of it. As `LOOSE_BEGINNING`, from the `-` or `_` on with which nearly all end. */
export function keyBeginnings(before = ''): string[] {
  const [parted, others] = [true, false].map((isParted) =>
    BEGINNINGS.filter((begin) => /[-_]$/.test(begin) === isParted).join('|'),
  );
  return [`[-_](?<=${before}(?:${parted}))`, `${before}(?:${others})`];
}

const ANY_BEGINNING = new RegExp(keyBeginnings().join('|'));

/** Whether a key may begin in a text: most are ruled out by this look. */
export function hasKeyBeginning(text: string): boolean {
  return ANY_BEGINNING.test(text);
}

/** Who hides keys and who reports them ask about the same text, one after the other. */
let last: { text: string; found: readonly KeyMatch[] } = { text: '', found: [] };

/** Keys that look live, with UTF-16 offsets. No two overlap. */
export function keysIn(text: string): readonly KeyMatch[] {
  if (last.text !== text) last = { text, found: findKeys(text) };
  return last.found;
}

function findKeys(text: string): KeyMatch[] {
  const found: KeyMatch[] = [];
  const beginnings = new Set(hasKeyBeginning(text) ? text.match(KEY_BEGINNINGS) : []);
  if (beginnings.size === 0 && !OF_AZURE.test(text)) return found;
  for (const { provider, pattern, begins, holds, isKey } of KEY_SHAPES) {
    // Most texts have the beginnings of few shapes.
    if (begins && !begins.some((beginning) => beginnings.has(beginning))) continue;
    if (holds !== undefined && !text.includes(holds)) continue;
    for (const match of text.matchAll(pattern)) {
      const key = match[1] ?? match[0];
      const end = match.index + match[0].length;
      const start = end - key.length;
      if (isPlaceholder(key) || entropy(key) < 3 || isKey?.(text, start) === false) continue;
      if (found.some((other) => start < other.end && other.start < end)) continue;
      found.push({ provider, start, end });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** What the base64 of a key begins with: of its first characters, those that nothing behind them changes. */
const ENCODED_BEGINNINGS = BEGINNINGS.map((begin) => {
  const known = Math.floor((begin.length * 8) / 6);
  return Buffer.from(begin).toString('base64').slice(0, known);
});
const ENCODED = new RegExp(
  `(?<![A-Za-z0-9+/=])(?:${ENCODED_BEGINNINGS.join('|')})[A-Za-z0-9+/]{24,400}={0,2}(?![A-Za-z0-9+/=])`,
  'g',
);

/** Keys in base64, as the Secrets of Kubernetes hold them: a key by itself, and whatever ends its line. */
export function encodedKeysIn(text: string): KeyMatch[] {
  return [...text.matchAll(ENCODED)].flatMap(({ 0: encoded, index }) => {
    const decoded = Buffer.from(encoded, 'base64').toString().trimEnd();
    const [key] = keysIn(decoded);
    if (!key || key.start > 0 || key.end < decoded.length) return [];
    return [{ provider: key.provider, start: index, end: index + encoded.length }];
  });
}

/** Shannon entropy in bits per character. Below 3 a text is too regular to be a key (gitleaks' bound). */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
