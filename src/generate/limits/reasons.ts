/** Why a client sends as before, each with what to do. `DETAIL` is filled in. */
export const UNLIMITED = {
  'not-moved': 'It asks OpenAI still: migrate it first, with --write.',
  'other-client':
    'It is made by DETAIL, which is not known to take another transport: limit it by hand, or by its own settings.',
  notebook: 'It stands in a notebook, which imports no module beside it.',
  browser: 'It runs in a browser, where each user has a process of their own.',
  'own-transport': 'It has a transport of its own, DETAIL: put the one of the module around it by hand.',
  'options-elsewhere': 'Its options are not written in the call alone: put DETAIL there by hand.',
  'name-taken': 'The file has another thing named DETAIL.',
  'no-import': 'It is not known how this file imports a module beside it: put the import in by hand.',
  'module-form': 'The module is DETAIL, which this file cannot load.',
  syntax: 'The file would not parse any more.',
} as const;

export type UnlimitedCode = keyof typeof UNLIMITED;

export interface UnlimitedClient {
  /** `src/chat.ts:12:16` */
  unit: string;
  reason: UnlimitedCode;
  message: string;
}

export function unlimited(unit: string, reason: UnlimitedCode, detail = ''): UnlimitedClient {
  return { unit, reason, message: UNLIMITED[reason].replace('DETAIL', () => detail) };
}
