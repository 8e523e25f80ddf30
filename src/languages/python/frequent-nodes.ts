import type { Argument, CallNode, Expression, MemberNode, SourceModel, Span, StringNode, Use } from '../../ir.js';

/**
 * The nodes of which a model has the most. They work out what follows from their other fields when they are asked for it, and
 * each is itself the use of its parts: 1,500 files take 191 MB of heap so, and 40 MB more with an object for each.
 */

/** Stands until the part is converted, which refers to the node that it is a part of. */
export const LATER = undefined as unknown as Expression;

export class Text implements StringNode {
  readonly kind = 'string';
  readonly start: number;
  readonly end: number;
  use?: Use = undefined;

  constructor(
    span: Span,
    readonly model: SourceModel,
    readonly value: string,
    readonly quote: string,
    readonly piece?: true,
  ) {
    this.start = span.start;
    this.end = span.end;
  }

  get inner(): Span {
    if (this.piece || this.quote === '') return { start: this.start, end: this.end };
    const closing = /(?:'''|""")$/.test(this.quote) ? 3 : 1;
    return { start: this.start + this.quote.length, end: this.end - closing };
  }
}

/** Also the use of its object. */
export class Member implements MemberNode {
  readonly kind = 'member';
  readonly start: number;
  readonly end: number;
  use?: Use = undefined;
  object = LATER;
  key?: Expression = undefined;

  constructor(
    span: Span,
    readonly model: SourceModel,
    public property?: string,
  ) {
    this.start = span.start;
    this.end = span.end;
  }

  get propertySpan(): Span {
    if (this.key?.kind === 'string') return this.key.inner;
    const { start, end } = this.key ?? { start: this.end - (this.property?.length ?? 0), end: this.end };
    return { start, end };
  }

  get as() {
    return 'object' as const;
  }
  get member(): MemberNode {
    return this;
  }
}

/** Also the use of its callee. */
export class Call implements CallNode {
  readonly kind = 'call';
  readonly start: number;
  readonly end: number;
  use?: Use = undefined;
  callee = LATER;
  arguments: Argument[] = [];
  readonly isNew = false;

  constructor(
    span: Span,
    readonly model: SourceModel,
    readonly argumentsSpan: Span,
  ) {
    this.start = span.start;
    this.end = span.end;
  }

  get as() {
    return 'callee' as const;
  }
  get call(): CallNode {
    return this;
  }
}

/** Also the use of its value. */
export class Given implements Argument {
  readonly start: number;
  readonly end: number;
  value = LATER;

  constructor(
    span: Span,
    readonly call: CallNode,
    readonly name?: string,
    readonly spread?: 'list' | 'mapping',
  ) {
    this.start = span.start;
    this.end = span.end;
  }

  get nameSpan(): Span | undefined {
    return this.name === undefined ? undefined : { start: this.start, end: this.start + this.name.length };
  }
  get as() {
    return 'argument' as const;
  }
  get argument(): Argument {
    return this;
  }
}
