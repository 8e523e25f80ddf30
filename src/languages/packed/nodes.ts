import type {
  Assignment,
  Binding,
  ChoiceNode,
  ClassNode,
  ConstantNode,
  Expression,
  FunctionNode,
  ModuleNode,
  ObjectNode,
  Path,
  SelfNode,
  SourceModel,
  Span,
  SuperNode,
  Target,
  Use,
  WrapperNode,
} from '../../ir.js';

import {
  Call,
  Cast,
  Choice,
  Constant,
  Construction,
  Element,
  EscapedText,
  List,
  Mapping,
  Member,
  NONE,
  Operation,
  OptionalMember,
  PatternLiteral,
  Piece,
  PlacedMember,
  Reference,
  Self,
  Template,
  Text,
  Wrapper,
} from './node-classes.js';
import { Bound } from './parts.js';

/**
 * One maker for each kind of node, which sets all fields at once and in one order. So nodes of a kind have one shape, and
 * hold their fields themselves: a spread, or a field added later, costs a shape and an array for each object. A model has
 * a node for each twenty bytes of source, so that this is a quarter of the memory.
 */

/** Into which model nodes are put. */
interface Context {
  readonly model: SourceModel;
}

/** Uses that say no more than their name. */
export const TEST: Use = { as: 'test' };
export const DECORATOR: Use = { as: 'decorator' };

/** The path to a value itself. */
export const WHOLE: Path = [];

export function definitionUse(targets: Target[], assignments?: Assignment[]): Use {
  const [first] = targets;
  if (first instanceof Bound && targets.length === 1 && !assignments?.length) return first;
  return { as: 'definition', targets, assignments: assignments?.length ? assignments.slice() : undefined };
}

function add<T extends Expression>(c: Context, node: T): T {
  c.model.expressions.push(node);
  return node;
}

/** `value`: the text that is meant, where it is not written as it is. */
export function stringNode(c: Context, span: Span, quote: string, value?: string): Text {
  return add(c, value === undefined ? new Text(span, c.model, quote) : new EscapedText(span, c.model, quote, value));
}

export function pieceNode(c: Context, span: Span, quote: string, value: string): Piece {
  return add(c, new Piece(span, c.model, quote, value));
}

export function templateNode(c: Context, span: Span, concatenated: boolean): Template {
  return add(c, new Template(span, c.model, concatenated));
}

export function constantNode(c: Context, span: Span, value: ConstantNode['value']): Constant {
  return add(c, new Constant(span, c.model, value));
}

export function patternNode(c: Context, span: Span, patternEnd: number): PatternLiteral {
  return add(c, new PatternLiteral(span, c.model, patternEnd));
}

export function referenceNode(c: Context, span: Span, name: string, binding?: Binding): Reference {
  return add(c, new Reference(span, c.model, name, binding));
}

export function selfNode(c: Context, span: Span, of: SelfNode['of']): Self {
  return add(c, new Self(span, c.model, of));
}

export function superNode(c: Context, { start, end }: Span, owner: SuperNode['class']): SuperNode {
  return add(c, { kind: 'super', start, end, use: undefined, model: c.model, class: owner });
}

export function memberNode(c: Context, span: Span, property?: string): Member {
  return add(c, new Member(span, c.model, property));
}

/** `written`: where the name is, or what stands for it. */
export function placedMemberNode(
  c: Context,
  span: Span,
  property: string | undefined,
  written: Span,
  isOptional: boolean,
): PlacedMember {
  const made = isOptional ? OptionalMember : PlacedMember;
  return add(c, new made(span, c.model, property, written.start, written.end));
}

export function callNode(c: Context, span: Span, argumentsStart: number, argumentsEnd: number): Call {
  return add(c, new Call(span, c.model, argumentsStart, argumentsEnd));
}

/** `given`: between the parentheses, where there are any. */
export function constructionNode(c: Context, span: Span, given: Span | undefined): Construction {
  return add(c, new Construction(span, c.model, given?.start ?? 0, given?.end ?? 0));
}

export function elementNode(c: Context, span: Span): Element {
  return add(c, new Element(span, c.model, 0, 0));
}

export function objectNode(c: Context, span: Span, form: ObjectNode['form']): Mapping {
  return add(c, new Mapping(span, c.model, form));
}

export function listNode(c: Context, span: Span): List {
  return add(c, new List(span, c.model));
}

export function choiceNode(c: Context, span: Span, operator: ChoiceNode['operator']): Choice {
  return add(c, new Choice(span, c.model, operator));
}

export function wrapperNode(c: Context, span: Span, operator: WrapperNode['operator']): Wrapper {
  return add(c, new Wrapper(span, c.model, operator));
}

export function castNode(c: Context, span: Span): Cast {
  return add(c, new Cast(span, c.model, 'cast'));
}

export function operationNode(c: Context, span: Span, operator: string): Operation {
  return add(c, new Operation(span, c.model, operator));
}

export function functionNode(c: Context, { start, end }: Span, name?: string): FunctionNode {
  return add(c, {
    kind: 'function',
    start,
    end,
    use: undefined,
    model: c.model,
    name,
    parameters: NONE,
    returns: NONE,
    yields: undefined,
    type: undefined,
    owner: undefined,
    decorators: NONE,
  });
}

export function classNode(c: Context, { start, end }: Span, name?: string): ClassNode {
  return add(c, {
    kind: 'class',
    start,
    end,
    use: undefined,
    model: c.model,
    name,
    superclass: undefined,
    fields: [],
    constructor_: undefined,
  });
}

export function moduleNode(
  c: Context,
  { start, end }: Span,
  specifier: string,
  specifierSpan: Span = { start, end },
): ModuleNode {
  return add(c, { kind: 'module', start, end, use: undefined, model: c.model, specifier, specifierSpan });
}

export function bindingOf(
  model: SourceModel,
  name: string,
  kind: Binding['kind'],
  { start, end }: Span,
  isTopLevel: boolean,
): Binding {
  return {
    start,
    end,
    name,
    kind,
    definitions: NONE,
    references: NONE,
    model,
    isTopLevel,
    type: undefined,
    whole: undefined,
    continued: undefined,
    versions: undefined,
  };
}
