import type { Check } from './outcomes.js';

/** What a look at the gateway found. */
export interface GatewayReport {
  baseUrl: string;
  title: string;
  keyVariable: string;
  checks: readonly Check[];
  exitCode: number;
}
