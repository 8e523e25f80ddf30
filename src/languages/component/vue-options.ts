import { keyName } from '../javascript/functions.js';
import { classOfOptions } from '../javascript/options-class.js';
import type { AstNode } from '../javascript/scope.js';

/** What takes the options of a component and gives the component: https://vuejs.org/api/general.html#definecomponent */
const MAKERS = /^(?:defineComponent|defineNuxtComponent|defineAsyncComponent|extend)$/;

/** Puts a class in the place of the options that a component exports. The body of `setup` is a program by itself, whose names the markup knows. */
export function componentOfOptions(program: AstNode): { setup?: AstNode[] } {
  const exported = program.body.find((one: AstNode) => one.type === 'ExportDefaultDeclaration');
  const options = exported && optionsIn(exported.declaration);
  if (!options) return {};
  const setup = options.properties.find((one: AstNode) => one.type !== 'SpreadElement' && keyName(one) === 'setup');
  const body = setup && setupBody(setup.value);
  exported.declaration = classOfOptions(options, body ? setup : undefined);
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
