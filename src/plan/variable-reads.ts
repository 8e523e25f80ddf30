import type { Service } from '../catalog/service.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { Expression, SourceModel } from '../ir.js';
import type { Linked } from '../link/link.js';
import { only, type Site } from '../link/origins.js';
import { inOrder, named } from '../names.js';
import { declaredReads } from './declared-reads.js';
import { isReadForAddress } from './names-beside-addresses.js';

/** A place that reads a variable of the environment. */
export interface EnvironmentRead {
  name: string;
  sites: Site[];
  /** Where a class of settings declares it. */
  declared?: readonly Site[];
  node: { model: SourceModel };
  /** What gives the value; absent in a text. */
  at?: Expression;
  isNeutral?: true;
}

/** Every read of a variable that names OpenAI, or that a value is followed to, in all files read so far. */
export function environmentReads(linked: Linked, from: Service): EnvironmentRead[] {
  const found: EnvironmentRead[] = [];
  for (const model of linked.project.models.values()) {
    for (const { name, span } of model.reads ?? [])
      if (from.names(name) && !isReadForAddress(model, span, from))
        found.push({ name, sites: [{ model, span, form: 'text' }], node: { model } });
    // The name must stand somewhere in a file that reads it, or in one that it imports from.
    if (!from.word.test(model.text)) continue;
    found.push(...declaredReads(model, linked, from));
    for (const expression of spelling(model, from)) {
      for (const origin of only(linked.resolver.at(expression, []), 'environment'))
        if (from.names(origin.name)) found.push({ ...origin, at: expression });
    }
  }
  return found;
}

/** Reads of variables that name no service, and that a value is followed to. */
export function neutralReads(names: ReadonlySet<string>, linked: Linked): EnvironmentRead[] {
  return namedReads(names, linked).map((read) => ({ ...read, isNeutral: true as const }));
}

/** Every read of such variables by the program itself. */
export function namedReads(names: ReadonlySet<string>, { project, resolver }: Linked): EnvironmentRead[] {
  if (names.size === 0) return [];
  const isIt = (name: string) => names.has(asVariable(name));
  return [...project.models.values()]
    .filter(({ path }) => !isTestPath(path))
    .flatMap((model) => expressionsNaming(model, isIt, isIt))
    .flatMap((expression) =>
      only(resolver.at(expression, []), 'environment')
        .filter(({ name }) => names.has(name))
        .map((origin) => ({ ...origin, at: expression })),
    );
}

/** What is read of a variable in a text that asks an address with it. */
export function readsForAddresses({ project }: Linked, from: Service) {
  return [...project.models.values()].flatMap((model) =>
    (model.reads ?? []).flatMap((read) => (isReadForAddress(model, read.span, from) ? [{ ...read, model }] : [])),
  );
}

/** Expressions that hold the name of a variable of OpenAI's, as a property, an argument or a pattern's key. */
function spelling(model: SourceModel, from: Service): Expression[] {
  const isProperty = (name: string) => from.word.test(name) && from.names(asVariable(name));
  return expressionsNaming(model, isProperty, from.mayHoldNames(model.text) ? from.names : undefined);
}

/** A field that is read from the environment may be written in small letters. */
function asVariable(property: string): string {
  return /^[a-z][a-z0-9_]*$/.test(property) ? property.toUpperCase() : property;
}

/** Expressions that hold a wanted name: as a property; and, where texts may hold one, as an argument or a pattern's key. */
function expressionsNaming(
  model: SourceModel,
  isProperty: (name: string) => boolean,
  isText: ((text: string) => boolean) | undefined,
): Expression[] {
  const strings = isText ? named(model, 'strings', isText) : [];
  const calls = strings.flatMap(({ use }) => (use?.as === 'argument' ? use.call : []));
  const references = isText ? named(model, 'parts', isText).flatMap((binding) => binding.references) : [];
  // `message.to_openai_format()`: what is read from the environment is a text, which is not called.
  const members = named(model, 'members', isProperty).filter(({ use }) => use?.as !== 'callee');
  return inOrder<Expression>(model, [...members, ...calls, ...references]);
}
