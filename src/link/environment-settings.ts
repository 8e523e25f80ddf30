import { flowFacts } from '../catalog/flow.js';
import type { Assignment, CallNode, ConfigEntry, ConfigModel, Expression, SourceModel, Span } from '../ir.js';
import type { Linked } from './link.js';
import { terminalName } from './project.js';
import type { Resolver } from './resolve.js';

/** Code that sets a variable of the environment: `os.environ["NAME"] = value`. */
export interface SettingInCode extends Span {
  model: SourceModel;
  name: string;
  nameSpan: Span;
  value: Expression;
  /** An assignment of this one variable, and nothing else. */
  isAssignment?: true;
  /** It happens whenever the file is run. */
  isCertain?: true;
}

/** The variables that code sets itself, and those that a command in it sets, as settings of the file. */
export function environmentSettings({ project }: Linked, settings: readonly SettingInCode[]): ConfigModel[] {
  const byModel = new Map<SourceModel, ConfigEntry[]>();
  for (const one of settings) byModel.set(one.model, [...(byModel.get(one.model) ?? []), entryOf(one)]);
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
  { assignments, expressions }: SourceModel,
  resolver: Resolver,
  isWanted: (name: string) => boolean,
): SettingInCode[] {
  const found = assignments.flatMap((assignment) => assigned(resolver, assignment, isWanted) ?? []);
  for (const one of expressions) {
    const set = one.kind === 'call' && setBy(resolver, one, isWanted);
    if (set) found.push(set);
  }
  return found;
}

function assigned(
  resolver: Resolver,
  { target, value, start, end, isConditional }: Assignment,
  isWanted: (name: string) => boolean,
): SettingInCode | undefined {
  const { property: name, propertySpan: nameSpan, model } = target;
  if (name === undefined || !isWanted(name)) return undefined;
  const isVariable = resolver.at(target, []).some((o) => o.kind === 'environment' && o.node.model === model);
  const isAlone = start === target.start ? { isAssignment: true as const } : {};
  const isCertain = isConditional ? {} : { isCertain: true as const };
  return isVariable ? { model, name, nameSpan, value, start, end, ...isAlone, ...isCertain } : undefined;
}

/** `os.environ.setdefault("NAME", "value")`. */
function setBy(resolver: Resolver, call: CallNode, isWanted: (name: string) => boolean): SettingInCode | undefined {
  const setters = flowFacts(call.model.language).environmentSetters ?? [];
  const called = terminalName(call.callee);
  if (!setters.some(({ path }) => path.slice(path.lastIndexOf('.') + 1) === called)) return undefined;
  const name = call.arguments[0]?.value;
  const value = call.arguments[1]?.value;
  if (name?.kind !== 'string' || !value || !isWanted(name.value)) return undefined;
  const isSetter = resolver
    .at(call.callee, [])
    .some(
      (o) => o.kind === 'external' && setters.some((one) => one.package === o.package && one.path === o.path.join('.')),
    );
  const { model, start, end } = call;
  return isSetter ? { model, name: name.value, nameSpan: name.inner, value, start, end } : undefined;
}

function entryOf({ name, nameSpan, value, start, end, isAssignment }: SettingInCode): ConfigEntry {
  const isWritten = value.kind === 'string';
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
    references: [],
    separator: '',
    isAssignment,
    start,
    end,
  };
}
