import type { ClientShape } from '../catalog/sdk.js';
import type { CallNode, Span, StringNode } from '../ir.js';
import { eolOf, indentOf } from '../languages/style.js';
import type { Insertion, Writer } from '../languages/writer.js';
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
  const { adds, around: wrapped, client = [], imports = [], unlessCalled = [] } = shape;
  if (!adds && !wrapped && !shape.keySource) return false;
  const isGiven = (places: readonly string[]) => places.some((place) => placeIn(call, place) !== undefined);
  const isHandedIn = isGiven(client.filter((place) => !shape.model?.includes(place)));
  const isText = !wrapped || modelText(call, shape) !== undefined;
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
  const writer = context.writer(call.model);
  const indent = indentOf(call.model.text, call.start) + writer.step(call.model);
  return (shape?.adds ?? [])
    .filter(({ place }) => placeIn(call, place) === undefined && argumentAround(unit)?.place !== place)
    .map(({ place, source }) => {
      const line = filled(source, unit, context);
      const isLong = indent.length + place.length + line.length + 2 > writer.maxLine;
      return [place, isLong ? filled(onLines(source, indent, unit, writer), unit, context) : line];
    });
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

/**
 * Insertions of source of the catalog's before and after a span, whose arguments get a line each where the line becomes
 * too long.
 */
export function around(
  { start, end }: Span,
  { before, after }: { before: string; after: string },
  unit: Unit,
  context: MoveContext,
): Insertion[] {
  // The last bracket that is opened before what is inside holds the arguments after it, too.
  const isHolder = after.startsWith(', ');
  const opening = isHolder ? before.replace(/([({]) ?(?=[^({]*$)/, '$1NEW_LINE') : before;
  return [inserted(opening, start, unit, context), inserted(after, end, unit, context)];
}

function inserted(source: string, at: number, unit: Unit, context: MoveContext): Insertion {
  const writer = context.writer(unit.model);
  const space = /[{]NEW_LINE/.test(source) ? ' ' : '';
  const text = filled(source.replace('NEW_LINE', space), unit, context);
  const lines = filled(onLines(source, indentOf(unit.model.text, at), unit, writer), unit, context);
  const edit = { start: at, end: at, text };
  const imports = unit.shape?.imports;
  return { ...edit, imports, orElse: { max: writer.maxLine, edits: [{ ...edit, text: lines }] } };
}

/** Base URL and key, and the bracket that closes behind them, on lines of their own. */
function onLines(source: string, indent: string, { model }: Unit, writer: Writer): string {
  const eol = eolOf(model.text, 0);
  const line = eol + indent + writer.step(model);
  const opened = source.replace('NEW_LINE', line);
  return opened.replace(
    /(, )? ?((?:\w+(?:=|: )(?:\{ )?)+)BASE_URL((?: \})?), (\w+(?:=|: ))API_KEY ?/,
    (_, comma, url, end, key) => `${comma ? ',' : ''}${line}${url}BASE_URL${end},${line}${key}API_KEY,${eol}${indent}`,
  );
}

/** Source of the catalog's, with what it stands for filled in. */
function filled(source: string, unit: Unit, context: MoveContext): string {
  const { model } = unit;
  const writer = context.writer(model);
  const variable = context.keyVariable(unit);
  return source.replace(/\b(?:BASE_URL|API_KEY|KEY_NAME)\b/g, (name) => {
    if (name === 'BASE_URL') return context.baseUrlSource(unit);
    return name === 'API_KEY' ? writer.environmentRead(model, variable) : writer.string(model, variable);
  });
}
