/** What a request may ask of a model that not each one can. */
export const CAPABILITIES = ['vision', 'audio', 'json_schema', 'n', 'logit_bias', 'files'] as const;
export type Capability = (typeof CAPABILITIES)[number];
