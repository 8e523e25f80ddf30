import { ANY, type Binding, type Expression, type Path, type Target } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { definitionUse, WHOLE } from '../packed/nodes.js';
import { Bound, Unpacked } from '../packed/parts.js';
import { type Context, convertAs } from './convert.js';
import { convertExpression } from './expressions.js';
import { keyName } from './functions.js';
import { type AstNode, noteDefinition } from './scope.js';
import { typeUse } from './types.js';

/**
 * The names that a pattern binds, each with its path inside the value. `make`: what becomes of a name, whose binding is set
 * when it is made.
 */
export function bindPattern<T extends Target>(c: Context, pattern: AstNode, path: Path, make: (path: Path) => T): T[] {
  switch (pattern?.type) {
    case 'Identifier': {
      const binding = c.scope.lookup(pattern.name);
      if (!binding) return [];
      if (pattern.typeAnnotation && path.length === 0) binding.type = typeUse(c, pattern.typeAnnotation);
      const target = make(path);
      target.binding = binding;
      return [target];
    }
    case 'AssignmentPattern': {
      const targets = bindPattern(c, pattern.left, path, make);
      const [target] = pattern.left.type === 'Identifier' ? targets : [];
      const fallback = convertAs(c, pattern.right, { as: 'fallback', target });
      if (target) target.fallback = fallback;
      return targets;
    }
    case 'ObjectPattern':
      typeUse(c, pattern.typeAnnotation);
      return pattern.properties.flatMap((property: AstNode) => {
        if (property.type === 'RestElement') return bindPattern(c, property.argument, path, make);
        if (property.computed) convertExpression(c, property.key);
        const targets = bindPattern(c, property.value, [...path, keyName(property) ?? ANY], make);
        for (const target of targets) {
          if (target.path.length !== path.length + 1) continue;
          target.keySpan = spanOf(property.key);
          if (property.shorthand) target.shorthand = true;
        }
        return targets;
      });
    case 'ArrayPattern':
      return pattern.elements.flatMap((element: AstNode, index: number) =>
        element?.type === 'RestElement'
          ? bindPattern(c, element.argument, index === 0 ? path : [...path, `${index}+`], make)
          : bindPattern(c, element, [...path, String(index)], make),
      );
    case 'MemberExpression':
      convertExpression(c, pattern);
      return [];
    case 'RestElement':
      return bindPattern(c, pattern.argument, path, make);
    default:
      return [];
  }
}

/** `pattern = value`: each name gets its part of the value as a definition. */
export function defineFrom(c: Context, pattern: AstNode, value: Expression, path: Path = WHOLE): void {
  const isName = pattern.type === 'Identifier';
  const targets = bindPattern(c, pattern, path, (part) => new (isName ? Bound : Unpacked)(value, part));
  for (const target of targets) noteDefinition(target.binding, target);
  value.use = definitionUse(targets);
}

/** Names that get values of which nothing is known. */
export function bindUnknown(c: Context, pattern: AstNode): Binding[] {
  return bindPattern(c, pattern, WHOLE, partOfUnknown).map(({ binding }) => binding);
}

function partOfUnknown(path: Path): Target {
  return { path, fallback: undefined, keySpan: undefined, shorthand: undefined } as unknown as Target;
}
