import { ANY, type Expression, type Path, type Target } from '../../ir.js';
import { type Context, convertAs, spanOf } from './convert.js';
import { convertExpression } from './expressions.js';
import { keyName } from './functions.js';
import type { AstNode } from './scope.js';
import { typeUse } from './types.js';

/** The names that a pattern binds, each with its path inside the value. */
export function bindPattern(c: Context, pattern: AstNode, path: Path): Target[] {
  switch (pattern?.type) {
    case 'Identifier': {
      const binding = c.scope.lookup(pattern.name);
      if (!binding) return [];
      if (pattern.typeAnnotation && path.length === 0) binding.type = typeUse(c, pattern.typeAnnotation);
      return [{ binding, path }];
    }
    case 'AssignmentPattern': {
      const targets = bindPattern(c, pattern.left, path);
      const [target] = pattern.left.type === 'Identifier' ? targets : [];
      const fallback = convertAs(c, pattern.right, { as: 'fallback', target });
      if (target) target.fallback = fallback;
      return targets;
    }
    case 'ObjectPattern':
      typeUse(c, pattern.typeAnnotation);
      return pattern.properties.flatMap((property: AstNode) => {
        if (property.type === 'RestElement') return bindPattern(c, property.argument, path);
        if (property.computed) convertExpression(c, property.key);
        const targets = bindPattern(c, property.value, [...path, keyName(property) ?? ANY]);
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
          ? bindPattern(c, element.argument, path)
          : bindPattern(c, element, [...path, String(index)]),
      );
    case 'MemberExpression':
      convertExpression(c, pattern);
      return [];
    case 'RestElement':
      return bindPattern(c, pattern.argument, path);
    default:
      return [];
  }
}

/** `pattern = value`: each name gets its part of the value as a definition. */
export function defineFrom(c: Context, pattern: AstNode, value: Expression, path: Path = []): Target[] {
  const targets = bindPattern(c, pattern, path);
  for (const target of targets) {
    const { binding, fallback, keySpan, shorthand } = target;
    binding.definitions.push({ from: 'value', value, path: target.path, fallback, keySpan, shorthand });
  }
  value.use = { as: 'definition', targets };
  return targets;
}
