import type {
  Argument,
  Binding,
  CallNode,
  ChoiceNode,
  ClassNode,
  ConstantNode,
  Entry,
  Expression,
  FunctionNode,
  ListNode,
  MemberNode,
  ModuleNode,
  ObjectNode,
  OperationNode,
  ReferenceNode,
  SelfNode,
  SourceModel,
  Span,
  StringNode,
  SuperNode,
  TemplateNode,
  Use,
  WrapperNode,
} from '../../ir.js';
import type { Context } from './convert.js';

/**
 * One maker for each kind of node, which sets all fields at once and in one order. So nodes of a kind have one shape, and
 * hold their fields themselves: a spread, or a field added later, costs a shape and an array for each object. A model has
 * a node for each twenty bytes of source, so that this is a quarter of the memory.
 */

/** Stands until the part is converted, which refers to the node that it is a part of. */
const LATER = undefined as unknown as Expression;

/** Uses that say no more than their name. */
export const TEST: Use = { as: 'test' };
export const DECORATOR: Use = { as: 'decorator' };

function add<T extends Expression>(c: Context, node: T): T {
  c.model.expressions.push(node);
  return node;
}

export function stringNode(
  c: Context,
  { start, end }: Span,
  value: string,
  inner: Span,
  quote: string,
  piece?: true,
): StringNode {
  return add(c, { kind: 'string', start, end, use: undefined, model: c.model, value, inner, quote, piece });
}

export function templateNode(c: Context, { start, end }: Span, concatenated: boolean): TemplateNode {
  return add(c, { kind: 'template', start, end, use: undefined, model: c.model, parts: [], concatenated });
}

export function constantNode(c: Context, { start, end }: Span, value: ConstantNode['value']): ConstantNode {
  return add(c, { kind: 'constant', start, end, use: undefined, model: c.model, value });
}

export function referenceNode(c: Context, { start, end }: Span, name: string, binding?: Binding): ReferenceNode {
  return add(c, { kind: 'reference', start, end, use: undefined, model: c.model, name, binding });
}

export function selfNode(c: Context, { start, end }: Span, of: ClassNode): SelfNode {
  return add(c, { kind: 'self', start, end, use: undefined, model: c.model, of });
}

export function superNode(c: Context, { start, end }: Span, owner: ClassNode): SuperNode {
  return add(c, { kind: 'super', start, end, use: undefined, model: c.model, class: owner });
}

export function memberNode(c: Context, { start, end }: Span, propertySpan: Span, property?: string): MemberNode {
  return add(c, {
    kind: 'member',
    start,
    end,
    use: undefined,
    model: c.model,
    object: LATER,
    property,
    propertySpan,
    key: undefined,
  });
}

export function callNode(c: Context, { start, end }: Span, argumentsSpan: Span): CallNode {
  return add(c, {
    kind: 'call',
    start,
    end,
    use: undefined,
    model: c.model,
    callee: LATER,
    arguments: [],
    isNew: false,
    argumentsSpan,
  });
}

export function objectNode(c: Context, { start, end }: Span, form: ObjectNode['form']): ObjectNode {
  return add(c, { kind: 'object', start, end, use: undefined, model: c.model, entries: [], form });
}

export function listNode(c: Context, { start, end }: Span): ListNode {
  return add(c, { kind: 'list', start, end, use: undefined, model: c.model, items: [] });
}

export function choiceNode(c: Context, { start, end }: Span, operator: ChoiceNode['operator']): ChoiceNode {
  const { model } = c;
  return add(c, { kind: 'choice', start, end, use: undefined, model, operator, test: undefined, options: [] });
}

export function functionNode(c: Context, { start, end }: Span, name?: string, body?: Span): FunctionNode {
  return add(c, {
    kind: 'function',
    start,
    end,
    use: undefined,
    model: c.model,
    name,
    parameters: [],
    returns: [],
    owner: undefined,
    decorators: undefined,
    body,
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

export function wrapperNode(c: Context, { start, end }: Span, operator: WrapperNode['operator']): WrapperNode {
  return add(c, { kind: 'wrapper', start, end, use: undefined, model: c.model, operator, value: LATER });
}

export function moduleNode(c: Context, { start, end }: Span, specifier: string): ModuleNode {
  const specifierSpan = { start, end };
  return add(c, { kind: 'module', start, end, use: undefined, model: c.model, specifier, specifierSpan });
}

export function operationNode(c: Context, { start, end }: Span, operator: string): OperationNode {
  return add(c, { kind: 'operation', start, end, use: undefined, model: c.model, operator, operands: [] });
}

export function argumentOf({ start, end }: Span, spread?: Argument['spread']): Argument {
  return { start, end, value: LATER, name: undefined, nameSpan: undefined, spread };
}

export function entryOf({ start, end }: Span): Entry {
  return {
    start,
    end,
    key: undefined,
    keySpan: undefined,
    computedKey: undefined,
    value: LATER,
    spread: undefined,
    quoted: undefined,
  };
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
    definitions: [],
    references: [],
    model,
    isTopLevel,
    type: undefined,
    whole: undefined,
    continued: undefined,
    versions: undefined,
  };
}
