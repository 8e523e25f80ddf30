import { lastName, terminalName } from '../callee-names.js';
import { flowFacts } from '../catalog/flow.js';
import type {
  Argument,
  Assignment,
  CallNode,
  ConfigEntry,
  ConfigModel,
  ConfigReference,
  Expression,
  SourceModel,
  Span,
} from '../ir.js';
import { named } from '../names.js';
import { push } from '../push.js';
import { isWithin } from '../spans.js';
import { settingsInObjects } from './environment-objects.js';
import type { Linked } from './link.js';
import { dottedName, only } from './origins.js';
import type { Resolver } from './resolve.js';

/** Code that sets a variable of the environment: `os.environ["NAME"] = value`. */
export interface SettingInCode extends Span {
  model: SourceModel;
  name: string;
  nameSpan: Span;
  value: Expression;
  /** An assignment of this one variable, and nothing else. */
  isAssignment?: true;
  /** An entry of an object, for a program that the file builds or starts. */
  isEntry?: true;
  /** For tests, which have values of their own. */
  isTest?: true;
  /** For a program that is built or started, not for the one that sets it. */
  isForProgram?: true;
  /** For a program that is started here, of which nothing is known. */
  isForUnknown?: true;
  /** It happens whenever the file is run. */
  isCertain?: true;
}

/** The variables that code sets itself, and those that a command in it sets, as settings of the file. */
export function environmentSettings({ project, resolver }: Linked, settings: readonly SettingInCode[]): ConfigModel[] {
  const byModel = new Map<SourceModel, ConfigEntry[]>();
  for (const one of settings) push(byModel, one.model, entryOf(one, resolver));
  return [...project.models.values()].flatMap((model) => {
    const entries = [...(byModel.get(model) ?? []), ...(model.settings ?? [])];
    const { path, language, text } = model;
    return entries.length === 0
      ? []
      : [{ path, language, text, entries, references: [], commands: [], unread: [], isCode: true }];
  });
}

/** Where a file sets a variable that is wanted. */
export function settingsInCode(
  model: SourceModel,
  resolver: Resolver,
  isWanted: (name: string) => boolean,
): SettingInCode[] {
  const assignments = named(model, 'assignments', isWanted);
  const found = assignments.flatMap((assignment) => assigned(resolver, assignment, isWanted) ?? []);
  const setters = flowFacts(model.language).environmentSetters ?? [];
  const last = new Set(setters.map(({ path }) => lastName(path)));
  // Most calls of `update` and the like are of something else, and say so by what they are given.
  for (const call of named(model, 'calls', (name) => last.has(name)))
    if (call.arguments.some((argument) => maySet(argument, isWanted))) found.push(...setBy(resolver, call, isWanted));
  return [...found, ...settingsInObjects(model, isWanted)];
}

function assigned(
  resolver: Resolver,
  { target, value, start, end, isConditional }: Assignment,
  isWanted: (name: string) => boolean,
): SettingInCode | undefined {
  const { property: name, propertySpan: nameSpan, model } = target;
  if (name === undefined || !isWanted(name)) return undefined;
  // What is assigned to a key of something else may be read from the variable, too.
  const isVariable = resolver
    .at(target, [])
    .some(
      (o) =>
        o.kind === 'environment' && o.node.model === model && o.sites.some(({ span }) => span.start === nameSpan.start),
    );
  const isAlone = start === target.start ? { isAssignment: true as const } : {};
  const isCertain = isConditional ? {} : { isCertain: true as const };
  if (!isVariable) return undefined;
  return isCopied(target)
    ? { model, name, nameSpan, value, start, end, isForUnknown: true }
    : { model, name, nameSpan, value, start, end, ...isAlone, ...isCertain };
}

/** `env = os.environ.copy()`: what is set in a copy is for a program that is handed it. */
function isCopied({ object }: Assignment['target']): boolean {
  const definitions = object.kind === 'reference' ? (object.binding?.definitions ?? []) : [];
  return definitions.some((one) => one.from === 'value' && (one.value.kind === 'call' || one.value.kind === 'object'));
}

