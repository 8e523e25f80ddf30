import { knownModel, type ModelKind } from './models.js';

/** What a text says about an OpenAI model. */
export interface ModelId {
  /** The id without provider prefix and variant. */
  id: string;
  kind: ModelKind | 'fine-tune' | 'unknown';
  /** `openai/`, `openai:`, `openrouter/openai/`: the id is addressed to a router. */
  prefix: string;
  /** `:free`, `:online` of a router. */
  variant: string;
}

const DATE = /-(?:20\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))$/;
const PREFIX =
  /^(?:(?:openrouter|litellm|litellm_proxy|helicone|vercel|portkey|models|~)[/:])?(?:@?openai|text-completion-openai|openai-chat|openai-responses)(?:[/:](?:chat|responses|completion|embeddings?|image|moderation|realtime|transcription|speech))?[/:]/;
const VARIANT = /:(?:free|extended|nitro|floor|online|exacto|batch)$/;
const OPEN_WEIGHTS = /^(?:[\w.@~-]{1,80}\/){0,4}gpt-oss-(?:safeguard-)?\d{2,3}b(?:[:-][\w.-]{1,40})?$/;
const AZURE = /^(?:(?:azure|azure_ai|azureopenai|azure_openai)[/:].+|gpt-35-turbo(?:-16k|-instruct)?(?:-\d{4})?)$/;
const FINE_TUNE =
  /^(?:ft:(?:gpt-|o\d|davinci-002|babbage-002)[\w.-]{0,60}(?::[\w.-]{0,60}){0,4}|(?:ada|babbage|curie|davinci):ft-[\w-]{1,120}|gpt-(?:35?|\d)[\w.-]{0,60}\.ft-[\w-]{1,80})$/;
/** Suffix words that OpenAI has used: an id made of them is one of its own, known or to come. */
const WORDS =
  'turbo|mini|nano|micro|pro|max|preview|latest|chat|codex|spark|instruct|vision|audio|realtime|search|api|transcribe|diarize|translate|whisper|tts|image|cyber|deep-research|\\d{2,3}k|sol|terra|luna|astra|sunburst|flare';
const FAMILIES: readonly { pattern: RegExp; kind: ModelKind }[] = [
  { pattern: /^text-embedding-[3-9]-(?:small|large)$/, kind: 'embedding' },
  { pattern: /^text-(?:search|similarity)-(?:ada|babbage|curie|davinci)(?:-(?:doc|query))?-001$/, kind: 'embedding' },
  { pattern: /^dall-e-[2-9]$/, kind: 'image' },
  { pattern: /^gpt-image-\d(?:\.\d{1,2})?(?:-(?:mini|sunburst|flare))?$/, kind: 'image' },
  { pattern: /^whisper-\d$/, kind: 'audio' },
  { pattern: /^tts-\d(?:-hd)?$/, kind: 'audio' },
  { pattern: /^gpt-(?:live-)?transcribe(?:-\d)?$/, kind: 'audio' },
  { pattern: /^gpt-audio(?:-\d(?:\.\d)?)?(?:-mini)?$/, kind: 'audio-chat' },
  { pattern: /^gpt-realtime(?:-\d(?:\.\d)?)?(?:-(?:mini|whisper|translate))?$/, kind: 'realtime' },
  { pattern: /^(?:omni|text)-moderation-(?:latest|stable|007)$/, kind: 'moderation' },
  { pattern: /^omni-moderation$/, kind: 'moderation' },
  { pattern: /^sora-\d(?:-pro)?(?:-high-res)?$/, kind: 'video' },
  { pattern: /^o[1-9]\d?-(?:mini|nano|pro|preview|deep-research|mini-deep-research)$/, kind: 'reasoning' },
  { pattern: /^chatgpt-(?:\d(?:\.\d{1,2})?o?-)?latest$/, kind: 'chat' },
];
const GPT = new RegExp(`^gpt-(?:3\\.5|(?!35(?:-|$))(?:[4-9]|[1-9]\\d)(?:\\.\\d{1,2})?o?)((?:-(?:${WORDS})){0,4})$`);
const FUTURE =
  /^(?:gpt-(?:[5-9]|[1-9]\d)(?:\.\d{1,2})?(?:-[a-z][a-z0-9]{1,11}){1,3}|o[1-9]\d?(?:-[a-z][a-z0-9]{1,11}){1,2}|chatgpt-[a-z0-9.-]{1,20}-latest)$/;
