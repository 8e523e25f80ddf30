import type { Origin } from '../link/origins.js';
import { positionIn } from '../text-position.js';

/** A few words on where a value comes from, for a sentence. Never the value itself. */
export function describe(origins: readonly Origin[]): string {
  const [origin] = origins.filter((o) => o.kind !== 'absent');
  if (!origin) return origins.length > 0 ? 'nothing' : 'an expression';
  switch (origin.kind) {
    case 'parameter':
      return `the parameter ${origin.parameter.name ?? origin.parameter.targets[0]?.binding.name ?? ''}`.trim();
    case 'external':
      return calledName(origin.path) ?? `a value of the package ${origin.package}`;
    case 'environment':
      return `the variable ${origin.name}`;
    case 'unknown':
      return 'an expression';
    default:
      return `a value at line ${lineOf(origin)}`;
  }
}

/** `what get_option() gives`: the last call says more than the package. */
function calledName(path: readonly string[]): string | undefined {
  const name = path[path.lastIndexOf('()') - 1];
  return name === undefined || name === '()' ? undefined : `what ${name}() gives`;
}

function lineOf(origin: Origin): number {
  if (!('node' in origin)) return 0;
  return positionIn(origin.node.model, origin.node.start).line;
}
