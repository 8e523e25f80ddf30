import type { Binding, Expression, FunctionNode, Parameter, Path, Span } from '../../ir.js';
import { share } from './node-classes.js';

/** What a name is given: as a definition of the name, and as a target of the value. */

const LATER = undefined as unknown as Binding;

/** `name = value`: what the name is defined by, the name as a target, and the use of a value that has no other. */
export class Bound {
  declare readonly from: 'value';
  declare readonly as: 'definition';
  binding = LATER;
  /** Where it lies once the model is packed. */
  place = 0;

  constructor(
    readonly value: Expression,
    readonly path: Path,
  ) {}

  get targets(): Bound[] {
    return [this];
  }
}
share(Bound, { from: 'value', as: 'definition' });

/** `{ name = fallback } = value`: with what a pattern says of the name. */
export class Unpacked extends Bound {
  fallback?: Expression = undefined;
  keySpan?: Span = undefined;
  shorthand?: true = undefined;
}

/** A name that gets an argument, or a part of one. */
export class Received {
  declare readonly from: 'parameter';
  readonly function: FunctionNode;
  binding = LATER;
  fallback?: Expression = undefined;
  keySpan?: Span = undefined;
  shorthand?: true = undefined;
  /** Where it lies once the model is packed. */
  place = 0;

  constructor(
    receiver: FunctionNode,
    readonly parameter: Parameter,
    readonly path: Path,
  ) {
    this.function = receiver;
  }
}
share(Received, { from: 'parameter' });
