import type { Profile } from './profile.js';

/** UTF-16 offsets. */
export interface HostMatch {
  start: number;
  end: number;
  host: string;
}

export interface PatternMatch {
  start: number;
  end: number;
  /** How its dots are written. */
  dot: string;
  /** It is all of a host. */
  isWhole: boolean;
}

export const OPENAI_HOST = 'api.openai.com';

/** The ways in which a regular expression, or a text of one, writes a dot. */
const DOT = '(?:\\\\{1,2}\\.|\\[\\.\\])';

/**
 * How a service's API hosts are found: `api.openai.com`, `eu.api.openai.com`. Pages such as platform.openai.com or
 * cdn.openai.com are no API and no finding.
 */
export function hostMatcher({ hosts, hostPrefix }: Profile) {
  const [first = ''] = hosts;
  const domain = first.split('.').slice(-2).join('.');
  const [name = '', top = ''] = domain.split('.');
  const prefix = (dot: string) => (hostPrefix === undefined ? '' : `(?:(?:${hostPrefix})${dot})?`);
  const plain = `${prefix('\\.')}(?:${hosts.map((one) => one.replaceAll('.', '\\.')).join('|')})`;
  const whole = new RegExp(`(?<![\\w.-])${plain}(?![\\w-]|\\.[a-z])`, 'g');
  const labels = first.split('.');
  const before = labels.slice(0, -1).join(DOT);
  /** `api\.openai\.com`, … */
  const escapedHost = new RegExp(
    `(?<!(?<!\\\\)[\\w-]|\\.)${prefix(DOT)}${before}(${DOT})${labels.at(-1)}(?![\\w-])`,
    'g',
  );
  /** … and `openai\.com`, where what comes before it is left open. */
  const escapedDomain = new RegExp(`(?<!(?<!\\\\)[\\w-]|[\\w-]${DOT})${name}(${DOT})${top}(?![\\w-])`, 'g');
  return {
    domain,
    hostForm: new RegExp(
      `^((?:https?|\\*):\\/\\/)?(\\*\\.|\\.)?(${plain}|${domain.replace('.', '\\.')})(:(?:\\d+|\\*))?(\\/[^\\s"'\\\\]*)?$`,
      'i',
    ),
    hostsIn(text: string): HostMatch[] {
      if (!hosts.some((host) => text.includes(host))) return [];
      return [...text.matchAll(whole)].map((match) => ({
        start: match.index,
        end: match.index + match[0].length,
        host: match[0],
      }));
    },
    hostsInPattern(text: string): PatternMatch[] {
      if (!text.includes(name)) return [];
      const found = (pattern: RegExp, isWhole: boolean) =>
        [...text.matchAll(pattern)].map(({ 0: host, 1: dot = '.', index }) => {
          return { start: index, end: index + host.length, dot, isWhole };
        });
      return [...found(escapedHost, true), ...found(escapedDomain, false), ...found(whole, true)].sort(
        (a, b) => a.start - b.start,
      );
    },
  };
}

/** The host of the first URL in a text: `https://x.y/v1` → `x.y`; undefined without one. */
export function hostOf(text: string): string | undefined {
  return /^\s*(?:https?|wss?):\/\/(?:[^/@\s]*@)?([^/:?#\s]+)/i.exec(text)?.[1]?.toLowerCase();
}

/**
 * Hosts of other services that speak OpenAI's protocol. Source: their own docs, see catalog/sdks. Cloudflare's AI Gateway is none: it hands
 * on what it is asked, with the key that it is given (developers.cloudflare.com/ai-gateway).
 */
const KNOWN_PROVIDER_HOST =
  /(?:^|\.)(?:openrouter\.ai|groq\.com|together\.(?:xyz|ai)|deepseek\.com|mistral\.ai|perplexity\.ai|x\.ai|fireworks\.ai|anthropic\.com|googleapis\.com|azure\.com|ai\.azure\.com|github\.ai|nvidia\.com|cerebras\.ai|deepinfra\.com|huggingface\.co|(?<!gateway\.ai\.)cloudflare\.com|vercel\.sh|aliyuncs\.com|moonshot\.(?:cn|ai)|bigmodel\.cn|siliconflow\.(?:cn|com)|sambanova\.ai|cohere\.(?:ai|com)|volces\.com|stepfun\.(?:com|ai)|baichuan-ai\.com|lingyiwanwu\.com|hunyuan\.cloud\.tencent\.com|baidubce\.com|minimaxi?\.(?:chat|com|io)|z\.ai|novita\.ai|nebius\.(?:ai|com)|hyperbolic\.xyz|302\.ai|example\.(?:com|org))$/;

export function isProviderHost(host: string): boolean {
  return KNOWN_PROVIDER_HOST.test(host);
}

/** Whether a host is the service itself, or what its base URL names. */
export function isHostOf({ hosts, baseUrl }: Profile, host: string): boolean {
  return hosts.includes(host) || hostOf(baseUrl) === host;
}
