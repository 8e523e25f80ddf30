import { COMPONENT_PROPERTIES } from '../javascript/component-properties.js';
import { keyName } from '../javascript/functions.js';
import { defaultIn } from '../javascript/options-class.js';
import type { AstNode } from '../javascript/scope.js';
import { nodesIn } from './parse-within.js';

/** The name of what `defineProps` of Vue gives, defaults included: a template has its parts by their names alone. */
export const DECLARED_PROPERTIES = 'defineProps';

/**
 * Puts what a component is handed in the place of what a script reads it by: `defineProps()` of Vue (https://vuejs.org/api/sfc-script-setup.html), `$props()` of
 * Svelte (https://svelte.dev/docs/svelte/$props), `Astro.props` (https://docs.astro.build/en/reference/api-reference/#props).
 */
export function readProperties(root: AstNode): void {
  for (const node of nodesIn(root)) {
    const callee = node.type === 'CallExpression' && node.callee.type === 'Identifier' ? node.callee.name : undefined;
    if (callee === 'withDefaults' && node.arguments[1]) become(node, withDefaults(node, node.arguments[1]));
    else if (callee === 'defineProps') become(node, declared(node));
    else if (callee === '$props') become(node, propertiesAt(node));
    else if (isOfAstro(node)) become(node, propertiesAt(node));
  }
}

function propertiesAt({ start, end }: AstNode): AstNode {
  return { type: COMPONENT_PROPERTIES, start, end };
}

function isOfAstro({ type, object, property, computed }: AstNode): boolean {
  return type === 'MemberExpression' && !computed && object.name === 'Astro' && property.name === 'props';
}

/** `defineProps = { ...defaults, ...properties }` */
function withDefaults({ start, end }: AstNode, defaults: AstNode): AstNode {
  const properties = [defaults, propertiesAt({ start, end })].map((argument) => ({
    type: 'SpreadElement',
    argument,
    start: argument.start,
    end: argument.end,
  }));
  const right = { type: 'ObjectExpression', properties, start, end };
  const left = { type: 'Identifier', name: DECLARED_PROPERTIES, start, end };
  return { type: 'AssignmentExpression', operator: '=', left, right, start, end };
}

/** `defineProps({ model: { type: String, default: 'x' } })` */
function declared(call: AstNode): AstNode {
  const [options] = call.arguments;
  const properties = options?.type === 'ObjectExpression' ? options.properties : [];
  const defaults = properties.flatMap((one: AstNode) => {
    const value = one.type === 'SpreadElement' ? undefined : defaultIn(one.value);
    return value && keyName(one) !== undefined ? [{ ...one, value }] : [];
  });
  if (defaults.length === 0) return propertiesAt(call);
  return withDefaults(call, { ...options, properties: defaults });
}

function become(node: AstNode, other: AstNode): void {
  for (const key of Object.keys(node)) delete node[key];
  Object.assign(node, other);
}
