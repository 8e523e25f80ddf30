/**
 * OpenAI's API hosts: `api.openai.com`, one for each region (`eu.`, `us.`, `au.`, `in.`, `jp.`, `ae.`), and `mtls.`.
 * Source: developers.openai.com/api/docs/guides/data-residency, openai/openai-node src/internal/data-residency.ts
 * (2026-11-24). Pages such as platform.openai.com or cdn.openai.com are no API and no finding.
 */
const HOST = /(?<![\w.-])(?:(?:[a-z]{2}|mtls)\.)?api\.openai\.com(?![\w-]|\.[a-z])/g;

/** Where an OpenAI API host stands in a text. */
export function openaiHosts(text: string): { start: number; end: number; host: string }[] {
  if (!text.includes('api.openai.com')) return [];
  return [...text.matchAll(HOST)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    host: match[0],
  }));
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
