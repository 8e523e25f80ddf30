import type {
  Argument,
  Binding,
  CallNode,
  ChoiceNode,
  ConstantNode,
  Entry,
  Expression,
  ListNode,
  MemberNode,
  ObjectNode,
  OperationNode,
  ReferenceNode,
  SelfNode,
  SourceModel,
  Span,
  StringNode,
  TemplateNode,
  TypeUse,
  Use,
  WrapperNode,
} from '../../ir.js';

/**
 * The nodes of which a model has many. What all of a kind share lies in the prototype, what follows from other fields is
 * worked out when it is asked for, and a node is itself the use of its parts.
 */

/** Stands until the part is converted, which refers to the node that it is a part of. */
const LATER = undefined as unknown as Expression;
/** For every list without elements. */
export const NONE = Object.freeze([]) as unknown as never[];

/** What every object of the class has. */
export function share(made: { prototype: object }, fields: object): void {
  Object.assign(made.prototype, fields);
}

/** A literal whose text stands in the source as it is. */
export class Text implements StringNode {
  declare readonly kind: 'string';
  readonly start: number;
  readonly end: number;
  use?: Use = undefined;
  /** Where it lies once the model is packed. */
  place = 0;

  constructor(
    { start, end }: Span,
    readonly model: SourceModel,
    readonly quote: string,
  ) {
    this.start = start;
    this.end = end;
  }

  get value(): string {
    const { start, end } = this.inner;
    return this.model.text.slice(start, end);
  }
  get inner(): Span {
    const { quote } = this;
    return { start: this.start + quote.length, end: this.end - closingLength(quote) };
  }
}
share(Text, { kind: 'string' });

/** How long the quote is that ends a literal. `quote`: the one that begins it, with its prefix. */
export function closingLength(quote: string): number {
  return quote.endsWith('"""') || quote.endsWith("'''") ? 3 : Math.min(quote.length, 1);
}

/** A literal whose source says its text in another way. */
export class EscapedText extends Text {
  constructor(
    span: Span,
    model: SourceModel,
    quote: string,
    readonly meant: string,
  ) {
    super(span, model, quote);
  }

  override get value(): string {
    return this.meant;
  }
}

/** A part of a literal that interpolates. */
export class Piece implements StringNode {
  declare readonly kind: 'string';
  declare readonly piece: true;
  readonly start: number;
  readonly end: number;
  use?: Use = undefined;
  /** Where it lies once the model is packed. */
  place = 0;

  constructor(
    { start, end }: Span,
    readonly model: SourceModel,
    readonly quote: string,
    readonly value: string,
  ) {
    this.start = start;
    this.end = end;
  }

  get inner(): Span {
    return { start: this.start, end: this.end };
  }
}
share(Piece, { kind: 'string', piece: true });

export class Constant implements ConstantNode {
  declare readonly kind: 'constant';
  readonly start: number;
  readonly end: number;
  use?: Use = undefined;
  /** Where it lies once the model is packed. */
  place = 0;

  constructor(
    { start, end }: Span,
    readonly model: SourceModel,
    readonly value: ConstantNode['value'],
  ) {
    this.start = start;
    this.end = end;
  }
}
share(Constant, { kind: 'constant' });

/** A regular expression between `/` and `/`. */
export class PatternLiteral extends Constant {
  constructor(
    span: Span,
    model: SourceModel,
    readonly patternEnd: number,
  ) {
    super(span, model, undefined);
  }

  get pattern(): Span {
    return { start: this.start + 1, end: this.patternEnd };
  }
}

export class Reference implements ReferenceNode {
  declare readonly kind: 'reference';
  readonly start: number;
  readonly end: number;
  use?: Use = undefined;
  /** Where it lies once the model is packed. */
  place = 0;

  constructor(
    { start, end }: Span,
    readonly model: SourceModel,
    readonly name: string,
    readonly binding?: Binding,
  ) {
    this.start = start;
    this.end = end;
  }
}
share(Reference, { kind: 'reference' });

export class Self implements SelfNode {
  declare readonly kind: 'self';
  readonly start: number;
  readonly end: number;
  use?: Use = undefined;
  /** Where it lies once the model is packed. */
  place = 0;

  constructor(
    { start, end }: Span,
    readonly model: SourceModel,
    readonly of: SelfNode['of'],
  ) {
    this.start = start;
    this.end = end;
  }
}
share(Self, { kind: 'self' });

/** Also the use of its object. */
export class Member implements MemberNode {
  declare readonly kind: 'member';
  declare readonly as: 'object';
  readonly start: number;
  readonly end: number;
  use?: Use = undefined;
  object = LATER;
  key?: Expression = undefined;
  /** Where it lies once the model is packed. */
  place = 0;

