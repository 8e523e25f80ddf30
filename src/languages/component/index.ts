import type { FrontEnd } from '../front-end.js';
import { javascript } from '../javascript/index.js';
import { codeAsText } from './code-as-text.js';
import { parseComponent } from './convert-component.js';

/** Components of Vue, Svelte and Astro: modules of JavaScript in files that hold markup and styles too. */
export const component: FrontEnd = { ...javascript, parse: parseComponent, pack: undefined, complaint: codeAsText };
