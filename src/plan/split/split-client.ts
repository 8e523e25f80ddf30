import { rootOf, terminalName } from '../../callee-names.js';
import type { Profile } from '../../catalog/profile.js';
import type { Binding, Expression, ObjectNode, SourceModel, Span } from '../../ir.js';
import type { Insertion, Writer } from '../../languages/writer.js';
import type { Linked } from '../../link/link.js';
import { only } from '../../link/origins.js';
import { isWithin } from '../../spans.js';
import { isMoved } from '../moved-uses.js';
import { parametersOf } from '../parameters.js';
import type { ReasonCode } from '../reasons.js';
import type { ClientUse, Edit, PlanOptions, Unit } from '../types.js';
import type { ClientCopy, CopiedStatement } from './client-copy.js';
import { type Declaration, nameOf } from './declarations.js';
import { occurrences } from './occurrences.js';
import { type SwitchedPlaces, switchedPlaces } from './switched-places.js';

/**
 * A client that serves chat and something that the gateway does not, as two units: the calls that move, on a client of
 * their own, and the rest, which stays as it is. Undefined where a clean cut cannot be proved.
 */
export function splitClient(
  unit: Unit,
  linked: Linked,
  writerFor: (model: SourceModel) => Writer,
  options: PlanOptions,
): { moving: Unit; staying: Unit } | undefined {
  const isServed = (use: ClientUse) =>
    isMoved(use) && !parametersOf(unit, use, linked, options).some(({ fact }) => fact.action === 'block');
  const goes = unit.uses.filter((use) => isServed(use) || use.shape.endpoint === 'models');
  if (!goes.some(isMoved)) return undefined;
  // Calls of a module would get settings of their own beside those that the program sets, of which it is not known whose they are.
  if (unit.kind === 'module' && unit.reasons.some(({ code }) => SETTINGS_UNKNOWN.has(code))) return undefined;
  const apart =
    unit.kind === 'module' ? besideModule(unit, goes) : copied(unit, goes, linked, writerFor, options.profile);
  if (!apart) return undefined;
  const moving: Unit = {
    ...unit,
    id: `${unit.id}#chat`,
    uses: goes,
    others: [],
    unknownUses: [],
    impliedBaseUrl: undefined,
    apart,
  };
  if (typeof apart === 'object') {
    moving.apiKey = { ...unit.apiKey, value: givenFor(unit, 'apiKey') };
    // The copy's address is written where the other's stands: nothing of the place that this comes from changes.
    const value = givenFor(unit, 'baseUrl');
    moving.baseUrl = { ...unit.baseUrl, value, origins: value ? [] : unit.baseUrl.origins };
  }
  // What the program sets for the module stays as it is.
  if (unit.kind === 'module') {
    moving.baseUrl = { origins: [], absent: [], isMissing: true, place: unit.baseUrl.place };
    moving.apiKey = { ...unit.apiKey, origins: only(unit.apiKey.origins, 'environment'), value: undefined };
  }
  return { moving, staying: { ...unit, uses: unit.uses.filter((use) => !goes.includes(use)) } };
}

const SETTINGS_UNKNOWN: ReadonlySet<ReasonCode> = new Set([
  'base-url-unknown',
  'key-unknown',
  'key-source',
  'other-key',
]);

/** A module that is a client itself: calls that can give settings of their own, or another client beside it. */
function besideModule({ shape }: Unit, goes: readonly ClientUse[]): 'calls' | 'made' | undefined {
  const own = goes.map(({ shape: { settings } }) => settings);
  const names = own.flatMap((settings) => [...(settings?.baseUrl ?? []), ...(settings?.apiKey ?? [])]);
  const isGiven = goes.some(({ call }) =>
    call.arguments.some(({ name, spread }) => spread === 'mapping' || names.includes(name ?? '')),
  );
  if (own.every((settings) => settings?.baseUrl && settings.apiKey)) return isGiven ? undefined : 'calls';
  const isOfModule = goes.every(
    ({ call }) => call.callee.kind === 'member' && rootOf(call.callee).kind === 'reference',
  );
  return shape?.factory && isOfModule ? 'made' : undefined;
}