  constructor(
    { start, end }: Span,
    readonly model: SourceModel,
    public property?: string,
  ) {
    this.start = start;
    this.end = end;
  }

  get propertySpan(): Span {
    if (this.key?.kind === 'string') return this.key.inner;
    const { start, end } = this.key ?? { start: this.end - (this.property?.length ?? 0), end: this.end };
    return { start, end };
  }
  get member(): MemberNode {
    return this;
  }
}
share(Member, { kind: 'member', as: 'object' });

/** One whose name may be written in more ways than one. */
export class PlacedMember extends Member {
  constructor(
    span: Span,
    model: SourceModel,
    property: string | undefined,
    readonly propertyStart: number,
    readonly propertyEnd: number,
  ) {
    super(span, model, property);
  }

  override get propertySpan(): Span {
    return { start: this.propertyStart, end: this.propertyEnd };
  }
}

/** `a?.b`. */
export class OptionalMember extends PlacedMember {
  declare readonly isOptional: true;
}
share(OptionalMember, { isOptional: true });

/** Also the use of its callee. */
export class Call implements CallNode {
  declare readonly kind: 'call';
  declare readonly as: 'callee';
  declare readonly isNew: boolean;
  readonly start: number;
  readonly end: number;
  use?: Use = undefined;
  callee = LATER;
  arguments: Argument[] = NONE;
  /** Where it lies once the model is packed. */
  place = 0;

  /** `argumentsEnd`: before the parenthesis that closes them, where there is one; 0 for a call without parentheses. */
  constructor(
    { start, end }: Span,
    readonly model: SourceModel,
    readonly argumentsStart: number,
    readonly argumentsEnd: number,
  ) {
    this.start = start;
    this.end = end;
  }

  get argumentsSpan(): Span | undefined {
    return this.argumentsEnd === 0 ? undefined : { start: this.argumentsStart, end: this.argumentsEnd };
  }
  get call(): CallNode {
    return this;
  }
}
share(Call, { kind: 'call', as: 'callee', isNew: false });

/** `new X(…)`. */
export class Construction extends Call {}
share(Construction, { isNew: true });

/** `<X … />`. */
export class Element extends Call {
  declare readonly isElement: true;
}
share(Element, { isElement: true });

/** Also the use of its value. */
export class Given implements Argument {
  declare readonly as: 'argument';
  readonly start: number;
  readonly end: number;
  value = LATER;
  /** Where it lies once the model is packed. */
  place = 0;

  constructor(
    { start, end }: Span,
    readonly call: CallNode,
    readonly name?: string,
    readonly spread?: 'list' | 'mapping',
  ) {
    this.start = start;
    this.end = end;
  }

  get nameSpan(): Span | undefined {
    return this.name === undefined ? undefined : { start: this.start, end: this.start + this.name.length };
  }
  get argument(): Argument {
    return this;
  }
}
share(Given, { as: 'argument' });

/** Also the use of its keys. */
export class Mapping implements ObjectNode {
  declare readonly kind: 'object';
  declare readonly as: 'key';
  readonly start: number;
  readonly end: number;
  use?: Use = undefined;
  entries: Entry[] = NONE;
  /** Where it lies once the model is packed. */
  place = 0;

  constructor(
    { start, end }: Span,
    readonly model: SourceModel,
    readonly form: ObjectNode['form'],
  ) {
    this.start = start;
    this.end = end;
  }

  get of(): ObjectNode {
    return this;
  }
}
share(Mapping, { kind: 'object', as: 'key' });

/** `key: value`, `key=value`, `**value`. Also the use of its value. */
export class Pair implements Entry {
  declare readonly as: 'entry';
  readonly start: number;
  readonly end: number;
  value = LATER;
  /** Where it lies once the model is packed. */
  place = 0;

  /** `written`: the key, where it is an expression; `key`: its text. */
  constructor(
    { start, end }: Span,
    readonly object: ObjectNode,
    readonly key?: string,
    readonly written?: Expression,
  ) {
    this.start = start;
    this.end = end;
  }

  get keySpan(): Span | undefined {
    if (this.written?.kind === 'string') return this.written.inner;
    return this.key === undefined ? undefined : { start: this.start, end: this.start + this.key.length };
  }
  get computedKey(): Expression | undefined {
    return this.key === undefined ? this.written : undefined;
  }
  get quoted(): true | undefined {
    return this.key !== undefined && this.written ? true : undefined;
  }
  get spread(): true | undefined {
    return this.key === undefined && !this.written ? true : undefined;
  }
  get entry(): Entry {
    return this;
  }
}
share(Pair, { as: 'entry' });

