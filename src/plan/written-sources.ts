import { servedModel } from '../catalog/profile.js';
import type { ClientShape, ImportedName } from '../catalog/sdk.js';
import type { CallNode, MemberNode, ReferenceNode, SourceModel, Span, StringNode } from '../ir.js';
import { eolOf, indentOf } from '../languages/style.js';
import type { Insertion, Writer } from '../languages/writer.js';
import type { Linked } from '../link/link.js';
import { placeIn } from '../link/place-in.js';
import type { Project } from '../link/project.js';
import { modelOrigins } from './moved-uses.js';
import { isSpreadIn, writtenValue } from './settings.js';
import { targetsOf } from './targets.js';
import { loudRead, type MoveContext } from './transform.js';
import type { Unit } from './types.js';

/**
 * Whether what a move of the client takes beyond options can be written: the places are free, the model is a text in the
 * call, the names can be imported, and nothing decides for all clients of the project what is written for this one.
 */
export function canBeWritten(linked: Linked, call: CallNode, shape: ClientShape, writer: Writer): boolean {
  const { project } = linked;
  const { adds, around: wrapped, instead, client = [], unlessCalled = [] } = shape;
  if (!adds && !wrapped && !shape.keySource && !instead) return false;
  const imports = [...(shape.imports ?? []), ...(instead ? [instead] : [])];
  const isGiven = (places: readonly string[]) => places.some((place) => placeIn(call, place) !== undefined);
  const isHandedIn = isGiven(client.filter((place) => !shape.model?.includes(place)));
  const isText = !wrapped || modelText(call, shape) !== undefined;
  return (
    !isHandedIn &&
    !(adds?.some(handsInAddress) && isGiven(shape.baseUrl ?? [])) &&
    !adds?.some(({ place }) => isSpreadIn(call, place) && isGivenAt(linked, call, place)) &&
    isText &&
    (instead === undefined || namedCallee(call) !== undefined) &&
    (shape.defaultModel !== undefined || isGiven(shape.model ?? [])) &&
    imports.every((name) => writer.importFrom(call.model, name, call.start) !== undefined) &&
    imports.every((name) => !name.mayLack || isAtHand(project, name, call.model)) &&
    !unlessCalled.some((name) => project.calls.has(name))
  );
}

/** Whether a program can load a package: its manifest names it, or it loads it already. What a manifest of another program has is not there. */
function isAtHand({ host, models }: Project, { from, distribution = from }: ImportedName, model: SourceModel): boolean {
  if (host.isRequired(distribution, model)) return true;
  const loads = ({ layout }: SourceModel) => layout.imports.some(({ specifier }) => specifier === from);
  return [...models.values()].some((one) => loads(one) && !host.isRequired(distribution, one));
}

/** Whether what is written is a client, or has one in it, that is told whom to ask. */
export function handsInAddress({ source }: { source: string }): boolean {
  return source.includes('BASE_URL');
}

/** Whether the call gives something there, or may do so by keyword arguments that are spread into it. */
function isGivenAt({ resolver }: Linked, call: CallNode, place: string): boolean {
  const at = placeIn(call, place);
  if (!at || !isSpreadIn(call, place)) return at !== undefined;
  return resolver.at(at.value, at.steps).some(({ kind }) => kind !== 'absent');
}

/** The name of the class that is called, where the call names it as it is imported. */
export function namedCallee({ callee }: CallNode): ReferenceNode | MemberNode | undefined {
  if (callee.kind === 'member') return callee;
  const isImport = callee.kind === 'reference' && callee.binding?.definitions.every(({ from }) => from === 'import');
  return isImport ? callee : undefined;
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
    .filter(({ place }) => !isGivenAt(context.linked, call, place) && argumentAround(unit)?.place !== place)
    .filter(({ source }) => source !== 'CONTEXT_TOKENS' || contextOf(unit, context) !== undefined)
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

/** Base URL and key, and a model before them, and the bracket that closes behind them, on lines of their own. */
function onLines(source: string, indent: string, unit: Unit, writer: Writer): string {
  const { model } = unit;
  const eol = eolOf(model.text, 0);
  const line = eol + indent + writer.step(model);
  // `, provider=Provider(…))`: what holds them is an argument beside others, with a line of its own.
  const [, holder, inside] = /^, (\w+=\w+\()(.+\))\)$/.exec(source) ?? [];
  if (holder !== undefined && inside !== undefined)
    return `,${line}${holder}${onLines(inside, indent + writer.step(model), unit, writer)},${eol}${indent})`;
  const opened = source.replace('NEW_LINE', line);
  return opened.replace(
    /(, )? ?("?(?<!\w)\w+"?: MODEL, )?((?:"?(?<!\w)\w+"?(?:=|: )(?:\{ )?){1,4})BASE_URL((?: \})?), ("?\w+"?(?:=|: ))API_KEY ?/,
    (_, comma, id, url, end, key) =>
      `${comma ? ',' : ''}${id ? line + id.trimEnd() : ''}${line}${url}BASE_URL${end},${line}${key}API_KEY,${eol}${indent}`,
  );
}

/** Source of the catalog's, with what it stands for filled in. */
function filled(source: string, unit: Unit, context: MoveContext): string {
  const { model } = unit;
  const writer = context.writer(model);
  const variable = context.keyVariable(unit);
  return source.replace(/\b(?:BASE_URL|API_KEY|KEY_NAME|MODEL|CONTEXT_TOKENS)\b/g, (name) => {
    if (name === 'BASE_URL') return context.baseUrlSource(unit);
    if (name === 'MODEL') return writer.string(model, context.options.profile.model);
    if (name === 'CONTEXT_TOKENS') return `${contextOf(unit, context)}`;
    if (name === 'KEY_NAME') return writer.string(model, variable);
    return loudRead(writer.environmentRead(model, variable), unit, context, variable, model);
  });
}

/** How many tokens any of the models takes that the unit may ask. */
function contextOf(unit: Unit, { options }: MoveContext): number | undefined {
  const known = targetsOf(modelOrigins(unit), options).map((id) => servedModel(options.profile, id)?.contextTokens);
  return known.every((count) => count !== undefined) ? Math.min(...known) : undefined;
}
