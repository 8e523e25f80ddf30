import { PARAMETERS, type ParameterFact } from '../catalog/capabilities.js';
import { functionAround } from '../function-around.js';
import { ANY, type Binding, type CallNode, type ClassNode, type SourceModel, type Span } from '../ir.js';
import { named } from '../names.js';
import { isWithin } from '../spans.js';
import { holdsFor, targetsOfUnit } from './targets.js';
import type { PlanOptions, Unit } from './types.js';

/** A class of a package's, by which a message holds what a target does not take. */
interface UnservedMedia {
  fact: ParameterFact;
  model: SourceModel;
  span: Span;
}

interface NamedMedia extends Span {
  path: string;
}

/**
 * What a client's messages hold, as the names tell that are imported for them: in its own file, and in functions of other files that
 * call the client.
 */
export function mediaOf(unit: Unit, options: PlanOptions): UnservedMedia[] {
  const { sdk, model, ownCalls = [] } = unit;
  const media = sdk?.mediaNames;
  if (!media) return [];
  const paths = Object.keys(media);
  const elsewhere = ownCalls.filter((call) => call.model !== model);
  const apart = classApart(unit, paths);
  const found = [
    ...(apart ? usedWithin(model, paths, apart) : importedIn(model, paths)).map((one) => ({ ...one, model })),
    ...elsewhere.flatMap((call) => usedBeside(call, paths).map((one) => ({ ...one, model: call.model }))),
  ];
  const targets = targetsOfUnit(unit, options);
  return found.flatMap(({ path, model, start, end }) => {
    const fact = PARAMETERS.find(({ id, action }) => id === media[path] && IN_NAMES.has(action));
    return fact && holdsFor(targets, fact, options) ? [{ fact, model, span: { start, end } }] : [];
  });
}

/** What a name brings along would fail, be it that another value could be written elsewhere. */
const IN_NAMES: ReadonlySet<ParameterFact['action']> = new Set(['block', 'rewrite']);

/** Where a file imports one of the names, or uses it of a module that it imports as a whole. */
function importedIn(model: SourceModel, paths: readonly string[]): NamedMedia[] {
  const isModule = holderOf(paths);
  const imported = model.layout.imports
    .filter(({ specifier }) => isModule(specifier))
    .flatMap(({ specifier, names }) =>
      names.map(({ imported, start, end }) => ({ path: `${specifier}.${imported}`, start, end })),
    );
  return [...imported, ...usedOf(model, paths, () => []), ...soughtIn(model, paths)].filter(({ path }) =>
    paths.includes(path),
  );
}

/**
 * What a file names without a module: a class, what a class has (`Part.CreateImage`), or a method of any value that is given a type
 * (`GetResponse<>`).
 */
function soughtIn(model: SourceModel, paths: readonly string[]): NamedMedia[] {
  const isSought = (binding: Binding) => binding.definitions.some((one) => one.from === 'import' && one.isSought);
  return paths.flatMap((path) => {
    const [name = '', before = ''] = path.split('.').reverse();
    const found: Span[] = name.endsWith('<>')
      ? named(model, 'calls', (one) => one === name.slice(0, -2)).filter(
          ({ typeArguments }) => typeArguments !== undefined,
        )
      : [
          ...named(model, 'members', (one) => one === name).filter(
            ({ object }) =>
              object.kind === 'reference' && object.name === before && object.binding && isSought(object.binding),
          ),
          ...named(model, 'bindings', (one) => one === name).flatMap((one) => (isSought(one) ? one.references : [])),
        ];
    return found.map(({ start, end }) => ({ path, start, end }));
  });
}

