import type { Binding, MemberNode, ReferenceNode, Span } from '../../ir.js';
import type { Context } from '../javascript/convert.js';
import { referenceTo } from '../javascript/convert.js';
import type { AstNode } from '../javascript/scope.js';
import { placedMemberNode, selfNode } from '../packed/nodes.js';
import { DECLARED_PROPERTIES } from './properties.js';

/** Whose value the markup reads by the name alone: https://vuejs.org/guide/essentials/reactivity-fundamentals.html#ref-unwrapping-in-templates */
const REFS = /^(?:ref|shallowRef|computed|toRef|customRef|defineModel|useTemplateRef)$/;

/** What only JavaScript has, of all that a template may name: https://vuejs.org/guide/essentials/template-syntax.html#restricted-globals-access */
const GLOBALS =
  /^(?:undefined|NaN|Infinity|isFinite|isNaN|parseFloat|parseInt|decodeURI|decodeURIComponent|encodeURI|encodeURIComponent|Math|Number|Date|Array|Object|Boolean|String|RegExp|Map|Set|JSON|Intl|BigInt|console|Error|Symbol|\$event|import\.meta|v-model)$/;

/** What a name in a template of Vue means: the value of a `ref`, or what the component has. */
export function meaningIn(c: Context): (node: AstNode) => MemberNode | undefined {
  return (node) => {
    const { name, start } = node;
    const span = { start, end: start + name.length };
    const binding = c.scope.lookup(name);
    if (binding) {
      if (!isRef(binding)) return undefined;
      const made = placedMemberNode(c, span, 'value', span, false);
      made.object = referenceTo(c, span, name, binding);
      made.object.use = { as: 'object', member: made };
      return made;
    }
    if (GLOBALS.test(name)) return undefined;
    // Without options, the component has no more than what it is handed.
    const made = placedMemberNode(c, span, name, span, false);
    made.object = c.self?.kind === 'class' ? selfNode(c, span, c.self) : handedTo(c, span);
    made.object.use = { as: 'object', member: made };
    return made;
  };
}

/** `$name` of a component of Svelte: what the store `name` holds (https://svelte.dev/docs/svelte/stores). */
export function valueOfStore(c: Context): (node: AstNode) => MemberNode | undefined {
  return ({ name, start }) => {
    const store = name.startsWith('$') && !c.scope.lookup(name) ? c.scope.lookup(name.slice(1)) : undefined;
    if (!store) return undefined;
    const span = { start, end: start + name.length };
    const made = placedMemberNode(c, span, '$', span, false);
    made.object = referenceTo(c, span, store.name, store);
    made.object.use = { as: 'object', member: made };
    return made;
  };
}

function handedTo(c: Context, span: Span): ReferenceNode {
  const declared = c.scope.lookup(DECLARED_PROPERTIES);
  const isDeclared = declared !== undefined && declared.definitions.length > 0;
  return referenceTo(c, span, DECLARED_PROPERTIES, isDeclared ? declared : c.properties);
}

function isRef({ definitions }: Binding): boolean {
  const [first] = definitions;
  if (first?.from !== 'value' || first.value.kind !== 'call' || first.path.length > 0) return false;
  const { callee } = first.value;
  const name = callee.kind === 'reference' ? callee.name : callee.kind === 'member' ? callee.property : undefined;
  return name !== undefined && REFS.test(name);
}
