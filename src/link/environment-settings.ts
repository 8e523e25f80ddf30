import { flowFacts } from '../catalog/flow.js';
import type { Assignment, CallNode, ConfigEntry, ConfigModel, Expression, Span } from '../ir.js';
import type { Linked } from './link.js';
import { terminalName } from './project.js';
import type { Resolver } from './resolve.js';

/** Variables of the environment that code sets itself (`os.environ["NAME"] = "value"`), as settings of the file. */
export function environmentSettings({ project, resolver }: Linked, isWanted: (name: string) => boolean): ConfigModel[] {
  return [...project.models.values()].flatMap((model) => {
    const entries: ConfigEntry[] = model.assignments.flatMap((assignment) => {
      const { target } = assignment;
      if (target.property === undefined || !isWanted(target.property)) return [];
      const isVariable = resolver.at(target, []).some((o) => o.kind === 'environment' && o.node.model === model);
      return isVariable ? [entryOf(assignment, target.property)] : [];
    });
    for (const one of model.expressions) {
      const set = one.kind === 'call' && setBy(resolver, one, isWanted);
      if (set) entries.push(set);
    }
    entries.push(...(model.settings ?? []));
    return entries.length === 0
      ? []
      : [{ path: model.path, language: model.language, text: model.text, entries, isCode: true }];
  });
}

/** `os.environ.setdefault("NAME", "value")`. */
function setBy(resolver: Resolver, call: CallNode, isWanted: (name: string) => boolean): ConfigEntry | undefined {
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
  return isSetter ? entry(name.value, name.inner, value, call) : undefined;
}

function entryOf({ target, value, start, end }: Assignment, name: string): ConfigEntry {
  return entry(name, target.propertySpan, value, { start, end });
}

function entry(name: string, nameSpan: Span, value: Expression, { start, end }: Span): ConfigEntry {
  const isWritten = value.kind === 'string';
  return {
    name,
    nameSpan,
    value: isWritten ? value.value : '',
    valueSpan: isWritten ? value.inner : { start: value.start, end: value.start },
    quote: isWritten ? value.quote.replace(/^[a-z]+/i, '') : '',
    isCommented: false,
    isComputed: isWritten ? undefined : true,
    start,
    end,
  };
}
