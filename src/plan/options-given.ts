import { terminalName } from '../callee-names.js';
import type { HttpOptions } from '../catalog/http.js';
import type { CallNode, Expression } from '../ir.js';
import type { Linked } from '../link/link.js';

interface Given {
  value: Expression;
  steps: { name: string }[];
}

/** What functions give to a request that they are handed: `curl_setopt($request, CURLOPT_URL, $url)`. */
export function optionsGiven(
  { flow, resolver }: Linked,
  request: CallNode,
  options: HttpOptions | undefined,
  what: 'url' | 'headerLines' | 'body',
): Given[] {
  if (!options) return [];
  const names = options[what];
  return flow.reaches(request).flatMap((reach) => {
    if (reach.kind !== 'handed' || reach.path.length > 0 || reach.call.arguments[0] !== reach.argument) return [];
    const [, second, third] = reach.call.arguments;
    const called = terminalName(reach.call.callee) ?? '';
    if (!second) return [];
    if (options.set.includes(called))
      return third && names.includes(terminalName(second.value) ?? '') ? [{ value: third.value, steps: [] }] : [];
    if (!options.all.includes(called)) return [];
    return names
      .map((name) => ({ value: second.value, steps: [{ name }] }))
      .filter(({ value, steps }) => resolver.at(value, steps).some(({ kind }) => kind !== 'absent'));
  });
}
