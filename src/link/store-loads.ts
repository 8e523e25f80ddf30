import type { SettingsStore } from '../catalog/flow.js';
import type { CallNode, Expression, SourceModel } from '../ir.js';
import { ANY } from '../ir.js';
import { filesOf } from '../languages/front-end.js';
import { importsLike } from './imported-by.js';
import { type Origin, type OriginOf, only } from './origins.js';
import type { Resolver } from './resolve.js';

/** A call by which a store gets settings: `app.config.from_object(Config)`. */
export interface Load {
  call: CallNode;
  takes: 'object' | 'mapping' | 'entry' | 'unknown';
}

/** What a text in a call names, as a module and what is walked in it: `from_object('config.Config')`. */
export function inText(resolver: Resolver, { call }: Load): { model: SourceModel; inside: string[] }[] {
  const [argument] = call.arguments;
  return (argument ? resolver.strings(argument.value) : []).flatMap(({ value }) => {
    const names = value.split(/[.:]/);
    for (const count of [names.length, names.length - 1]) {
      const files = filesOf(resolver.project.target(call.model, names.slice(0, count).join('.')));
      const models = files.flatMap((file) => resolver.project.model(file) ?? []);
      if (models.length > 0) return models.map((model) => ({ model, inside: names.slice(count) }));
    }
    return [];
  });
}

/** The files whose exports a store gets as they are. */
export function filesLoaded(resolver: Resolver, load: Load): string[] {
  const [argument] = load.call.arguments;
  const { value } = argument ?? {};
  const imported = value?.kind === 'reference' ? (value.binding?.definitions ?? []) : [];
  return [
    ...inText(resolver, load).flatMap(({ model, inside }) => (inside.length === 0 ? [model.path] : [])),
    ...imported.flatMap((one) =>
      one.from === 'import'
        ? filesOf(
            resolver.project.target(
              load.call.model,
              one.imported === ANY ? one.specifier : `${one.specifier}.${one.imported}`,
            ),
          )
        : [],
    ),
  ];
}

/** What a call is given as a whole, and what a text in it names. */
export function loadedBy(resolver: Resolver, load: Load): Origin[] {
  const [argument] = load.call.arguments;
  if (!argument || argument.name !== undefined) return [];
  const given = resolver.at(argument.value, []);
  const ofText = inText(resolver, load).flatMap(({ model, inside }) =>
    inside.length === 0
      ? []
      : resolver.modules.exported(
          model,
          inside.map((name) => ({ name })),
          load.call,
        ),
  );
  return [...given, ...ofText];
}

/** The calls that fill a store. */
export function loadsOf(
  resolver: Resolver,
  store: SettingsStore,
  isWanted: (takes: Load['takes']) => boolean = () => true,
): Load[] {
  return Object.entries(store.loads ?? {}).flatMap(([method, takes]) =>
    isWanted(takes)
      ? resolver.project.calls
          .get(method)
          .filter(({ callee }) => callee.kind === 'member' && isStore(resolver, callee.object, store))
          .map((call) => ({ call, takes }))
      : [],
  );
}

/** Whether an expression is such an object. */
export function isStore(resolver: Resolver, object: Expression, store: SettingsStore): boolean {
  const { package: from, objects, imports } = store;
  const last = lastNameOf(object);
  if (last === undefined || !objects.some((one) => one.endsWith(`.${last}`))) return false;
  const origins = resolver.briefly(object);
  if (only(origins, 'external').some((o) => o.package === from && isObjectOf(store, o))) return true;
  // `def init_app(app): app.config`, of whichever app.
  const isOpen = origins.every(({ kind }) => kind === 'unknown' || kind === 'parameter');
  return isOpen && object.kind === 'member' && importsLike(object.model, imports);
}

export function isObjectOf({ objects }: SettingsStore, { path }: OriginOf<'external'>): boolean {
  return objects.includes(path.join('.'));
}

/** `config` of `current_app.config`, and of a name that is given that. */
function lastNameOf(node: Expression): string | undefined {
  if (node.kind === 'member') return node.property;
  const [definition, ...more] = node.kind === 'reference' ? (node.binding?.definitions ?? []) : [];
  if (!definition || more.length > 0) return undefined;
  if (definition.from === 'import') return definition.imported;
  return definition.from === 'value' && definition.path.length === 0 && definition.value.kind === 'member'
    ? definition.value.property
    : undefined;
}
