/** Apart from the views themselves, which only a run of `cost` loads. */
export const COST_FORMAT_NAMES = ['pretty', 'json', 'markdown', 'html'] as const;

export type CostFormatName = (typeof COST_FORMAT_NAMES)[number];