/** The class that a client does not leave, in a file with others that use the names and have nothing to do with it. */
function classApart(
  { model, call, uses, ownCalls = [], others }: Unit,
  paths: readonly string[],
): ClassNode | undefined {
  const own = call && classAround(model, call);
  if (!own?.name || others.some((one) => one.kind === 'exported')) return undefined;
  if (![...uses, ...ownCalls.map((one) => ({ call: one }))].every((one) => isIn(one.call, own))) return undefined;
  const classes = [...namesIn(model, paths)].map((one) => classAround(model, one));
  const isApart = (one: ClassNode | undefined) =>
    one === own ||
    (one?.name !== undefined &&
      !isWithin(own, one) &&
      !isWithin(one, own) &&
      !isNamedIn(one, own) &&
      !isNamedIn(own, one));
  return classes.length > 0 && classes.every(isApart) ? own : undefined;
}

function isIn(call: CallNode, { model, start, end }: ClassNode): boolean {
  return call.model === model && isWithin(call, { start, end });
}

function isNamedIn({ name }: ClassNode, { model, start, end }: ClassNode): boolean {
  return new RegExp(`\\b${name}\\b`).test(model.text.slice(start, end));
}

function classAround({ expressions }: SourceModel, span: Span): ClassNode | undefined {
  const around = expressions.filter((one): one is ClassNode => one.kind === 'class' && isWithin(span, one));
  return around.reduce<ClassNode | undefined>((inner, one) => (inner && isWithin(inner, one) ? inner : one), undefined);
}

function namesIn(model: SourceModel, paths: readonly string[]): NamedMedia[] {
  return usedOf(model, paths, ({ references }, path) => references.map(({ start, end }) => ({ path, start, end })));
}

function usedWithin(model: SourceModel, paths: readonly string[], around: Span): NamedMedia[] {
  return namesIn(model, paths).filter((one) => paths.includes(one.path) && isWithin(one, around));
}

/** What the function around a call makes of the names; all that the file does, where there is none. */
function usedBeside(call: CallNode, paths: readonly string[]): NamedMedia[] {
  const { model } = call;
  const used = usedOf(model, paths, ({ references }, path) =>
    references.map(({ start, end }) => ({ path, start, end })),
  );
  const media = [...used, ...soughtIn(model, paths)].filter(({ path }) => paths.includes(path));
  if (media.length === 0) return [];
  const around = functionAround(model, call);
  return around ? media.filter((one) => isWithin(one, around)) : media;
}

/** An import may lead to a module that has the names, or to what has one of them. */
function holderOf(paths: readonly string[]): (specifier: string) => boolean {
  return (specifier) => paths.some((path) => path === specifier || path.startsWith(`${specifier}.`));
}

/** What a file uses of modules that hold the names: of those that it imports as a whole, and `byName` of those of which it imports a name. */
function usedOf(
  model: SourceModel,
  paths: readonly string[],
  byName: (binding: Binding, path: string) => NamedMedia[],
): NamedMedia[] {
  return named(model, 'imports', holderOf(paths)).flatMap((binding) =>
    binding.definitions.flatMap((one) => {
      if (one.from !== 'import') return [];
      const { imported, specifier } = one;
      if (paths.includes(specifier)) return byName(binding, specifier);
      const isWhole = imported === ANY || specifier.endsWith(`.${imported}`);
      return isWhole ? namesWalked(model, binding, specifier) : byName(binding, `${specifier}.${imported}`);
    }),
  );
}

/** What a file uses of a module that it imports as a whole, in expressions and as a type. */
function namesWalked(model: SourceModel, { name, references }: Binding, specifier: string): NamedMedia[] {
  const used = references.flatMap(({ use }) => {
    if (use?.as !== 'object' || use.member.property === undefined) return [];
    const { property, start, end } = use.member;
    return [{ path: `${specifier}.${property}`, start, end }];
  });
  const typed = model.bindings.flatMap(({ type }) => {
    const names = type?.names.filter((one) => one.startsWith(`${name}.`)) ?? [];
    return names.flatMap((one) =>
      type ? [{ path: specifier + one.slice(name.length), start: type.start, end: type.end }] : [],
    );
  });
  return [...used, ...typed];
}
