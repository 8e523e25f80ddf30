/** A stretch of a prompt: text as it is sent, or what is only known when the program runs, by a name. */
export type PromptPart = { text: string } | { variable: string };

export interface PromptMessage {
  role: string;
  content: PromptPart[];
}

/** A parameter of a request, as JSON. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** What a call of a client that moves sends, as far as the source tells it. */
export interface FoundPrompt {
  /** Where it is written: `src/chat.ts:12`, with `#2` for a second one in that line. */
  id: string;
  messages: PromptMessage[];
  /** Values of the variables that calls in the repository give, together for each call. */
  cases: Record<string, string>[];
  /** The requests that send it: `src/client.ts:7`. */
  calls: string[];
  /** The model that is asked today; absent where nothing tells, or where it moved before. */
  from?: string;
  /** The model that is to answer. */
  to: string;
  /** What else the request holds, for the old model and for the new one. */
  before: Record<string, Json>;
  after: Record<string, Json>;
  /** What is not carried over, or carried over otherwise, as sentences. */
  notes: string[];
}

/** A request whose prompt the source does not tell, and why. */
export interface UntoldPrompt {
  call: string;
  why: string;
}

export interface Prompts {
  found: FoundPrompt[];
  untold: UntoldPrompt[];
}