function copied(
  unit: Unit,
  goes: readonly ClientUse[],
  linked: Linked,
  writerFor: (model: SourceModel) => Writer,
  profile: Profile,
): ClientCopy | undefined {
  if (unit.kind !== 'client' || !unit.call || unit.always !== undefined) return undefined;
  const places = switchedPlaces(
    linked,
    unit.call,
    goes.map(({ call }) => call),
  );
  const copy = places && copyFor(unit, places, linked, writerFor, profile);
  return copy && isSelfContained(unit, copy) ? copy : undefined;
}

/**
 * Whether what is copied has its own place for the address and for the key: the objects that lack an option, since the other
 * client uses them too, or what is given there.
 */
function isSelfContained(unit: Unit, { statements }: ClientCopy): boolean {
  const isCopied = (node: Expression) =>
    statements.some(({ model, span }) => node.model === model && isWithin(node, span));
  return (['baseUrl', 'apiKey'] as const).every((role) => {
    const { isMissing, absent, isOfPackage } = unit[role];
    const given = givenFor(unit, role);
    return given
      ? isCopied(given)
      : isMissing || isOfPackage || (absent.length > 0 && absent.every(({ node }) => isCopied(node)));
  });
}

/** What a client is given as its address or key: in its own call, or in what that is made of. */
function givenFor(unit: Unit, role: 'baseUrl' | 'apiKey'): Expression | undefined {
  const { value, place, isOfPackage } = unit[role];
  if (isOfPackage) return undefined;
  const name = place.split('.').at(-1);
  const [entry, ...more] = settingsOf(unit).flatMap(({ entries }) => entries.filter(({ key }) => key === name));
  return value ?? (more.length === 0 ? entry?.value : undefined);
}

/** The objects that a client is made of, where a statement of their own declares them. */
function settingsOf({ call, sdk }: Unit): ObjectNode[] {
  return (call?.arguments ?? []).flatMap(({ value }) => {
    const made = declaredFor(value)?.value;
    const isCarrier = made?.kind === 'call' && sdk?.carriers?.includes(terminalName(made.callee) ?? '');
    const options = isCarrier ? made.arguments[0]?.value : made;
    return options?.kind === 'object' ? [options] : [];
  });
}

/** The one value that a name has. */
function declaredFor(node: Expression): { binding: Binding; value: Expression } | undefined {
  const binding = node.kind === 'reference' ? node.binding : undefined;
  const [definition, ...others] = binding?.definitions ?? [];
  const isPlain = definition?.from === 'value' && definition.path.length === 0 && others.length === 0;
  return binding && !binding.versions && isPlain ? { binding, value: definition.value } : undefined;
}

function copyFor(
  unit: Unit,
  { declaration, names, imports }: SwitchedPlaces,
  linked: Linked,
  writerFor: (model: SourceModel) => Writer,
  profile: Profile,
): ClientCopy | undefined {
  const { model } = declaration.value;
  const rename = (old: string) => named(old, profile.providerName, writerFor(model));
  const oldName = model.text.slice(declaration.name.start, declaration.name.end);
  const name = rename(oldName);
  const statements = copiedStatements(declaration, writerFor(model), rename);
  if (!statements) return undefined;
  statements.all.unshift(...copiedSettings(unit, declaration, statements.all, writerFor(model), rename));
  const isElsewhere = names.some(({ path }) => path !== model.path);
  if (isElsewhere && !statements.isExported) return undefined;
  const edits: Edit[] = [];
  const kept = new Set<string>();
  for (const { binding, isWhole } of imports) {
    const added = importOf(binding, isWhole, name, writerFor(binding.model));
    if (!added) return undefined;
    edits.push(added);
    // Every use of it goes: the import takes the other client under the name that it has here.
    if (isWhole && isAlias(binding)) kept.add(binding.model.path);
  }
  edits.push(
    ...names.filter(({ path }) => !kept.has(path)).map(({ path, start, end }) => ({ path, start, end, text: name })),
  );
  const models = new Set([model, ...edits.flatMap(({ path }) => linked.project.models.get(path) ?? [])]);
  const written = new Set([name, ...statements.all.flatMap((one) => one.names.map(({ text }) => text))]);
  const isTaken = [...models].some(({ text }) => [...written].some((one) => occurrences(text, one).length > 0));
  return isTaken ? undefined : { name, oldName, statements: statements.all, edits };
}

