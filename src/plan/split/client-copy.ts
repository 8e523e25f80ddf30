import type { SourceModel, Span } from '../../ir.js';
import type { Insertion } from '../../languages/writer.js';
import type { Edit } from '../types.js';

export interface CopiedStatement {
  model: SourceModel;
  span: Span;
  names: Insertion[];
  /** The lines above it stand above the copy too, as far as they are empty. */
  isFunction?: true;
}

/** A client of its own for the calls that move, written below the one that they are made on now. */
export interface ClientCopy {
  /** What the new client is called. */
  name: string;
  /** What the one that stays is called. */
  oldName: string;
  /** Statements that are written once more, each below itself, with other names. */
  statements: CopiedStatement[];
  /** What leads the calls to the new client. */
  edits: Edit[];
}