/** Words that are ids only where a model is expected. */
const BARE = /^(?:o[1-9]\d?|ada|babbage|curie|davinci)$/;

/** What every id has that is no bare word: most texts are ruled out by this one look. */
const MARK = /[-:/]|^(?:o[1-9]\d?|ada|babbage|curie|davinci)$/;

/**
 * Whether the whole text is an id of OpenAI's, known or of a family it uses. `isModelPosition` says that a model is
 * expected there, which allows bare words (`o1`, `davinci`) and ids of a form not seen yet (kind `unknown`).
 */
export function modelId(text: string, isModelPosition = false): ModelId | undefined {
  if (text.length > 200 || !MARK.test(text) || !/[a-z]/.test(text)) return undefined;
  if (OPEN_WEIGHTS.test(text)) return { id: text, kind: 'open-weights', prefix: '', variant: '' };
  if (AZURE.test(text)) return { id: text, kind: 'azure', prefix: '', variant: '' };
  const prefix = PREFIX.exec(text)?.[0] ?? '';
  let id = text.slice(prefix.length);
  if (FINE_TUNE.test(id)) return { id, kind: 'fine-tune', prefix, variant: '' };
  const variant = VARIANT.exec(id)?.[0] ?? '';
  id = id.slice(0, id.length - variant.length);
  if (BARE.test(id)) {
    if (!isModelPosition && prefix === '') return undefined;
    return { id, kind: knownModel(id)?.kind ?? 'reasoning', prefix, variant };
  }
  const kind = knownModel(id)?.kind ?? familyOf(id);
  if (kind) return { id, kind, prefix, variant };
  if (isModelPosition && FUTURE.test(undated(id))) return { id, kind: 'unknown', prefix, variant };
  return undefined;
}

/** The id without the date of a snapshot: `gpt-4o-2024-08-06` → `gpt-4o`. */
export function undated(id: string): string {
  return id.replace(DATE, '');
}

function familyOf(id: string): ModelKind | undefined {
  const plain = undated(id);
  const known = plain === id ? undefined : knownModel(plain)?.kind;
  if (known) return known;
  for (const { pattern, kind } of FAMILIES) if (pattern.test(plain)) return kind;
  if (!GPT.test(plain) || plain === 'gpt-3.5') return undefined;
  if (plain.includes('realtime')) return 'realtime';
  if (plain.includes('-image')) return 'image';
  if (/-(?:transcribe|tts)/.test(plain)) return 'audio';
  if (plain.includes('-audio')) return 'audio-chat';
  if (plain.includes('-search')) return 'search-chat';
  if (plain.includes('-codex')) return 'codex';
  if (plain.includes('-instruct')) return 'completion';
  return 'chat';
}

/** Ids in running text, with their UTF-16 offsets: whole words only, so that `my-gpt-4-app` and `gpt-4.md` are none. */
export function modelIdsIn(text: string): { text: string; start: number; id: ModelId }[] {
  const found: { text: string; start: number; id: ModelId }[] = [];
  for (const match of text.matchAll(/[A-Za-z0-9~@][\w.:@/~-]{2,199}/g)) {
    // `${MODEL:-gpt-4o}`: the default of a shell variable stands behind `:-`.
    if (/[\w./:@~-]/.test(text[match.index - 1] ?? '')) continue;
    const whole = match[0].replace(/(?<![.:/-])[.:/-]+$/, '');
    const skipped = whole.lastIndexOf(':-') + 2;
    const word = skipped > 1 ? whole.slice(skipped) : whole;
    const id = modelId(word);
    if (id) found.push({ text: word, start: match.index + whole.length - word.length, id });
  }
  for (const { 0: whole, 1: word = '', index } of text.matchAll(BARE_BEHIND_KEY)) {
    const id = modelId(word, true);
    if (id) found.push({ text: word, start: index + whole.length - word.length, id });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** `model: o3`, `DEFAULT_MODEL=o1`, `"chatModel": "o3"`: a bare word is an id where what stands before it calls it a model. */
const BARE_BEHIND_KEY =
  /(?<![A-Za-z])\w{0,40}model(?:[-_]?(?:id|name))?["'`]?[ \t]{0,8}[:=][ \t]{0,8}["'`]?(o[1-9]\d?)(?![\w.:/@~-])/gi;

/** Kinds that a chat call takes, and that the default map replaces. */
const CHAT_KINDS = new Set<ModelId['kind']>(['chat', 'reasoning', 'completion', 'codex']);

export function isChatModel(id: ModelId): boolean {
  return CHAT_KINDS.has(id.kind);
}
