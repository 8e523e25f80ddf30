/**
 * OpenAI's API hosts: `api.openai.com`, one for each region (`eu.`, `us.`, `au.`, `in.`, `jp.`, `ae.`), and `mtls.`.
 * Source: developers.openai.com/api/docs/guides/data-residency, openai/openai-node src/internal/data-residency.ts
 * (2026-11-24). Pages such as platform.openai.com or cdn.openai.com are no API and no finding.
 */
const HOST = /(?<![\w.-])(?:(?:[a-z]{2}|mtls)\.)?api\.openai\.com(?![\w-]|\.[a-z])/g;

export const OPENAI_HOST = 'api.openai.com';

/** Where an OpenAI API host stands in a text. */
export function openaiHosts(text: string): { start: number; end: number; host: string }[] {
  if (!text.includes('api.openai.com')) return [];
  return [...text.matchAll(HOST)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    host: match[0],
  }));
}

/** The ways in which a regular expression, or a text of one, writes a dot. */
const DOT = '(?:\\\\{1,2}\\.|\\[\\.\\])';
/** `api\.openai\.com`, … */
const ESCAPED_HOST = new RegExp(
  `(?<!(?<!\\\\)[\\w-]|\\.)(?:(?:[a-z]{2}|mtls)${DOT})?api${DOT}openai(${DOT})com(?![\\w-])`,
  'g',
);
/** … and `openai\.com`, where what comes before it is left open. */
const ESCAPED_DOMAIN = new RegExp(`(?<!(?<!\\\\)[\\w-]|[\\w-]${DOT})openai(${DOT})com(?![\\w-])`, 'g');

/** Where an OpenAI API host stands in a regular expression, with how its dots are written; `isWhole`: it is all of a host. */
export function openaiHostsInPattern(text: string): { start: number; end: number; dot: string; isWhole: boolean }[] {
  if (!text.includes('openai')) return [];
  const found = (pattern: RegExp, isWhole: boolean) =>
    [...text.matchAll(pattern)].map(({ 0: host, 1: dot = '.', index }) => {
      return { start: index, end: index + host.length, dot, isWhole };
    });
  return [...found(ESCAPED_HOST, true), ...found(ESCAPED_DOMAIN, false), ...found(HOST, true)].sort(
    (a, b) => a.start - b.start,
  );
}

/** The host of the first URL in a text: `https://x.y/v1` → `x.y`; undefined without one. */
export function hostOf(text: string): string | undefined {
  return /^\s*(?:https?|wss?):\/\/(?:[^/@\s]*@)?([^/:?#\s]+)/i.exec(text)?.[1]?.toLowerCase();
}

/** Hosts of other services that speak OpenAI's protocol. Source: their own docs, see catalog/sdks. */
const KNOWN_PROVIDER_HOST =
  /(?:^|\.)(?:openrouter\.ai|groq\.com|together\.(?:xyz|ai)|deepseek\.com|mistral\.ai|perplexity\.ai|x\.ai|fireworks\.ai|anthropic\.com|googleapis\.com|azure\.com|ai\.azure\.com|github\.ai|nvidia\.com|cerebras\.ai|deepinfra\.com|huggingface\.co|cloudflare\.com|vercel\.sh|aliyuncs\.com|moonshot\.(?:cn|ai)|bigmodel\.cn|siliconflow\.(?:cn|com)|sambanova\.ai|cohere\.(?:ai|com)|example\.(?:com|org))$/;

export function isProviderHost(host: string): boolean {
  return KNOWN_PROVIDER_HOST.test(host);
}
