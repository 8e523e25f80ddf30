import type { Option } from 'commander';

/** What the value of a key is in a file. `pairs`: an object of texts, for `--model-map old=new`. */
export type ConfigForm = 'truth' | 'text' | 'texts' | 'pairs';

export function formOf(option: Option): ConfigForm {
  if (option.isBoolean() || option.negate) return 'truth';
  if (/=\w+>$/.test(option.flags)) return 'pairs';
  return Array.isArray(option.defaultValue) ? 'texts' : 'text';
}
