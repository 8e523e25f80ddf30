import {
  encodedKeysIn,
  hasKeyBeginning,
  isPlaceholder,
  KEY_BEGINNING,
  keysIn,
  LOOSE_BEGINNING,
  LOOSE_KEY,
} from './catalog/keys.js';
import { LiteralFinder, MIN_LITERAL } from './literal-finder.js';

/** A stretch of text to be shown as `mask` instead. */
export interface Masked {
  start: number;
  end: number;
  mask: string;
}

/**
 * The one place that hides keys. It learns every secret of every scanned file before anything is shown, and each
 * view sends its text through it. It hides widely: what merely looks like a key is masked, though never reported.
 */
export interface Redactor {
  /** Remembers the secrets that stand in a scanned file. */
  learn(text: string, path: string): void;
  /** Remembers one secret that was found by other means, such as a part of a concatenated key. */
  add(secret: string): void;
  redact(text: string): string;
  /** What `redact` would mask, in order, for views that need to know places. */
  spans(text: string): Masked[];
}

/** Shorter values would mask ordinary words wherever they occur. */
const MIN_LENGTH = MIN_LITERAL;
const MAX_LENGTH = 512;

/** `token`, `authToken`, `AUTH_TOKEN`, yet not `tiktoken`: hence no case-insensitive matching. */
const SECRET_NAME =
  '(?:[Aa]pi[_-]?[Kk]ey|API[_-]?KEY|(?<![a-z])(?:secret|token|passw(?:or)?d)|Secret|Token|Passw(?:or)?d|SECRET|TOKEN|PASSW(?:OR)?D)(?:[_-]?(?:[Kk]ey|KEY))?';
/** `apiKey: "value"`, `"OPENAI_API_KEY": "value"`, `env["API_KEY"] = "value"`; in a notebook `\\"api_key\\": \\"value\\"`. */
const QUOTED = new RegExp(
  `${SECRET_NAME}[\\\\"'\`\\]]{0,4}[ \\t]{0,4}(?::|=>?|\\?\\?=?|\\|\\|)[ \\t]{0,4}(\\\\?["'\`])((?:(?!\\1)(?:\\\\[^\\s]|[^\\s\\\\])){8,512})\\1`,
  'g',
);
/** An unquoted value is text only where nothing else can stand: at the end of a line of `.env`, YAML or shell. */
const BARE = new RegExp(
  `^[ \\t]{0,40}(?:export[ \\t]+|-[ \\t]+|ENV[ \\t]+|ARG[ \\t]+)?[A-Za-z0-9_.-]{0,60}${SECRET_NAME}[ \\t]?[:=][ \\t]{0,4}([^\\s"'\`#]{8,512})[ \\t]{0,40}(?:#.*)?\\r?$`,
  'gm',
);
const BARE_FILE =
  /\.env|^\.dev\.vars|\.(?:ya?ml|toml|ini|cfg|conf|properties|sh|bash|zsh|tfvars)$|^Dockerfile|^Makefile$/i;
/** An unquoted value with any of these is an expression (a call, a member, a substitution), not a value. */
const EXPRESSION = /[(){}[\]<>;,$]|^(?:process|os|import|env|config|settings|self|this|secrets?|vars?|local|data)\./;

/** A text in quotes with which a key may begin. */
const FIRST_PART = new RegExp(`["'\`](${KEY_BEGINNING.source}[A-Za-z0-9_-]{0,240})(?=["'\`])`, 'g');

const PREFIX =
  /^(?:sk-(?:proj-|svcacct-|service-|admin-|None-|ant-|or-v1-)?|sk_|gsk_|pplx-|xai-|AIza|hf_|gh[pousr]_|github_pat_|cr_)/;

export function createRedactor(): Redactor {
  const masks = new Map<string, string>();
  const finder = new LiteralFinder();

  function add(secret: string): void {
    if (secret.length < MIN_LENGTH || secret.length > MAX_LENGTH || masks.has(secret)) return;
    const mask = maskOf(secret);
    for (const form of formsOf(secret)) {
      if (form.length < MIN_LENGTH) continue;
      masks.set(form, mask);
      finder.add(form);
    }
  }

  function learn(text: string, path: string): void {
    for (const { start, end } of [...keysIn(text), ...encodedKeysIn(text)]) add(text.slice(start, end));
    for (const { start, end } of looseKeys(text)) add(text.slice(start, end));
    for (const part of partsOfKeys(text)) add(part);
    for (const [, , value] of text.matchAll(QUOTED)) if (value !== undefined && isSecret(value)) add(value);
    if (!BARE_FILE.test(path.slice(path.lastIndexOf('/') + 1))) return;
    for (const [, value] of text.matchAll(BARE))
      if (value !== undefined && !EXPRESSION.test(value) && isSecret(value)) add(value);
  }

  function spans(text: string): Masked[] {
    const found: Masked[] = [...looseKeys(text)];
    for (const { start, end } of keysIn(text)) found.push({ start, end, mask: maskOf(text.slice(start, end)) });
    for (const match of text.matchAll(QUOTED)) {
      const [whole, quote = '', value] = match;
      if (value === undefined || !isSecret(value)) continue;
      const end = match.index + whole.length - quote.length;
      found.push({ start: end - value.length, end, mask: maskOf(value) });
    }
    for (const { start, end, literal } of finder.find(text))
      found.push({ start, end, mask: masks.get(literal) ?? maskOf('') });
    return merge(found);
  }

  return { learn, add, spans, redact: (text) => maskSpans(text, spans(text)) };
}

