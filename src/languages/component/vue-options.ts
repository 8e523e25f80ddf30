import { COMPONENT_PROPERTIES } from '../javascript/expressions.js';
import { keyName } from '../javascript/functions.js';
import type { AstNode } from '../javascript/scope.js';

/** What takes the options of a component and gives the component: https://vuejs.org/api/general.html#definecomponent */
const MAKERS = /^(?:defineComponent|defineNuxtComponent|defineAsyncComponent|extend)$/;

/**
 * The options of a component (https://vuejs.org/api/options-state.html) as the class that they make in effect: `this` in them has what `data`
 * gives, what `computed` works out, the methods and the properties. The body of `setup` is a program by itself, whose names the markup knows.
 */
export function componentOfOptions(program: AstNode): { setup?: AstNode[] } {
  const exported = program.body.find((one: AstNode) => one.type === 'ExportDefaultDeclaration');
  const options = exported && optionsIn(exported.declaration);
  if (!options) return {};
  const setup = options.properties.find((one: AstNode) => one.type !== 'SpreadElement' && keyName(one) === 'setup');
  const body = setup && setupBody(setup.value);
  exported.declaration = classOf(options, body ? setup : undefined);
  return { setup: body };
}

function optionsIn(node: AstNode): AstNode | undefined {
  if (node.type === 'ObjectExpression') return node;
  if (/^TS(?:As|Satisfies)Expression$/.test(node.type)) return optionsIn(node.expression);
  if (node.type !== 'CallExpression') return undefined;
  const { callee } = node;
  const name = callee.type === 'MemberExpression' ? callee.property.name : callee.name;
  const [first] = node.arguments;
  return MAKERS.test(name ?? '') && first?.type === 'ObjectExpression' ? first : undefined;
}

/** Its statements, with what it is handed bound before them: as the component has it, defaults included. */
function setupBody(node: AstNode): AstNode[] | undefined {
  if (node?.body?.type !== 'BlockStatement') return undefined;
  const [properties] = node.params;
  if (!properties) return node.body.body;
  const { start, end } = properties;
  const init = { type: 'ThisExpression', start, end };
  const declarator = { type: 'VariableDeclarator', id: properties, init, start, end };
  return [{ type: 'VariableDeclaration', kind: 'const', declarations: [declarator], start, end }, ...node.body.body];
}

function classOf(options: AstNode, without: AstNode | undefined): AstNode {
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

function membersOf(property: AstNode): AstNode[] {
  const { value } = property;
  const isTable = value.type === 'ObjectExpression';
  switch (keyName(property)) {
    case 'methods':
    case 'watch':
      return isTable ? value.properties.map((one: AstNode) => member(one)) : [member(property)];
    case 'computed':
      return isTable ? value.properties.flatMap(computed) : [member(property)];
    case 'data':
      return [member(property), ...dataOf(value)];
    case 'props':
      return propertiesOf(value);
    default:
      return [member(property)];
  }
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

/** What `data` gives, read out of what it returns: its names may be those of its own body. */
function dataOf(value: AstNode): AstNode[] {
  if (value.type === 'ObjectExpression') return value.properties.map((one: AstNode) => member(one));
  const returned = isFunction(value) ? returnedBy(value) : undefined;
  if (returned?.type !== 'ObjectExpression') return [];
  return returned.properties.flatMap((one: AstNode) => {
    if (one.type === 'SpreadElement') return [];
    const { start, end } = one.key;
    const self = { type: 'ThisExpression', start, end };
    const data = { type: 'Identifier', name: 'data', start, end };
    const callee = { type: 'MemberExpression', object: self, property: data, computed: false, start, end };
    const call = { type: 'CallExpression', callee, arguments: [], start, end };
    return [field(one, { type: 'MemberExpression', object: call, property: one.key, computed: false, start, end })];
  });
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
