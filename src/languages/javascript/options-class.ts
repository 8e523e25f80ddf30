import { COMPONENT_PROPERTIES } from './component-properties.js';
import { keyName } from './functions.js';
import type { AstNode } from './scope.js';

/**
 * The options of a component (https://vuejs.org/api/options-state.html), or of a store (https://pinia.vuejs.org/core-concepts/state.html), as the class
 * that they make in effect: `this` in them has what `data` gives, what `computed` works out, the methods and the properties.
 */
export function classOfOptions(options: AstNode, without?: AstNode): AstNode {
  const { start, end } = options;
  const base = options.properties.find((one: AstNode) => one.key?.name === 'extends')?.value;
  const body = options.properties
    .filter((one: AstNode) => one !== without)
    .flatMap((one: AstNode) => (one.type === 'SpreadElement' ? [apart(one.argument)] : membersOf(one)));
  return {
    type: 'ClassDeclaration',
    id: null,
    superClass: base?.type === 'Identifier' ? base : null,
    body: { type: 'ClassBody', body: [constructorAt(start), ...body], start, end },
    decorators: [],
    start,
    end,
  };
}

/** `createApp(options)`: what is made of them. */
export function componentOfOptions(options: AstNode): AstNode {
  return { ...classOfOptions(options), type: 'ClassExpression' };
}

/** `defineStore(id, options)`: a function that gives the store. */
export function storeOfOptions(call: AstNode, options: AstNode): AstNode {
  const { start, end } = call;
  const callee = componentOfOptions(options);
  const body = { type: 'NewExpression', callee, arguments: [], start: options.start, end: options.end };
  return { type: 'ArrowFunctionExpression', params: [], body, start, end };
}

function membersOf(property: AstNode): AstNode[] {
  const { value } = property;
  const name = keyName(property);
  const entries: AstNode[] | undefined = value.type === 'ObjectExpression' ? value.properties : undefined;
  switch (name) {
    case 'methods':
    case 'actions':
    case 'watch':
      return entries ? entries.map((one) => member(one)) : [member(property)];
    case 'computed':
      return entries ? entries.flatMap(computed) : [member(property)];
    case 'getters':
      return entries ? entries.map(getter) : [member(property)];
    case 'data':
    case 'state':
      return [member(property), ...dataOf(name, value)];
    case 'props':
      return propertiesOf(value);
    default:
      return [member(property)];
  }
}

/** `(state) => state.key`: a getter of a store, which is handed the store. */
function getter(property: AstNode): AstNode {
  if (property.type === 'SpreadElement' || !isFunction(property.value)) return member(property);
  const { value } = property;
  const [store] = value.params;
  if (!store) return member(property, 'get');
  const { start, end } = store;
  const init = { type: 'ThisExpression', start, end };
  const declarator = { type: 'VariableDeclarator', id: store, init, start, end };
  const bound = { type: 'VariableDeclaration', kind: 'const', declarations: [declarator], start, end };
  const { body } = value;
  const given = { type: 'ReturnStatement', argument: body, start: body.start, end: body.end };
  const statements = [bound, ...(body.type === 'BlockStatement' ? body.body : [given])];
  const block = { type: 'BlockStatement', body: statements, start: body.start, end: body.end };
  return member({ ...property, value: { ...value, params: [], body: block } }, 'get');
}

function isFunction(node: AstNode): boolean {
  return node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression';
}

/** A method where the value is a function, else a field. */
function member(property: AstNode, kind = 'method'): AstNode {
  if (property.type === 'SpreadElement') return apart(property.argument);
  const { key, computed: isComputed, value, start, end } = property;
  if (isFunction(value))
    return {
      type: 'MethodDefinition',
      key,
      computed: isComputed,
      kind,
      static: false,
      value,
      decorators: [],
      start,
      end,
    };
  return field(property, value);
}

function field({ key, computed: isComputed, start, end }: AstNode, value: AstNode): AstNode {
  return { type: 'PropertyDefinition', key, computed: isComputed, static: false, value, decorators: [], start, end };
}

/** What is only looked at: whatever it adds to the component is not known. */
function apart(expression: AstNode): AstNode {
  const { start, end } = expression;
  return { type: 'StaticBlock', body: [{ type: 'ExpressionStatement', expression, start, end }], start, end };
}

