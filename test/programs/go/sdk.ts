import type { Form } from '../form.js';

/** How a package is called for a client and for what is asked. */
export interface Sdk {
  package: string;
  module: string;
  version: string;
  /** The type of a client that the program keeps. */
  client: string;
  makes: readonly Form[];
  models: readonly Form[];
  /** The type of a request, and how it is written. */
  request: string;
  messages: string;
  /** A call, of what is asked. */
  ask(client: string, request: string): string;
  embed(client: string): string;
}
