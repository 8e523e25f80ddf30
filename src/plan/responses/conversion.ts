import type { SourceModel, Span } from '../../ir.js';
import type { Insertion, Writer } from '../../languages/writer.js';
import type { Linked } from '../../link/link.js';
import type { UnitReason } from '../types.js';

/** Edits that belong together, and the place that they are about. */
export interface Change extends Span {
  model: SourceModel;
  edits: Insertion[];
}

/** What turns calls of the Responses API into chat calls, or what stands in the way of it. */
export class Conversion {
  readonly changes: Change[] = [];
  readonly obstacles: UnitReason[] = [];

  constructor(
    readonly linked: Linked,
    readonly writerOf: (model: SourceModel) => Writer,
  ) {}

  change(at: Span & { model: SourceModel }, ...edits: Insertion[]): void {
    this.changes.push({ model: at.model, start: at.start, end: at.end, edits });
  }

  /** `why` ends the sentence “cannot become a chat call: …”. */
  stop(why: string, at: Span & { model: SourceModel }): void {
    const { start, end } = at;
    this.obstacles.push({ code: 'responses-form', detail: why, at: { model: at.model, span: { start, end } } });
  }
}