function computed(property: AstNode): AstNode[] {
  if (property.type === 'SpreadElement' || isFunction(property.value)) return [member(property, 'get')];
  if (property.value.type !== 'ObjectExpression') return [member(property)];
  return property.value.properties.map((one: AstNode) => {
    if (one.type === 'SpreadElement' || keyName(one) !== 'get' || !isFunction(one.value)) return member(one);
    return { ...member(one, 'get'), key: property.key, computed: property.computed };
  });
}

/** What `data` or `state` gives, read out of what it returns: its names may be those of its own body. */
function dataOf(name: string, value: AstNode): AstNode[] {
  if (value.type === 'ObjectExpression') return value.properties.map((one: AstNode) => member(one));
  const returned = isFunction(value) ? returnedBy(value) : undefined;
  if (returned?.type !== 'ObjectExpression') return [];
  return returned.properties.flatMap((one: AstNode) => {
    if (one.type === 'SpreadElement') return [];
    const { start, end } = one.key;
    const self = { type: 'ThisExpression', start, end };
    const data = { type: 'Identifier', name, start, end };
    const callee = { type: 'MemberExpression', object: self, property: data, computed: false, start, end };
    const call = { type: 'CallExpression', callee, arguments: [], start, end };
    const read = { type: 'MemberExpression', object: call, property: one.key, computed: false, start, end };
    return [field(one, name === 'state' && PLAIN.test(one.value.type) ? orSetElsewhere(read) : read)];
  });
}

/** A value that others set in a store as well as its own functions do. */
const PLAIN = /^(?:Literal|TemplateLiteral|Identifier)$/;

function orSetElsewhere(read: AstNode): AstNode {
  const { start, end } = read;
  const callee = { type: 'Identifier', name: '$store', start, end };
  const other = { type: 'CallExpression', callee, arguments: [], start, end };
  const test = { type: 'Identifier', name: 'undefined', start, end };
  return { type: 'ConditionalExpression', test, consequent: read, alternate: other, start, end };
}

function returnedBy({ body }: AstNode): AstNode | undefined {
  if (body.type !== 'BlockStatement') return body;
  return body.body.findLast((one: AstNode) => one.type === 'ReturnStatement')?.argument;
}

/** `props: ['model']`, `props: { model: { type: String, default: 'x' } }`: what the component is handed, or what is written beside. */
function propertiesOf(value: AstNode): AstNode[] {
  const names =
    value.type === 'ArrayExpression'
      ? value.elements.filter((one: AstNode) => typeof one?.value === 'string').map((key: AstNode) => ({ key }))
      : (value.properties ?? []).filter((one: AstNode) => one.type !== 'SpreadElement');
  return names.flatMap((one: AstNode) => [
    field({ ...one, computed: false, ...spanOf(one.key) }, propertyRead(one)),
    ...(one.value ? [apart(withoutDefault(one.value))] : []),
  ]);
}

function withoutDefault(declared: AstNode): AstNode {
  const otherwise = defaultIn(declared);
  if (!otherwise) return declared;
  return { ...declared, properties: declared.properties.filter((one: AstNode) => one.value !== otherwise) };
}

function spanOf({ start, end }: AstNode) {
  return { start, end };
}

function propertyRead({ key, value }: AstNode): AstNode {
  const span = spanOf(key);
  const name = keyName({ key });
  const property = { type: 'Identifier', name, ...span };
  const object = { type: COMPONENT_PROPERTIES, ...span };
  const left = { type: 'MemberExpression', object, property, computed: false, ...span };
  const otherwise = defaultIn(value);
  return otherwise ? { type: 'LogicalExpression', operator: '??', left, right: otherwise, ...span } : left;
}

/** What the declaration of a property says to take where none is handed over. */
export function defaultIn(declared: AstNode | undefined): AstNode | undefined {
  if (declared?.type !== 'ObjectExpression') return undefined;
  const found = declared.properties.find((one: AstNode) => one.type !== 'SpreadElement' && keyName(one) === 'default');
  return found && !isFunction(found.value) ? found.value : undefined;
}

function constructorAt(at: number): AstNode {
  const span = { start: at, end: at };
  const body = { type: 'BlockStatement', body: [], ...span };
  const params = [{ type: 'Identifier', name: 'properties', ...span }];
  const value = { type: 'FunctionExpression', params, body, ...span };
  const key = { type: 'Identifier', name: 'constructor', ...span };
  return {
    type: 'MethodDefinition',
    kind: 'constructor',
    key,
    computed: false,
    static: false,
    value,
    decorators: [],
    ...span,
  };
}
