/** Why the calls of a client stay as they are, each with what to do. `DETAIL` is filled in. */
export const LEFT = {
  'other-client':
    'It is made by DETAIL. The module takes clients of the openai package only: put a canary there by hand.',
  version: 'DETAIL is installed here, and its clients cannot be copied for the gateway: update it first.',
  notebook: 'It stands in a notebook, which imports no module beside it.',
  browser: 'It runs in a browser, where one user is all there is, and a key is open to everybody.',
  edge: 'It runs at the edge, without the crypto module of Node.js.',
  'other-call':
    'DETAIL is called on it, which the module does not route: make it a plain call of chat.completions.create first.',
  'own-model': 'A call asks for a model of its own (--model-for), of which the module knows nothing.',
  'taken-apart': 'The call DETAIL is not written as client.chat.completions.create(…): write it so first.',
  'raw-answer': 'The call DETAIL asks for the raw answer, which a canary does not give.',
  'name-taken': 'The file has another thing named DETAIL.',
  'no-import':
    'It is not known how this file imports a module beside it: put the import in by hand, or run it as part of a package.',
  'module-form': 'The module is DETAIL, which this file cannot load.',
  syntax: 'The file would not parse any more.',
} as const;

export type LeftCode = keyof typeof LEFT;

export interface LeftClient {
  /** `src/chat.ts:12:16` */
  unit: string;
  reason: LeftCode;
  message: string;
}

export function leftClient(unit: string, reason: LeftCode, detail = ''): LeftClient {
  return { unit, reason, message: LEFT[reason].replace('DETAIL', () => detail) };
}
