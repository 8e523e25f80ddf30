import { flowFacts } from '../catalog/flow.js';
import type { CallNode, OperationNode } from '../ir.js';
import { type Frame, type Origin, type OriginOf, only } from './origins.js';
import type { Resolver } from './resolve.js';

/**
 * `Path(__file__).parent / "config.toml"`: an operator of a package that joins paths. Of a path it is the last part that is asked for,
 * so that it gives what a path of this part alone would.
 */
export function joinedPath(resolver: Resolver, node: OperationNode, frame?: Frame): OriginOf<'external'> | undefined {
  const [folder, part] = node.operands;
  const facts = (flowFacts(node.model.language).pathOperators ?? []).filter((one) => one.operator === node.operator);
  if (facts.length === 0 || !folder || !part) return undefined;
  const origins: Origin[] = resolver.at(folder, [], frame);
  const paths = only(origins, 'external');
  const fact = facts.find((one) => paths.length > 0 && paths.every((path) => path.package === one.package));
  if (!fact || paths.length < origins.length) return undefined;
  return { kind: 'external', package: fact.package, path: [...fact.path], calls: [callWith(node)], frame, node };
}

/** A call that is given the part, as the package makes a path of a text. */
function callWith(node: OperationNode): CallNode {
  const known = MADE.get(node);
  if (known) return known;
  const [callee, part] = node.operands as [CallNode['callee'], CallNode['callee']];
  const { model, start, end, use } = node;
  const given = { value: part, start: part.start, end: part.end };
  const made: CallNode = { kind: 'call', model, start, end, use, callee, arguments: [given], isNew: false };
  MADE.set(node, made);
  return made;
}
const MADE = new WeakMap<OperationNode, CallNode>();
