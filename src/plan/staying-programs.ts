import { posix } from 'node:path';
import { MANIFESTS } from '../catalog/allow-lists.js';
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
  const stayers = variable.stayers.filter(({ model }) => model.path.startsWith(`${folder}/`));
  if (stayers.length === 0 || isForMoved(folder, context)) return undefined;
  return nearestStayer({ ...variable, stayers }, path);
}

/** Whether a `.env` file is that of a program of its own, of which nothing moves: nothing in it is known to ask the gateway. */
export function isOfOtherProgram(path: string, context: NamesContext): boolean {
  const folder = posix.dirname(path);
  const { host } = context.linked.project;
  const isProgram = MANIFESTS.some((name) => host.has(posix.join(folder, name)));
  return folder !== '.' && isProgram && !isForMoved(folder, context) && !loadsMoved(folder, context);
}

/** Whether a file in the folder loads one in which something moves, by however many others: it need not name the service itself. */
function loadsMoved(folder: string, { linked: { project }, units }: NamesContext): boolean {
  const found = new Set(units.flatMap(({ verdict, model }) => (verdict === 'migrate' ? [model.path] : [])));
  for (const path of found)
    for (const { path: importer } of project.host.importersOf(path)) {
      if (importer.startsWith(`${folder}/`)) return true;
      found.add(importer);
    }
  return false;
}

/** Whether something in a folder moves, or something outside of it names its file of variables. */
function isForMoved(folder: string, { linked, units, readers, configs, isOfMovedProgram }: NamesContext): boolean {
  const isInside = (one: string) => one.startsWith(`${folder}/`);
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
  return moves.some(isInside) || [...models, ...configs].some((one) => !isInside(one.path) && one.text.includes(named));
}
