import data from './capabilities.json' with { type: 'json' };

export type Served = 'yes' | 'ignored' | 'no' | 'unknown';

export interface Endpoint {
  id: string;
  title: string;
  /** URL paths after `/v1`. */
  paths: string[];
  served: Served;
  /** Paths that OpenAI itself no longer answers for an API key: nothing there needs one. */
  withdrawn?: string[];
  why: string;
  source: string;
  confidence: string;
}

/** A request parameter that the target treats otherwise than OpenAI does. */
export interface ParameterFact {
  id: string;
  /** Where it stands in the request body; `*` for each element of a list. */
  path: string;
  /** Which values matter; all when absent. */
  when?: { equals?: unknown[]; not?: unknown[] };
  served: Served;
  action: 'rewrite' | 'warn' | 'block';
  to?: string;
  transform?: string;
  advice: string;
  why: string;
  source: string;
  confidence: string;
}

export const ENDPOINTS = data.endpoints as readonly Endpoint[];
export const PARAMETERS = data.parameters as readonly ParameterFact[];

const BY_ID = new Map(ENDPOINTS.map((endpoint) => [endpoint.id, endpoint]));

export function endpoint(id: string): Endpoint | undefined {
  return BY_ID.get(id);
}

/** The endpoint of a URL path such as `/v1/chat/completions?x=1`; undefined for a path that is not known. */
export function endpointOfPath(path: string): Endpoint | undefined {
  const bare = path.replace(/^\/*v\d+(?=\/|$)/, '').replace(/^\/*/, '/');
  const matches = ENDPOINTS.flatMap((one) =>
    one.paths
      .filter((p) => bare === p || bare.startsWith(`${p}/`) || bare.startsWith(`${p}?`))
      .map((p) => ({ one, p })),
  );
  matches.sort((a, b) => b.p.length - a.p.length);
  return matches[0]?.one;
}

/** Whether the path is one that no API key opens any more. */
export function isWithdrawn(path: string): boolean {
  const bare = path.replace(/^\/*v\d+(?=\/|$)/, '').replace(/^\/*/, '/');
  return ENDPOINTS.some((one) => one.withdrawn?.some((p) => bare.startsWith(p)));
}
