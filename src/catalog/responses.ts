import data from './responses.json' with { type: 'json' };

/** What of the Responses API has a counterpart in chat completions. Data: `responses.json`. */
interface ResponsesFacts {
  parameters: {
    /** They mean the same in both. */
    same: string[];
    renamed: Record<string, string>;
    /** Values that ask for nothing, so that the parameter can go. */
    dropped: { name: string; equals: unknown }[];
  };
  /** Roles of messages that are written as another. */
  roles: Record<string, string>;
  messageKeys: string[];
  /** Types of parts of a message, and what they are called in chat. */
  parts: Record<string, string>;
  /** Types of parts that chat of the gateway does not take. */
  otherParts: string[];
  /** What of a function tool stands inside `function` in chat. */
  toolKeys: string[];
  answer: {
    /** Where the whole text of the answer is read; `#` is a number. */
    text: string[];
    same: string[];
    renamed: Record<string, string>;
    /** Of an item that calls a function. */
    item: Record<string, string>;
  };
  events: {
    /** The event that brings a piece of the text, as `delta`. */
    text: string;
    /** What else of a stream may be used. */
    same: string[];
  };
}

export const RESPONSES: ResponsesFacts = data;
