import type { CallNode, Expression, ReferenceNode } from '../src/ir.js';
import { isMoved } from '../src/plan/moved-uses.js';
import { keySource, rewrite, type Transform } from '../src/plan/transform.js';
import type { Unit } from '../src/plan/types.js';

/**
 * A provider that a package exports ready-made has no options to set: a configured one is made beside it, and the
 * calls that move use that. Where all of them move, the new provider takes the old one's name.
 */
export const addProvider: Transform = {
  id: 'add-provider',
  apply(unit, context) {
    const { binding, shape } = unit;
    const factory = shape?.factory;
    if (unit.kind !== 'ready' || !binding || !factory) return [];
    const { model } = binding;
    const statement = model.layout.imports.find((one) => one.names.some((name) => name.local === binding.name));
    const imported = statement?.names.find((name) => name.local === binding.name);
    if (!statement || !imported) return [];
    const writer = context.writer(model);
    const { profile } = context.options;
    const moved = movedReferences(unit);
    const isWhole = moved.length === binding.references.length;
    const known = statement.names.find((name) => name.imported === factory.export);
    const name = isWhole ? binding.name : freeName(profile.providerName, unit);
    const maker = known?.local ?? factory.export;
    const options = writer.options(
      model,
      statement.start,
      [
        [factory.options.baseUrl, context.baseUrlSource(unit)],
        [factory.options.apiKey, keySource(unit, context, model, context.keyVariable(unit))],
      ],
      `const ${name} = ${maker}();`.length,
    );
    const made = `${maker}(${options})`;
    const importing =
      isWhole && !known
        ? { start: imported.start, end: imported.end, text: factory.export }
        : known
          ? undefined
          : writer.importName(statement, model, factory.export);
    const edits = [importing, writer.declare(model, name, made, statement.start)].filter((edit) => edit !== undefined);
    const findings = [rewrite(this.id, unit, model, statement, edits, 'moved', profile.baseUrl)];
    if (isWhole && known) findings[0]?.edits?.push({ path: model.path, ...withoutName(model.text, imported) });
    if (!isWhole)
      for (const reference of moved)
        findings.push(
          rewrite(
            this.id,
            unit,
            model,
            reference,
            [{ start: reference.start, end: reference.end, text: name }],
            'moved',
            profile.baseUrl,
          ),
        );
    return findings;
  },
};

/** The references to the provider that chat calls start from. */
function movedReferences(unit: Unit): ReferenceNode[] {
  const calls = new Set<CallNode>(unit.uses.filter(isMoved).map((use) => use.call));
  return (unit.binding?.references ?? []).filter((reference) => {
    const call = callOf(reference);
    return call !== undefined && calls.has(call);
  });
}

function callOf(reference: ReferenceNode): CallNode | undefined {
  let node: Expression = reference;
  while (node.use?.as === 'object') node = node.use.member;
  return node.use?.as === 'callee' ? node.use.call : undefined;
}

function freeName(wanted: string, unit: Unit): string {
  const taken = new Set(unit.model.bindings.map((binding) => binding.name));
  for (const name of [wanted, `${wanted}Provider`, `${wanted}Openai`]) if (!taken.has(name)) return name;
  return `${wanted}${taken.size}`;
}

/** Takes a name out of an import's braces, with the comma after it or before it. */
function withoutName(text: string, name: { start: number; end: number }) {
  const after = /^\s*,\s*/.exec(text.slice(name.end))?.[0].length ?? 0;
  if (after > 0) return { start: name.start, end: name.end + after, text: '' };
  const before = /(?<!\s)\s*,\s*$/.exec(text.slice(0, name.start))?.[0].length ?? 0;
  return { start: name.start - before, end: name.end, text: '' };
}
