import { posix } from 'node:path';
import { isServedRequest } from './command-requests.js';
import { connectionOf } from './config-clients.js';
import { nearestStayer } from './nearest-stayer.js';
import type { NamesContext } from './transform.js';
import type { Unit } from './types.js';
import type { Variable } from './variables.js';

/**
 * What reads a variable for OpenAI in the folder of a `.env` file, where nothing in there moves, nothing that moves is linked with it,
 * and nothing outside names the file: such a program has no use for the gateway's variable. Undefined otherwise.
 */
export function stayerOf(path: string, variable: Variable, context: NamesContext): Unit | undefined {
  const folder = posix.dirname(path);
  if (folder === '.') return undefined;
  const isInside = (one: string) => one.startsWith(`${folder}/`);
  const stayers = variable.stayers.filter(({ model }) => isInside(model.path));
  if (stayers.length === 0) return undefined;
  const { linked, units, readers, configs, isOfMovedProgram } = context;
  const models = [...linked.project.models.values()];
  const moves = [
    ...units.flatMap(({ verdict, model }) => (verdict === 'migrate' ? [model.path] : [])),
    ...readers.requests.flatMap((one) => (isServedRequest(one) ? [one.config.path] : [])),
    ...readers.clients.flatMap((one) =>
      one.verdict === 'migrate' ? connectionOf(one).map(({ config }) => config.path) : [],
    ),
    ...models.flatMap((model) => (isOfMovedProgram(model.path) ? [model.path] : [])),
  ];
  const named = `${posix.basename(folder)}/.env`;
  const isNamed = [...models, ...configs].some((one) => !isInside(one.path) && one.text.includes(named));
  return moves.some(isInside) || isNamed ? undefined : nearestStayer({ ...variable, stayers }, path);
}
