import type { JudgedRequest } from './judge-requests.js';
import type { Check } from './outcomes.js';

/** What a look at the gateway found. */
export interface GatewayReport {
  baseUrl: string;
  title: string;
  keyVariable: string;
  checks: readonly Check[];
  exitCode: number;
}

/** Where the requests of a command went. */
export interface CommandReport {
  command: readonly string[];
  /** Of the command itself. */
  commandExitCode: number;
  requests: readonly JudgedRequest[];
  /** Clients that stay on OpenAI, and may ask for chat: where each is made. */
  staying: readonly string[];
  /** Variables that had no key, and got one that is made up. */
  madeUpKeys: readonly string[];
  exitCode: number;
}