/** How an entry is written, as bits of one number. */
export const SPREAD = 1;
export const SHORTHAND = 2;
export const ACCESSOR = 4;
export const QUOTED = 8;

/** An entry whose key may be written in more ways than one. Also the use of its value. */
export class PlacedPair implements Entry {
  declare readonly as: 'entry';
  readonly start: number;
  readonly end: number;
  value = LATER;
  computedKey?: Expression = undefined;
  /** Where it lies once the model is packed. */
  place = 0;

  /** `keyEnd`: 0 where no name is written. */
  constructor(
    { start, end }: Span,
    readonly object: ObjectNode,
    readonly key: string | undefined,
    readonly keyStart: number,
    readonly keyEnd: number,
    readonly form: number,
  ) {
    this.start = start;
    this.end = end;
  }

  get keySpan(): Span | undefined {
    return this.keyEnd === 0 ? undefined : { start: this.keyStart, end: this.keyEnd };
  }
  get spread(): true | undefined {
    return (this.form & SPREAD) !== 0 || undefined;
  }
  get shorthand(): true | undefined {
    return (this.form & SHORTHAND) !== 0 || undefined;
  }
  get accessor(): true | undefined {
    return (this.form & ACCESSOR) !== 0 || undefined;
  }
  get quoted(): true | undefined {
    return (this.form & QUOTED) !== 0 || undefined;
  }
  get entry(): Entry {
    return this;
  }
}
share(PlacedPair, { as: 'entry' });

/** Also the use of its items. */
export class List implements ListNode {
  declare readonly kind: 'list';
  declare readonly as: 'item';
  readonly start: number;
  readonly end: number;
  use?: Use = undefined;
  items: Expression[] = NONE;
  /** Where it lies once the model is packed. */
  place = 0;

  constructor(
    { start, end }: Span,
    readonly model: SourceModel,
  ) {
    this.start = start;
    this.end = end;
  }

  get list(): ListNode {
    return this;
  }
}
share(List, { kind: 'list', as: 'item' });

/** Also the use of its operands. */
export class Operation implements OperationNode {
  declare readonly kind: 'operation';
  declare readonly as: 'operand';
  readonly start: number;
  readonly end: number;
  use?: Use = undefined;
  operands: Expression[] = NONE;
  /** Where it lies once the model is packed. */
  place = 0;

  constructor(
    { start, end }: Span,
    readonly model: SourceModel,
    readonly operator: string,
  ) {
    this.start = start;
    this.end = end;
  }

  get operation(): OperationNode {
    return this;
  }
}
share(Operation, { kind: 'operation', as: 'operand' });

/** Also the use of its parts. */
export class Template implements TemplateNode {
  declare readonly kind: 'template';
  declare readonly as: 'part';
  readonly start: number;
  readonly end: number;
  use?: Use = undefined;
  parts: Expression[] = NONE;
  /** Where it lies once the model is packed. */
  place = 0;

  constructor(
    { start, end }: Span,
    readonly model: SourceModel,
    readonly concatenated: boolean,
  ) {
    this.start = start;
    this.end = end;
  }

  get template(): TemplateNode {
    return this;
  }
}
share(Template, { kind: 'template', as: 'part' });

/** Also the use of its options. */
export class Choice implements ChoiceNode {
  declare readonly kind: 'choice';
  declare readonly as: 'option';
  readonly start: number;
  readonly end: number;
  use?: Use = undefined;
  test?: Expression = undefined;
  options: Expression[] = NONE;
  /** Where it lies once the model is packed. */
  place = 0;

  constructor(
    { start, end }: Span,
    readonly model: SourceModel,
    readonly operator: ChoiceNode['operator'],
  ) {
    this.start = start;
    this.end = end;
  }

  get choice(): ChoiceNode {
    return this;
  }
}
share(Choice, { kind: 'choice', as: 'option' });

/** Also the use of its value. */
export class Wrapper implements WrapperNode {
  declare readonly kind: 'wrapper';
  declare readonly as: 'wrapped';
  readonly start: number;
  readonly end: number;
  use?: Use = undefined;
  value = LATER;
  /** Where it lies once the model is packed. */
  place = 0;

  constructor(
    { start, end }: Span,
    readonly model: SourceModel,
    readonly operator: WrapperNode['operator'],
  ) {
    this.start = start;
    this.end = end;
  }

  get wrapper(): WrapperNode {
    return this;
  }
}
share(Wrapper, { kind: 'wrapper', as: 'wrapped' });

/** `x as T`. */
export class Cast extends Wrapper {
  type?: TypeUse = undefined;
}
