/** What a program asks a service with. */
export type Role = 'key' | 'base' | 'model';

/**
 * One way in which a program comes to have something. Words between `<` and `>` are put in: VALUE is what it is made of, MORE another value
 * of the same role, NAME, OTHER, OWNER and HEIR are new names, MODULE is a new module.
 */
export interface Form {
  name: string;
  /** Lines at the top of the module that asks. */
  imports?: readonly string[];
  /** Lines of the module that asks, … */
  lines?: readonly string[];
  /** … or of a module of its own, in which VALUE is made, too. */
  module?: readonly string[];
  /** Files that it reads, by their names. */
  files?: Readonly<Record<string, string>>;
  /** The expression that has it then. */
  gives: string;
  /** A key is not put there. */
  notForKeys?: true;
}

/** A client, of an expression that makes one: MAKE. */
export type ClientForm = Omit<Form, 'notForKeys'>;

/** A call of a client, CLIENT, and what is run for it. */
export interface CallForm {
  name: string;
  imports?: readonly string[];
  lines?: readonly string[];
  runs: readonly string[];
}

/** How programs are made in a language. */
export interface Dialect {
  main: string;
  /** What a program has besides. */
  files: Readonly<Record<string, string>>;
  /** Where a value comes from at last; ID is a model's. */
  leaves: Readonly<Record<Role, readonly Form[]>>;
  forms: readonly Form[];
  names: Readonly<Record<Role, readonly string[]>>;
  owners: readonly string[];
  /** Expressions that make a client, with what they stand on. */
  makes: readonly Form[];
  clients: readonly ClientForm[];
  calls: readonly CallForm[];
  /** Requests without an SDK. */
  requests: readonly CallForm[];
  /** What runs in the end: as it is, or in a function. */
  ends: readonly ((runs: readonly string[]) => string[])[];
  /** The files of a module. */
  filesOf(module: string, imports: readonly string[], lines: readonly string[]): Record<string, string>;
}
