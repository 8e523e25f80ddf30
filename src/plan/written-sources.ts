import type { ClientShape } from '../catalog/sdk.js';
import type { CallNode, StringNode } from '../ir.js';
import type { Writer } from '../languages/writer.js';
import type { Linked } from '../link/link.js';
import { placeIn } from '../link/place-in.js';
import type { Project } from '../link/project.js';
import { writtenValue } from './settings.js';
import type { MoveContext } from './transform.js';
import type { Unit } from './types.js';

/**
 * Whether what a move of the client takes beyond options can be written: the places are free, the model is a text in the
 * call, the names can be imported, and nothing decides for all clients of the project what is written for this one.
 */
export function canBeWritten({ project }: Linked, call: CallNode, shape: ClientShape, writer: Writer): boolean {
  const { adds, around, client = [], imports = [], unlessCalled = [] } = shape;
  if (!adds && !around && !shape.keySource) return false;
  const isGiven = (places: readonly string[]) => places.some((place) => placeIn(call, place) !== undefined);
  const isHandedIn = isGiven(client.filter((place) => !shape.model?.includes(place)));
  const isText = !around || modelText(call, shape) !== undefined;
  return (
    !isHandedIn &&
    isText &&
    (shape.defaultModel !== undefined || isGiven(shape.model ?? [])) &&
    imports.every((name) => writer.importFrom(call.model, name, call.start) !== undefined) &&
    imports.every(({ from, mayLack }) => !mayLack || isImported(project, from)) &&
    !unlessCalled.some((name) => project.calls.has(name))
  );
}

function isImported(project: Project, name: string): boolean {
  return [...project.models.values()].some(({ layout }) => layout.imports.some(({ specifier }) => specifier === name));
}

/** The model's text, where it is written in the call itself. */
export function modelText(call: CallNode, { model = [] }: ClientShape): StringNode | undefined {
  for (const place of model) {
    const at = placeIn(call, place);
    const value = at && writtenValue(at.value, at.steps);
    if (value) return value.kind === 'string' && !value.piece ? value : undefined;
  }
  return undefined;
}

/** What a move writes where nothing is given, by keyword; without what goes around an argument that is given. */
export function addedKeywords(unit: Unit, context: MoveContext): [string, string][] {
  const { call, shape } = unit;
  if (!call || unit.isAtTarget) return [];
  return (shape?.adds ?? [])
    .filter(({ place }) => placeIn(call, place) === undefined && argumentAround(unit)?.place !== place)
    .map(({ place, source }) => [place, filled(source, unit, context)]);
}

/** The key's argument, which becomes one of a client that is handed in: `client=Client(base_url=…, ` before it. */
export function argumentAround({ call, shape }: Unit) {
  for (const { place, source } of shape?.adds ?? []) {
    const [, before = '', name] = /^(.*\b)(\w+)=API_KEY\)$/s.exec(source) ?? [];
    const argument = call?.arguments.find((one) => one.name !== undefined && one.name === name);
    if (argument && placeIn(call as CallNode, place) === undefined)
      return { place, argument, before: `${place}=${before}`, after: ')' };
  }
  return undefined;
}

/** Source of the catalog's, with what it stands for filled in. */
export function filled(source: string, unit: Unit, context: MoveContext): string {
  const { model } = unit;
  const writer = context.writer(model);
  const variable = context.keyVariable(unit);
  return source
    .replace('BASE_URL', () => context.baseUrlSource(unit))
    .replace('API_KEY', () => writer.environmentRead(model, variable))
    .replace('KEY_NAME', () => writer.string(model, variable));
}