/** `os.environ.setdefault("NAME", "value")`, `os.environ.update({"NAME": "value"}, OTHER="value")`. */
function setBy(resolver: Resolver, call: CallNode, isWanted: (name: string) => boolean): SettingInCode[] {
  const { environmentSetters: setters = [], wholeEnvironment = [] } = flowFacts(call.model.language);
  const called = terminalName(call.callee);
  // A method of the environment itself looks like the read of a variable: what it is a method of is asked for.
  const { callee } = call;
  const owners = callee.kind === 'member' ? only(resolver.at(callee.object, []), 'external') : [];
  const callees = resolver.at(callee, []);
  const names = [
    ...only(callees, 'external').map(dottedName),
    ...owners.map((owner) => `${dottedName(owner)}.${called}`),
  ];
  const globals = only(callees, 'global').map(({ path }) => path.join('.'));
  const { model, start, end, arguments: all } = call;
  const isEnvironment = (value: Expression | undefined) =>
    value !== undefined &&
    wholeEnvironment.includes(value.kind === 'string' ? value.value : model.text.slice(value.start, value.end));
  const setter = setters.find(
    ({ package: from, path, into, isParameter }) =>
      (isParameter
        ? path === `${parameterName(callee)}.${called}`
        : from === undefined
          ? globals.includes(path)
          : names.includes(`${from}.${path}`)) &&
      (into === undefined || isEnvironment(all[into]?.value)),
  );
  if (setter?.takes === 'mapping') return all.flatMap((argument) => inMapping(argument, isWanted));
  const [name, value] = all.map((one) => one.value);
  if (!setter || name?.kind !== 'string' || !value || !isWanted(name.value)) return [];
  return [{ model, name: name.value, nameSpan: name.inner, value, start, end }];
}

/** The name of the parameter that something is a member of. */
function parameterName(callee: Expression): string | undefined {
  const object = callee.kind === 'member' ? callee.object : undefined;
  if (object?.kind !== 'reference') return undefined;
  const definitions = object.binding?.definitions ?? [];
  return definitions.some(({ from }) => from === 'parameter') ? object.name : undefined;
}

/** Whether what a call is given holds a wanted name, as what sets a variable by it would. */
function maySet({ name, value }: Argument, isWanted: (name: string) => boolean): boolean {
  if (name !== undefined && isWanted(name)) return true;
  if (value.kind === 'object') return value.entries.some(({ key }) => key !== undefined && isWanted(key));
  return value.kind === 'string' && isWanted(value.value);
}

function inMapping(argument: Argument, isWanted: (name: string) => boolean): SettingInCode[] {
  const { name, nameSpan, value, start, end } = argument;
  const { model } = value;
  if (name !== undefined && nameSpan)
    return isWanted(name) ? [{ model, name, nameSpan, value, start, end, isEntry: true }] : [];
  if (value.kind !== 'object') return [];
  return value.entries.flatMap((entry) =>
    entry.key !== undefined && entry.keySpan && isWanted(entry.key)
      ? [
          {
            model,
            name: entry.key,
            nameSpan: entry.keySpan,
            value: entry.value,
            start: entry.start,
            end: entry.end,
            isEntry: true as const,
          },
        ]
      : [],
  );
}

function entryOf(
  { name, nameSpan, value, start, end, isAssignment, isEntry, isTest, isForUnknown }: SettingInCode,
  resolver: Resolver,
): ConfigEntry {
  const isWritten = value.kind === 'string' && !isForUnknown;
  return {
    name,
    nameSpan,
    value: isWritten ? value.value : '',
    valueSpan: isWritten ? value.inner : { start: value.start, end: value.start },
    quote: isWritten ? value.quote.replace(/^[a-z]+/i, '') : '',
    isCommented: false,
    isComputed: isWritten ? undefined : true,
    kind: 'variable',
    path: [name],
    references: isEntry ? readsIn(value, resolver) : [],
    separator: isForUnknown ? undefined : isEntry ? ',' : '',
    isAssignment,
    isTest,
    start,
    end,
  };
}

/** The variables that a value is made of, if it is made of nothing else: an empty default says nothing. */
function readsIn(value: Expression, resolver: Resolver): ConfigReference[] {
  const origins = resolver.at(value, []).filter((one) => one.kind !== 'string' || one.node.value !== '');
  const reads = only(origins, 'environment');
  if (reads.length < origins.length) return [];
  return reads.flatMap(({ name, sites }) =>
    sites
      .filter(({ model, span }) => model === value.model && isWithin(span, value))
      .map(({ span: { start, end } }) => ({ name, nameSpan: { start, end }, to: 'environment' as const, start, end })),
  );
}