/** The text with these stretches masked. */
export function maskSpans(text: string, spans: readonly Masked[]): string {
  let result = '';
  let position = 0;
  for (const { start, end, mask } of spans) {
    result += text.slice(position, start) + mask;
    position = end;
  }
  return result + text.slice(position);
}

/** Says whose key it is and nothing else: no tail, no length. */
function maskOf(secret: string): string {
  return `${PREFIX.exec(secret)?.[0] ?? ''}…(redacted)`;
}

function looseKeys(text: string): Masked[] {
  const found: Masked[] = [];
  if (!LOOSE_BEGINNING.test(text)) return found;
  for (const match of text.matchAll(LOOSE_KEY)) {
    const key = match[0];
    if (isStandIn(key) || isName(key)) continue;
    found.push({ start: match.index, end: match.index + key.length, mask: maskOf(key) });
  }
  return found;
}

/** Wider than what classification asks for: also `hf_xxxxxxxx` and `m0-your-api-key`, which no random body contains. */
function isStandIn(text: string): boolean {
  return isPlaceholder(text) || /x{5}|\*{3}|\.{3}|…|(?:^|[-_])your[-_]|placeholder|change[-_]?me/i.test(text);
}

/** `hf_hub_download`, `sk-loading-spinner`: words joined, as in names. A random body of a key's length never is. */
function isName(text: string): boolean {
  return /^[a-z]{2,4}(?:[-_][a-z]{1,20}){1,8}$/.test(text);
}

/** A value under a secret's name. Words alone (`my-password`, `user.token`) are names or stand-ins, `env(API_KEY)` refers to one. */
function isSecret(value: string): boolean {
  if (isStandIn(value) || value.length < MIN_LENGTH || /^\w{1,40}\([A-Z][A-Z0-9_]*\)$/.test(value)) return false;
  if (/^[a-z]+:\/\/|^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$|^\.{0,2}\/|\$\{|\{\{|<[\w .-]+>/.test(value)) return false;
  if (/^(?:gpt|o[134]|claude|deepseek|text|gemini)-/.test(value)) return false;
  return /\d/.test(value) || (value.length >= 20 && /[a-z]/.test(value) && /[A-Z]/.test(value));
}

/** A secret as it stands in other files: escaped in a URL, in JSON or in markup, in hex, or as base64 (Kubernetes secrets). */
function formsOf(secret: string): Set<string> {
  const bytes = Buffer.from(secret);
  const forms = new Set([secret, JSON.stringify(secret).slice(1, -1), escapedInMarkup(secret), bytes.toString('hex')]);
  // Half of a surrogate pair has no place in a URL.
  forms.add(encodeURIComponent(secret.replace(/\p{Surrogate}/gu, '')));
  for (const offset of [0, 1, 2]) {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    // The first and the last group depend on what stands beside the secret: a name, a newline.
    const known = text.slice(offset === 0 ? 0 : 4, (bytes.length + offset) % 3 === 0 ? undefined : -4);
    if (known.length < 16) continue;
    forms.add(known);
    forms.add(known.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return forms;
}

function escapedInMarkup(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** The end of a text in quotes, an operator or nothing, and another one. */
const NEXT_PART = /["'`][ \t]{0,20}[+.\\]?\s{0,80}[+.]?[ \t]{0,20}[a-zA-Z]{0,2}["'`]([A-Za-z0-9_-]{1,240})(?=["'`])/y;

/** The texts of which a program puts a key together: `'sk-' + '…'`. */
function partsOfKeys(text: string): string[] {
  if (!hasKeyBeginning(text)) return [];
  const found: string[] = [];
  for (let position = 0; ; ) {
    FIRST_PART.lastIndex = position;
    const match = FIRST_PART.exec(text);
    if (!match) return found;
    const parts = [match[1] ?? ''];
    position = FIRST_PART.lastIndex;
    for (NEXT_PART.lastIndex = position; parts.length < MAX_PARTS; position = NEXT_PART.lastIndex) {
      const next = NEXT_PART.exec(text);
      if (!next) break;
      parts.push(next[1] ?? '');
    }
    const whole = parts.join('');
    if (parts.length > 1 && (keysIn(whole).length > 0 || looseKeys(whole).length > 0))
      // What all keys of a provider begin with is no secret.
      found.push(...parts.filter((part) => PREFIX.exec(part)?.[0].length !== part.length));
  }
}

const MAX_PARTS = 20;

/** Where two overlap, one stretch over both. */
function merge(found: Masked[]): Masked[] {
  const merged: Masked[] = [];
  for (const span of found.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1);
    if (last === undefined || span.start >= last.end) merged.push({ ...span });
    else last.end = Math.max(last.end, span.end);
  }
  return merged;
}
