/** The views that can be asked for, in the order of --help. */
export const FORMAT_NAMES = [
  'pretty',
  'json',
  'ndjson',
  'sarif',
  'github',
  'gitlab',
  'junit',
  'rdjson',
  'markdown',
  'html',
] as const;

export type FormatName = (typeof FORMAT_NAMES)[number];
