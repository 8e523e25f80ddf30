/** How a check can end. */
interface Ending {
  /** What is the case; `{…}` is filled in. */
  says: string;
  /** What to do. */
  advice: string;
  /** 1: the gateway says no; 2: it did not say anything. */
  exitCode: 0 | 1 | 2;
}

export const OUTCOMES = {
  ok: { says: '{detail}', advice: '', exitCode: 0 },
  'key-refused': {
    says: '{host} does not take the key in {variable} (401).',
    advice: 'Make a key there, and set {variable} to it. A key of OpenAI’s opens nothing at another host.',
    exitCode: 1,
  },
  'no-credit': {
    says: '{host} takes the key in {variable}, and its account is empty (402).',
    advice: 'Top it up.',
    exitCode: 1,
  },
  forbidden: {
    says: '{host} knows the key in {variable}, and does not let it do this (403).',
    advice: 'Look what the key may do, and from which networks.',
    exitCode: 1,
  },
  'not-found': {
    says: 'There is no {path} at {host} (404).',
    advice: 'Check the base URL ({variable-url}, --base-url): it ends in /v1, as a rule.',
    exitCode: 1,
  },
  'rate-limited': {
    says: '{host} takes no more requests now (429){detail}.',
    advice: 'The key is right, as far as that says. Wait, or ask for a higher limit, and run again.',
    exitCode: 1,
  },
  'gateway-fault': {
    says: '{host} is in trouble ({detail}).',
    advice: 'It is not your request. Run again later.',
    exitCode: 1,
  },
  redirected: {
    says: '{host} sends elsewhere ({detail}), and the key does not follow.',
    advice: 'Set {variable-url} or --base-url to the address that answers itself.',
    exitCode: 1,
  },
  refused: {
    says: '{host} refuses the request ({detail}).',
    advice: 'Read what it says; an app that asks the same is refused, too.',
    exitCode: 1,
  },
  'not-understood': {
    says: '{host} answers {path}, yet not as an API that speaks OpenAI’s protocol ({detail}).',
    advice: 'Check the base URL ({variable-url}, --base-url), and whether something in between answers in its place.',
    exitCode: 1,
  },
  'no-model': {
    says: '{host} does not list {model}. It lists {detail}.',
    advice: 'Choose one of these with --model, --model-map or --model-for, and migrate to it.',
    exitCode: 1,
  },
  dns: {
    says: 'The name {host} is not known here ({detail}).',
    advice: 'Check its spelling, the network, and whether a proxy is needed (HTTPS_PROXY).',
    exitCode: 2,
  },
  'connection-refused': {
    says: 'Nothing listens at {host} ({detail}).',
    advice: 'Check the port in the base URL, and firewalls.',
    exitCode: 2,
  },
  unreachable: {
    says: 'No way leads to {host} ({detail}).',
    advice: 'Check the network, and whether a proxy is needed (HTTPS_PROXY).',
    exitCode: 2,
  },
  closed: {
    says: 'The connection to {host} was cut ({detail}).',
    advice: 'Run again; if it stays so, a firewall in between may do it.',
    exitCode: 2,
  },
  timeout: {
    says: '{host} did not answer in {seconds} s.',
    advice: 'Run again, with a longer --timeout, or check firewalls: they often drop what they do not let through.',
    exitCode: 2,
  },
  tls: {
    says: 'The certificate of {host} was not accepted ({detail}), so nothing was sent.',
    advice:
      'If a proxy of your company’s opens TLS, name its certificate in NODE_EXTRA_CA_CERTS. Never switch the check off.',
    exitCode: 2,
  },
  proxy: {
    says: 'The proxy {proxy} could not be used ({detail}).',
    advice: 'Check HTTPS_PROXY, or name {host} in NO_PROXY.',
    exitCode: 2,
  },
  'proxy-denies': {
    says: 'The proxy {proxy} does not lead to {host} ({detail}).',
    advice:
      'At 407 it wants a name and a password: HTTPS_PROXY=http://NAME:PASSWORD@HOST. Else have {host} allowed there.',
    exitCode: 2,
  },
} as const satisfies Record<string, Ending>;

export type OutcomeCode = keyof typeof OUTCOMES;

/** What was looked at, and how it ended. */
export interface Check {
  /** `models`, `model`, `smoke`. */
  id: string;
  /** The model, or the kind of request. */
  about?: string;
  outcome: OutcomeCode;
  message: string;
}

/** The sentences of an outcome, with what stands in braces filled in. */
export function told(outcome: OutcomeCode, filling: Readonly<Record<string, string>>): string {
  const { says, advice } = OUTCOMES[outcome];
  return `${says} ${advice}`.trim().replace(/\{([a-z-]+)\}/g, (_, name: string) => filling[name] ?? '');
}

/** 2 outranks 1. */
export function exitCodeOf(checks: readonly Check[]): number {
  return Math.max(0, ...checks.map(({ outcome }) => OUTCOMES[outcome].exitCode));
}
