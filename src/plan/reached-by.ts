import type { Service } from '../catalog/service.js';
import type { Expression, StringNode } from '../ir.js';
import type { Linked } from '../link/link.js';
import { type Origin, only } from '../link/origins.js';
import { placeIn } from '../link/place-in.js';
import { textsOfOrigin } from '../link/texts.js';
import { named } from '../names.js';
import { componentsOf } from './components.js';
import { hasKnownPlaces, insideArguments, isOfOthers } from './inside-arguments.js';
import { modelOrigins } from './moved-uses.js';
import type { Unit } from './types.js';

/** Which units a written value flows into. */
export class ReachedBy {
  readonly #units = new Map<Expression, Unit[]>();

  constructor(linked: Linked, units: readonly Unit[], from: Service) {
    for (const unit of units)
      for (const node of [...valuesOf(unit, linked, from, true), ...modelsAskedFor(unit, linked)]) {
        const known = this.#units.get(node) ?? [];
        if (!known.includes(unit)) this.#units.set(node, [...known, unit]);
      }
  }

  unitsOf(node: Expression): readonly Unit[] {
    return this.#units.get(node) ?? [];
  }

  /** Texts in files of data that code loads. */
  dataTexts(): StringNode[] {
    return [...this.#units.keys()].filter(
      (node) => node.kind === 'string' && node.model.isData === true,
    ) as StringNode[];
  }
}

/** The literals, and the object literals without an option, that decide what a unit is; all that it uses, if `isWhole`. */
export function valuesOf(unit: Unit, linked: Linked, from: Service, isWhole = false): Expression[] {
  const written = (origins: readonly Origin[]) => writtenIn(origins, linked);
  return [
    ...written(unit.baseUrl.origins).filter((node) => isWhole || !isOfAnotherKind(unit, node, from)),
    ...unit.baseUrl.absent.map((absent) => absent.node),
    ...written(unit.apiKey.origins),
    ...unit.apiKey.absent.map((absent) => absent.node),
    ...givenToAnotherKind(unit, linked),
    // What is asked of a client of another kind is held below, where it looks at the model.
    ...written(modelOrigins(unit.stays === undefined ? unit : { ...unit, uses: [] })),
    ...(isWhole ? written(unit.ownModel?.origins ?? []) : []),
    // A call that may go to one of several clients holds nothing for one that does not look at the model.
    ...(isWhole || !ignoresModel(unit, linked, from) ? written(unit.uses.flatMap((use) => use.model)) : []),
  ];
}

/** What a client of another kind is given where its own places are not known, and the objects in which it finds that. */
function givenToAnotherKind(unit: Unit, linked: Linked): Expression[] {
  if (unit.stays === undefined || hasKnownPlaces(unit)) return [];
  const given = insideArguments(unit, linked);
  return [...only(given, 'object').map(({ node }) => node), ...(isOfOthers(unit) ? [] : writtenIn(given, linked))];
}

/** OpenAI's own address, given to a client that cannot use it: Azure has addresses of its own, which others would give. */
function isOfAnotherKind({ stays }: Unit, node: Expression, from: Service): boolean {
  return stays === 'azure' && node.kind === 'string' && from.hostsIn(node.value).length > 0;
}

/** Whether the client takes no notice of the ids that its calls name, or has a name of its own among them. */
function ignoresModel({ stays, shape, call, uses }: Unit, { resolver }: Linked, from: Service): boolean {
  if (stays === undefined) return false;
  const isOwn = (origin: Origin) => origin.kind !== 'string' || from.modelId(origin.node.value, true) === undefined;
  if (uses.every((use) => use.model.some(isOwn))) return true;
  const at = call && shape?.ignoresModel !== undefined ? placeIn(call, shape.ignoresModel) : undefined;
  if (shape?.ignoresModel === undefined) return true;
  return at !== undefined && resolver.at(at.value, at.steps).some((origin) => origin.kind !== 'absent');
}

/** The models that calls of another kind name: an assistant's, an Azure deployment's. */
export function modelsAskedFor(unit: Unit, linked: Linked): Expression[] {
  return writtenIn(originsAskedFor(unit, linked), linked);
}

/** Where these come from. The lines of a batch name theirs in a file. */
export function originsAskedFor(unit: Unit, linked: Linked): Origin[] {
  const { resolver } = linked;
  const asked = [...unit.unknownUses, ...unit.uses.filter((use) => use.model.length === 0)].flatMap(({ call }) =>
    call.arguments.flatMap(({ name, value }) =>
      name === 'model' ? resolver.at(value, []) : resolver.resolve(value, ['model']),
    ),
  );
  const hasBatches = unit.uses.some(({ shape }) => shape.endpoint === 'batches');
  return hasBatches ? [...asked, ...modelsOfLines(unit, linked)] : asked;
}

/** `{ custom_id, method, url, body }` (https://platform.openai.com/docs/guides/batch), in the files of the unit's program. */
function modelsOfLines({ model }: Unit, { project, resolver }: Linked): Origin[] {
  const programOf = componentsOf(project);
  return [...project.models.values()]
    .filter((one) => programOf(one) === programOf(model))
    .flatMap((one) => named(one, 'objects', (key) => key === 'custom_id'))
    .flatMap(({ entries }) => entries.filter(({ key }) => key === 'body'))
    .flatMap(({ value }) => resolver.resolve(value, ['model']));
}

export function writtenIn(origins: readonly Origin[], linked: Linked): Expression[] {
  return origins
    .flatMap((origin) => textsOfOrigin(linked.resolver, origin))
    .flatMap((text) => text.flatMap((part) => (part.kind === 'written' ? [part.node] : [])));
}
