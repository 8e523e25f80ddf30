import type { ConfigFrontEnd } from '../config/front-end.js';
import { emptyModel, sortModel } from '../config/model.js';
import { inDoubleQuotes } from '../shell/syntax.js';
import { readInstruction } from './read-instruction.js';
import { splitInstructions } from './split-instructions.js';

export const dockerfile: ConfigFrontEnd = {
  language: 'dockerfile',
  parse(path, text) {
    const model = emptyModel(path, 'dockerfile', text);
    for (const instruction of splitInstructions(text)) readInstruction(model, instruction);
    sortModel(model);
    return model;
  },
  syntax: {
    value({ text }, { quote, nameSpan, valueSpan, separator }, value) {
      if (/[\r\n]/.test(value)) return undefined;
      // An image is one word.
      if (separator === undefined && /[\s"'#\\]/.test(value)) return undefined;
      // `ENV NAME a value`: all up to the line's end, as it stands.
      const isOldForm = !text.slice(nameSpan.end, valueSpan.start).includes('=');
      if (isOldForm && /["'\\]/.test(value)) return undefined;
      if (quote === "'") return value.includes("'") ? undefined : value;
      if (quote === '"') return inDoubleQuotes(value);
      if (isOldForm) return value === '' || value !== value.trim() || value.endsWith('\\') ? undefined : value;
      return /^[^\s"'`\\#]+$/.test(value) ? value : `"${inDoubleQuotes(value)}"`;
    },
  },
};
