import { flowFacts } from '../catalog/flow.js';
import type { CallNode, Expression, FunctionNode, Parameter, SourceModel } from '../ir.js';
import { dottedName, type Origin, only, type Step } from './origins.js';
import type { Resolver } from './resolve.js';

/** What takes a value out of a container: a call that asks for the type, or a parameter of it that nobody else gives a value. */
export interface Takers {
  calls: readonly CallNode[];
  parameters: readonly Parameter[];
}

/**
 * Values that a container keeps by their types: `services.AddSingleton(new Client(key))`, and then `provider.GetRequiredService<Client>()`,
 * or a parameter `Client client` of what the container makes.
 */
export class TypeContainers {
  constructor(private readonly resolver: Resolver) {}

  /** What the container may give for a parameter of the type that nobody else gives a value. */
  given({ type }: Parameter, { model }: FunctionNode, path: readonly Step[], node: Expression): Origin[] {
    const [name] = type?.names ?? [];
    const fact = flowFacts(model.language).typeContainers;
    if (!fact || name === undefined) return [];
    const key = this.#keyOfName(name, node);
    return key === undefined ? [] : this.#kept(key, name, model, path);
  }

  /** What a call that asks a container gives. */
  taken(call: CallNode, path: readonly Step[]): Origin[] {
    const [type] = this.#isCalled(call, 'take') ? (call.typeArguments ?? []) : [];
    const key = type && this.#keyOf(type);
    if (type?.kind !== 'reference' || key === undefined) return [];
    // What reads the environment is there without anybody's putting it there.
    const isRead = flowFacts(call.model.language).environment.some((read) => read.type === type.name);
    if (!isRead) return this.#kept(key, type.name, call.model, path);
    return this.resolver.leaf(
      { kind: 'external', package: `type:${type.name}`, path: [], calls: [], node: call },
      path,
    );
  }

  /** Who takes what a call puts into a container; undefined for another call, or where its type is not known. */
  takersOf(call: CallNode): Takers | undefined {
    const type = this.#isCalled(call, 'register') ? this.#typeOf(call) : undefined;
    const key = type && this.#keyOf(type);
    if (type?.kind !== 'reference' || key === undefined) return undefined;
    const { project, callSites } = this.resolver;
    const { language } = call.model;
    project.readHolding(type.name, language);
    const isOfSame = (other: { model: SourceModel }) => this.#isServed(call.model, other.model);
    const fact = flowFacts(language).typeContainers;
    const calls = (fact?.take ?? [])
      .flatMap((name) => project.calls.get(name))
      .filter((one) => {
        const [asked] = one.typeArguments ?? [];
        return asked !== undefined && isOfSame(one) && this.#keyOf(asked) === key;
      });
    const parameters = project.parametersOf(type.name).filter((parameter) => {
      const target = parameter.targets[0]?.binding;
      const definition = target?.definitions[0];
      if (parameter.type?.names[0] !== type.name || !target || definition?.from !== 'parameter') return false;
      if (!isOfSame(target) || callSites.of(definition.function).length > 0) return false;
      return this.#keyOfName(type.name, definition.function) === key;
    });
    return { calls, parameters };
  }

  #isCalled({ callee, model }: CallNode, what: 'register' | 'take'): boolean {
    const names = flowFacts(model.language).typeContainers?.[what];
    return names !== undefined && callee.kind === 'member' && names.includes(callee.property ?? '');
  }

  /** The type under which a call keeps its value: the one that it says, or that of the value. */
  #typeOf({ typeArguments, arguments: given }: CallNode): Expression | undefined {
    if (typeArguments?.[0]) return typeArguments[0];
    const value = given.at(-1)?.value;
    const made = value?.kind === 'function' ? value.returns.at(-1) : value;
    const plain = made?.kind === 'reference' ? definedAs(made) : made;
    return plain?.kind === 'call' && plain.isNew ? plain.callee : undefined;
  }

  #kept(key: string, name: string, from: SourceModel, path: readonly Step[]): Origin[] {
    const values = this.#registrations(key, name, from.language).filter((one) => this.#isServed(one.model, from));
    return values.flatMap((call) => {
      const value = call.arguments.at(-1)?.value;
      if (!value) return [];
      return value.kind === 'function'
        ? value.returns.flatMap((returned) => this.resolver.at(returned, path))
        : this.resolver.at(value, path);
    });
  }

  #registrations(key: string, name: string, language: string): CallNode[] {
    const { project } = this.resolver;
    project.readHolding(name, language);
    return (flowFacts(language).typeContainers?.register ?? [])
      .flatMap((one) => project.calls.get(one))
      .filter((call) => {
        const type = this.#typeOf(call);
        return type?.kind === 'reference' && type.name === name && this.#keyOf(type) === key;
      });
  }

  /** The container of a program serves the program's own files, and those of the libraries that are part of it. */
  #isServed(at: SourceModel, taker: SourceModel): boolean {
    const { host } = this.resolver.project;
    const isPart = host.frontEndFor(taker.path)?.isPartOf;
    return isPart === undefined || isPart(taker.path, at.path, host);
  }

  #keyOf(type: Expression): string | undefined {
    return this.#keyIn(this.resolver.at(type, []));
  }

  #keyOfName(name: string, { model }: Expression): string | undefined {
    const binding = model.bindings.find((one) => one.name === name && one.isTopLevel);
    const [reference] = binding?.references ?? [];
    return reference && this.#keyOf(reference);
  }

  #keyIn(origins: readonly Origin[]): string | undefined {
    const [external] = only(origins, 'external');
    if (external) return dottedName(external);
    const [made] = only(origins, 'class');
    return made && `${made.node.model.path}#${made.node.name}`;
  }
}

/** What a name was given, where that is one value. */
function definedAs(reference: Extract<Expression, { kind: 'reference' }>): Expression | undefined {
  const [definition, ...others] = reference.binding?.definitions ?? [];
  return definition?.from === 'value' && definition.path.length === 0 && others.length === 0
    ? definition.value
    : undefined;
}
