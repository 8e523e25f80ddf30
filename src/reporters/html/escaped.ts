import { visible } from '../../visible.js';

/** Text for an element or an attribute in quotes. What a browser would act on, or not show, is spelled out. */
export function escaped(text: string): string {
  return visible(text)
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
