/**
 * OpenAI's API hosts. Source: platform.openai.com docs (regional endpoints); pages such as platform.openai.com or
 * cdn.openai.com are no API and no finding.
 */
export const OPENAI_HOSTS: readonly string[] = ['api.openai.com', 'eu.api.openai.com', 'us.api.openai.com'];

const HOST = /(?<![\w.-])(?:(?:eu|us)\.)?api\.openai\.com(?![\w-]|\.[a-z])/g;

/** Where an OpenAI API host stands in a text. */
export function openaiHosts(text: string): { start: number; end: number; host: string }[] {
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