/** What has to be written once more for there to be another client. */
function copiedStatements(
  declaration: Declaration,
  writer: Writer,
  rename: (old: string) => string,
): { all: CopiedStatement[]; isExported: boolean } | undefined {
  const { value, name } = declaration;
  const { model } = value;
  const renamed = (span: Span): Insertion => ({
    start: span.start,
    end: span.end,
    text: rename(model.text.slice(span.start, span.end)),
  });
  if (declaration.kind === 'function') {
    const span = writer.functionDeclaration(declaration.place, name);
    if (!span) return undefined;
    const { holder } = declaration;
    const own: CopiedStatement = { model, span, names: [renamed(name)], isFunction: true };
    if (!holder) return { all: [own], isExported: span.isExported };
    const kept = copiedHolder(holder, span, writer);
    if (!kept) return undefined;
    own.names.push(...occurrences(model.text.slice(span.start, span.end), holder.name, span.start).map(renamed));
    return { all: [{ model, span: kept, names: [renamed(nameOf(holder))] }, own], isExported: span.isExported };
  }
  const span = writer.declaration(model, name, value);
  if (!span) return undefined;
  const all: CopiedStatement[] = [{ model, span, names: [renamed(name)] }];
  // The line that declares a field which a constructor sets.
  const field =
    declaration.kind === 'field' && declaration.isAssigned
      ? declaration.class.fields.find((one) => one.name === declaration.property && one.value === undefined)
      : undefined;
  const declared = field && writer.declaration(model, field.nameSpan, undefined);
  if (declared) all.push({ model, span: declared, names: [renamed(field.nameSpan)] });
  return { all, isExported: span.isExported };
}

/**
 * The statement that declares what the client is made of: `new OpenAIApi(configuration)`. The copy of the client is made of the
 * copy of it.
 */
function copiedSettings(
  unit: Unit,
  { value: { arguments: all, model } }: Declaration,
  statements: readonly CopiedStatement[],
  writer: Writer,
  rename: (old: string) => string,
): CopiedStatement[] {
  const settings = settingsOf(unit);
  return all.flatMap(({ value }) => {
    const maker = statements.find(({ span }) => isWithin(value, span));
    const declared = declaredFor(value);
    if (!maker || !declared) return [];
    const { binding } = declared;
    const span = writer.declaration(model, nameOf(binding), declared.value);
    if (!span || !settings.some((node) => node.model === model && isWithin(node, span))) return [];
    const renamed = (at: Span): Insertion => ({ start: at.start, end: at.end, text: rename(binding.name) });
    maker.names.push(renamed(value));
    return [{ model, span, names: [renamed(nameOf(binding))] }];
  });
}

/** The statement that declares the variable in which a function keeps the client; nothing else may use that variable. */
function copiedHolder(holder: Binding, within: Span, writer: Writer): Span | undefined {
  const { model } = holder;
  const [first] = holder.versions ?? [holder];
  if (!first) return undefined;
  const [definition] = first.definitions;
  const initial = definition?.from === 'value' && !isWithin(definition.value, within) ? definition.value : undefined;
  const span = writer.declaration(model, nameOf(first), initial);
  const isOwn = (at: Span) => isWithin(at, within) || (span !== undefined && isWithin(at, span));
  return span && occurrences(model.text, holder.name).every(isOwn) ? span : undefined;
}

function isAlias({ name, definitions: [definition] }: Binding): boolean {
  return definition?.from === 'import' && definition.imported !== name;
}

function importOf(binding: Binding, isWhole: boolean, name: string, writer: Writer): Edit | undefined {
  const [definition] = binding.definitions;
  if (definition?.from !== 'import' || !definition.importedSpan) return undefined;
  const { importedSpan: imported } = definition;
  const { model } = binding;
  if (isWhole) return { path: model.path, start: imported.start, end: imported.end, text: name };
  const statement = model.layout.imports.find((one) => isWithin(imported, one));
  const added = statement && !isAlias(binding) ? writer.importName(statement, model, name) : undefined;
  return added && { path: model.path, ...added };
}

/** `openai` → `holysheep`, `getOpenAI` → `getHolysheep`, `client` → `holysheepClient`. */
function named(old: string, provider: string, writer: Writer): string {
  const found = /open_?ai/i.exec(old)?.[0];
  if (found === undefined) return writer.prefixed(old, provider);
  if (old === old.toUpperCase()) return old.replace(found, provider.toUpperCase());
  const isCapital = found[0] === found[0]?.toUpperCase();
  return old.replace(found, isCapital ? provider.slice(0, 1).toUpperCase() + provider.slice(1) : provider);
}
