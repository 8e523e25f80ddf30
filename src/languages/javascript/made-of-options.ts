import type { Context } from './convert.js';
import { componentOfOptions, storeOfOptions } from './options-class.js';
import type { AstNode } from './scope.js';

/** A call that makes a component or a store of options, with the class in their place that these make; undefined for another one. */
export function madeOfOptions(c: Context, node: AstNode): AstNode | undefined {
  const [first, second] = node.arguments;
  if (second?.type === 'ObjectExpression' && isStoreMaker(c, node.callee)) return storeOfOptions(node, second);
  if (first?.type !== 'ObjectExpression' || !isComponentMaker(c, node)) return undefined;
  return { ...node, arguments: [componentOfOptions(first), ...node.arguments.slice(1)] };
}

/** Vue's, by its name or as a part of `Vue`: https://vuejs.org/api/application.html, https://v2.vuejs.org/v2/api/ */
function isComponentMaker(c: Context, { type, callee }: AstNode): boolean {
  const { object, property, name } = callee;
  if (type === 'NewExpression') return name === 'Vue' && isOfVue(c, name);
  if (callee.type !== 'MemberExpression')
    return /^(?:create(?:SSR)?App|defineComponent)$/.test(name) && isOfVue(c, name);
  const isMaker = /^(?:create(?:SSR)?App|defineComponent|extend)$/.test(property.name ?? '');
  return isMaker && object.name === 'Vue' && isOfVue(c, object.name);
}

/** Whether a name is imported from Vue, or taken out of what a page has of it. */
function isOfVue(c: Context, name: string): boolean {
  const definitions = c.scope.lookup(name)?.definitions ?? [];
  return definitions.every((one) => {
    if (one.from === 'import') return one.specifier === 'vue';
    return one.from === 'value' && one.value.kind === 'reference' && one.value.name === 'Vue' && !one.value.binding;
  });
}

/** Pinia's, or what Nuxt imports of it by itself. */
function isStoreMaker(c: Context, { type, name }: AstNode): boolean {
  if (type !== 'Identifier' || name !== 'defineStore') return false;
  const binding = c.scope.lookup(name);
  return !binding || binding.definitions.some((one) => one.from === 'import' && one.specifier === 'pinia');
}
