import type { Service } from '../catalog/service.js';
import { isConnection } from '../catalog/variables.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { Expression, MemberNode, SourceModel, Span } from '../ir.js';
import type { Linked } from '../link/link.js';
import { named } from '../names.js';

/** What a program of others, or a caller that is not known, may have filled with the environment's variables. */
const OPAQUE = new Set(['external', 'parameter', 'unknown']);

/** Reads of a key of an object that nobody knows, by the name of a variable of the service's: `settings.OPENAI_API_KEY` of a package. */
export function readsOfUnknownObjects(
  { project, resolver }: Linked,
  from: Service,
): { name: string; model: SourceModel; span: Span }[] {
  const isName = (name: string) => /^[A-Z][A-Z0-9_]+$/.test(name) && from.names(name) && isConnection(name);
  const isOpaque = (node: Expression) => {
    const origins = resolver.briefly(node);
    return origins.length > 0 && origins.every(({ kind }) => OPAQUE.has(kind));
  };
  // What the program itself says of an object's keys, they are its own.
  const isDeclared = ({ object, property = '' }: MemberNode) => {
    const types = (object.kind === 'reference' ? object.binding?.type?.names : undefined) ?? [];
    return types.some(
      (type) =>
        [...project.models.values()].some(({ typeMembers }) =>
          typeMembers.some(({ of, name }) => of === type && name === property),
        ) || project.classes.get(property).some(({ name }) => name === type),
    );
  };
  const isRead = (member: MemberNode) => member.use?.as !== 'callee' && !project.assignmentTo(member);
  return [...project.models.values()]
    .filter(({ path, text }) => !isTestPath(path) && from.mayHoldNames(text))
    .flatMap((model) => named(model, 'members', isName))
    .filter((member) => isRead(member) && isOpaque(member.object) && isOpaque(member) && !isDeclared(member))
    .map(({ property = '', model, propertySpan }) => ({ name: property, model, span: propertySpan }));
}
