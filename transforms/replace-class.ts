import type { Binding, Import, Span } from '../src/ir.js';
import { rewrite, type Transform } from '../src/plan/transform.js';
import { namedCallee } from '../src/plan/written-sources.js';

/**
 * A class that takes only the models that it knows by name gives way to one of the same family that takes any. Where
 * nothing else uses the old one, its import becomes the new one's.
 */
export const replaceClass: Transform = {
  id: 'replace-class',
  apply(unit, context) {
    const { call, shape } = unit;
    const callee = call && namedCallee(call);
    if (!call || !callee || !shape?.instead || unit.isAtTarget) return [];
    const { instead } = shape;
    const { model } = call;
    const named = { ...spanOf(callee), text: instead.name };
    const old = callee.kind === 'reference' && callee.binding ? onlyUse(callee.binding) : undefined;
    const isFree = context.writer(model).importFrom(model, instead, call.start)?.length !== 0;
    const edits =
      old && isFree
        ? [
            { ...specifierOf(old, model.text), text: instead.from },
            { ...importedOf(old, model.text), text: instead.name },
            ...(old.name.local === old.name.imported ? [named] : []),
          ]
        : [{ ...named, imports: [instead] }];
    return [rewrite(this.id, unit, model, call, edits, 'moved', context.options.profile.baseUrl)];
  },
};

interface OnlyUse {
  statement: Import;
  name: Import['names'][number];
}

/** The import of a name that is used once, where the statement imports nothing else. A type names it, too. */
function onlyUse({ model, definitions, name }: Binding): OnlyUse | undefined {
  const [definition] = definitions;
  const spellings = model.text.match(new RegExp(`\\b${name.replaceAll('$', '\\$')}\\b`, 'g')) ?? [];
  if (spellings.length !== 2 || definition?.from !== 'import') return undefined;
  const statement = model.layout.imports.find(
    ({ specifier, names }) => specifier === definition.specifier && names.some(({ local }) => local === name),
  );
  const [first, ...others] = statement?.names ?? [];
  return statement && first && others.length === 0 ? { statement, name: first } : undefined;
}

function specifierOf({ statement }: OnlyUse, text: string): Span {
  const start = text.indexOf(statement.specifier, statement.start);
  return { start, end: start + statement.specifier.length };
}

function importedOf({ name }: OnlyUse, text: string): Span {
  const start = text.indexOf(name.imported, name.start);
  return { start, end: start + name.imported.length };
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}
