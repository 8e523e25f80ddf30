import { terminalName } from '../../callee-names.js';
import { flowFacts } from '../../catalog/flow.js';
import type { Expression, TypeUse } from '../../ir.js';
import type { Linked } from '../../link/link.js';
import { type Origin, walkedName } from '../../link/origins.js';

/** Whether a value is provably text: by what gives it, by its declared type, or by all places where it comes from. */
export function isText(linked: Linked, node: Expression): boolean {
  const { texts } = flowFacts(node.model.language);
  switch (node.kind) {
    case 'wrapper':
      return node.operator !== 'spread' && node.operator !== 'yield' && isText(linked, node.value);
    case 'template':
      // `+` joins lists and adds numbers as well.
      return !node.concatenated || node.parts.some((part) => isText(linked, part));
    case 'choice':
      return node.options.length > 1 && node.options.every((option) => isText(linked, option));
    case 'call':
      if (node.callee.kind === 'member' && texts.methods.includes(terminalName(node.callee) ?? '')) return true;
  }
  const origins = linked.resolver.at(node, []);
  // `name: str = None`: the type does not say all.
  if (node.kind === 'reference' && isTextType(node.binding?.type, node)) return !origins.some(isNothing);
  return origins.length > 0 && origins.every((origin) => isTextOrigin(linked, origin, node));
}

function isTextOrigin(linked: Linked, origin: Origin, asked: Expression): boolean {
  switch (origin.kind) {
    case 'string':
    case 'environment':
      return true;
    case 'template':
      return origin.node !== asked && isText(linked, origin.node);
    case 'external':
    case 'global': {
      const { texts } = flowFacts(origin.node.model.language);
      const name = walkedName(origin);
      return texts.values.includes(name.replace(/\.\d+$/, '.*')) || texts.functions.some((one) => name === `${one}.()`);
    }
    case 'parameter': {
      // The parameter itself, not something inside it.
      const isWhole = origin.parameter.targets.some(
        ({ path, binding }) => path.length === 0 && origin.node.kind === 'reference' && origin.node.binding === binding,
      );
      return isWhole && isTextType(origin.parameter.type, origin.node);
    }
    default:
      return false;
  }
}

function isNothing(origin: Origin): boolean {
  return origin.kind === 'constant' && (origin.node.value === null || origin.node.value === undefined);
}

function isTextType(type: TypeUse | undefined, { model }: Expression): boolean {
  // `name?: string`
  if (!type || model.text[type.start - 1] === '?') return false;
  const written = model.text.slice(type.start, type.end).replace(/^[\s:]+/, '');
  return flowFacts(model.language).texts.types.includes(written.trim());
}
