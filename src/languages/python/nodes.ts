import type {
  Assignment,
  Binding,
  ChoiceNode,
  ClassNode,
  ConstantNode,
  Entry,
  Expression,
  FunctionNode,
  ListNode,
  ModuleNode,
  ObjectNode,
  OperationNode,
  Path,
  ReferenceNode,
  SelfNode,
  SourceModel,
  Span,
  StringNode,
  SuperNode,
  Target,
  TemplateNode,
  Use,
  WrapperNode,
} from '../../ir.js';
import type { Context } from './convert.js';
import { Call, LATER, Member, Text } from './frequent-nodes.js';

/**
 * One maker for each kind of node, which sets all fields at once and in one order. So nodes of a kind have one shape, and
 * hold their fields themselves: a spread, or a field added later, costs a shape and an array for each object. A model has
 * a node for each twenty bytes of source, so that this is a quarter of the memory.
 */

/** Uses that say no more than their name. */
export const TEST: Use = { as: 'test' };
export const DECORATOR: Use = { as: 'decorator' };

/** The path to a value itself. */
export const WHOLE: Path = [];

export function definitionUse(targets: Target[], assignments?: Assignment[]): Use {
  return { as: 'definition', targets, assignments: assignments?.length ? assignments.slice() : undefined };
}

function add<T extends Expression>(c: Context, node: T): T {
  c.model.expressions.push(node);
  return node;
}

export function stringNode(c: Context, span: Span, value: string, quote: string, piece?: true): StringNode {
  return add(c, new Text(span, c.model, value, quote, piece));
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

export function memberNode(c: Context, span: Span, property?: string): Member {
  return add(c, new Member(span, c.model, property));
}

export function callNode(c: Context, span: Span, argumentsSpan: Span): Call {
  return add(c, new Call(span, c.model, argumentsSpan));
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
