import { flowFacts } from '../catalog/flow.js';
import type { Argument, CallNode, Expression, FunctionNode, Parameter, StringNode } from '../ir.js';
import { type Origin, type OriginOf, only, type Step } from './origins.js';
import { givenAt } from './place-in.js';
import type { Project } from './project.js';
import type { Resolver } from './resolve.js';
import { resultsOf } from './results-of.js';

/** `Field("x")`, `Option(default="x")`: a call whose result stands for the default that it declares. */
export function declaredDefault(
  resolver: Resolver,
  callee: OriginOf<'external'>,
  call: CallNode,
  path: readonly Step[],
): Origin[] | undefined {
  const name = callee.path.join('.');
  for (const fact of flowFacts(call.model.language).fieldFunctions ?? []) {
    if (fact.package !== callee.package || fact.export !== name) continue;
    const at = givenAt(call, fact.default);
    if (at) return asDefaults(resolver.at(at.value, [...at.steps, ...path]));
    const factory = fact.factory && givenAt(call, fact.factory);
    const made = factory ? resolver.at(factory.value, factory.steps) : [];
    const given = made.flatMap((o) => {
      if (o.kind === 'class') return resolver.objects.instance(o.node, path);
      return o.kind === 'function' ? resultsOf(o.node).flatMap((value) => resolver.at(value, path)) : [];
    });
    return given.length > 0 ? given : [{ kind: 'unknown', node: call }];
  }
  return undefined;
}

/** Whether an argument is the default that such a call declares: the call stands for it. */
export function isDeclaredDefault(callee: OriginOf<'external'>, call: CallNode, argument: Argument): boolean {
  const name = callee.path.join('.');
  return (flowFacts(call.model.language).fieldFunctions ?? []).some(
    (fact) =>
      fact.package === callee.package && fact.export === name && givenAt(call, fact.default)?.value === argument.value,
  );
}

/**
 * `@click.option("--model", default="x") def main(model)`, `model: Annotated[str, Option(envvar="X")]`: what a decorator
 * or an annotation says of a parameter's default.
 */
export function decoratedDefaults(
  resolver: Resolver,
  owner: FunctionNode,
  parameter: Parameter,
  path: readonly Step[],
): Origin[] {
  const metadata = parameter.type?.metadata ?? [];
  return [...(owner.decorators ?? []), ...metadata].flatMap((decorator) => {
    if (decorator.kind !== 'call') return [];
    if (!metadata.includes(decorator) && !namesOption(resolver, decorator, parameter.name ?? '')) return [];
    const facts = flowFacts(decorator.model.language).parameterDecorators ?? [];
    return resolver.at(decorator.callee, []).flatMap((callee) => {
      if (callee.kind !== 'external') return [];
      const fact = facts.find((one) => one.package === callee.package && one.export === callee.path.join('.'));
      if (!fact) return [];
      const at = givenAt(decorator, fact.default);
      const named = path.length === 0 && fact.variable ? givenAt(decorator, fact.variable) : undefined;
      return [
        ...(named ? resolver.strings(named.value).map(variableNamed) : []),
        ...(at ? asDefaults(resolver.at(at.value, [...at.steps, ...path])) : []),
      ];
    });
  });
}

/** An option that is read from the environment where the command line does not give it. */
function variableNamed(node: StringNode): Origin {
  return {
    kind: 'environment',
    name: node.value,
    sites: [{ model: node.model, span: node.inner, form: 'text' }],
    node,
  };
}

/**
 * `parser.parse_args().model`: what the definition of the option, in the same file or another, says of its default.
 * Undefined when the value is no option of a parser's.
 */
export function optionDefault(
  resolver: Resolver,
  project: Project,
  origin: OriginOf<'external'>,
  path: readonly Step[],
): Origin[] | undefined {
  const facts = flowFacts(origin.node.model.language).optionParsers ?? [];
  const parsers = facts.filter((one) => one.package === origin.package && isParsed(origin.path, one));
  const [name, ...rest] = path;
  if (!name) return undefined;
  const definitions = parsers.flatMap((parser) =>
    project.calls
      .get(parser.define)
      .filter((call) => namesOption(resolver, call, name.name))
      .map((call) => ({ call, parser })),
  );
  const near = definitions.filter(({ call }) => call.model === origin.node.model);
  const own = near.length > 0 ? near : definitions.filter(({ call }) => isDefinedOn(resolver, call, origin));
  const found = own.flatMap(({ call, parser }) => {
    const at = givenAt(call, parser.default);
    return at ? asDefaults(resolver.at(at.value, [...at.steps, ...rest])) : [];
  });
  return found.length > 0 ? found : undefined;
}

/** Whether a call in another file may define an option of the parser: it is not made of what another call made. */
function isDefinedOn(resolver: Resolver, { callee }: CallNode, { calls }: OriginOf<'external'>): boolean {
  const receivers = callee.kind === 'member' ? only(resolver.at(callee.object, []), 'external') : [];
  return receivers.length === 0 || receivers.some((one) => one.calls[0] === calls[0]);
}

/** `Command.().option.().opts.()`: what defines options gives the parser back, so that any number of them may stand between. */
function isParsed(path: readonly string[], { export: name, parse }: { export: string; parse: string }): boolean {
  const given = path.at(-1) === '()' ? path.slice(0, -1) : path;
  return path[0] === name && given.length > 1 && given.at(-1) === parse;
}

function asDefaults(origins: readonly Origin[]): Origin[] {
  return origins.map((origin) => (origin.kind === 'string' ? { ...origin, isDefault: true } : origin));
}

/** The name that an option has in the program: `dest`, or one of those that it is given by, as the language writes names. */
function namesOption(resolver: Resolver, call: CallNode, name: string): boolean {
  const dest = call.arguments.find((argument) => argument.name === 'dest');
  const texts = (value: Expression) => resolver.strings(value).map((node) => node.value);
  if (dest) return texts(dest.value).includes(name);
  const named = call.arguments.filter((argument) => argument.name === undefined);
  return named
    .flatMap((argument, index) => texts(argument.value).filter((text) => index === 0 || text.startsWith('-')))
    .flatMap(flagsIn)
    .some(
      (flag) => name === flag.replaceAll('-', '_') || name === flag.replace(/-(\w)/g, (_, one) => one.toUpperCase()),
    );
}

/** `--model`, `--no-cache/--cache`, `-m, --model <id>`. */
function flagsIn(text: string): string[] {
  const words = text.split(/[\s,|]+/);
  return words
    .filter((word) => words.length === 1 || word.startsWith('-'))
    .map((word) => word.replace(/^-+/, '').replace(/\/.*/s, ''));
}
