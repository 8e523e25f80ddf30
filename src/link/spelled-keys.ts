import { flowFacts } from '../catalog/flow.js';
import type { CallNode, Entry, Expression, ObjectNode, SourceModel, Span } from '../ir.js';
import { named } from '../names.js';
import { isWithin } from '../spans.js';
import { importedBy } from './imported-by.js';
import { type Origin, only } from './origins.js';
import type { Resolver } from './resolve.js';
import { argumentAt } from './schemas.js';

/** A key of an object, or a field of a class, that is called as a variable of the environment is. */
export interface SpelledKey {
  name: string;
  model: SourceModel;
  /** The name alone. */
  span: Span;
  /** It describes the variable, for what checks the environment when the program starts. */
  isSchema: boolean;
}

/**
 * Keys that may be read as a variable's name though no value is followed from them to a read: those of schemas, those that hold
 * what is no text, and keywords that a function takes as a mapping. A key whose value is read from the variable itself is a name of the program's own.
 */
export function spelledKeys(model: SourceModel, resolver: Resolver, isWanted: (name: string) => boolean): SpelledKey[] {
  const objects = named(model, 'objects', isWanted).filter(({ form }) => form === 'literal');
  const own = objects.flatMap((node) =>
    node.entries.flatMap((entry) => (isOwnName(entry, resolver) ? [{ name: entry.key, call: callAround(node) }] : [])),
  );
  const inObjects = objects.flatMap((node) => {
    const call = callAround(node);
    const isSchema = node.use?.as === 'argument' && isSchemaCall(node.use.call, resolver);
    const checked = call ? checkedBy(call, resolver) : [];
    // `createEnv({ server: { NAME: … }, runtimeEnv: { NAME: process.env.NAME } })`
    const isNamedBeside = (key: string) => own.some((one) => one.name === key && (!call || one.call === call));
    return node.entries.flatMap(({ key, keySpan, value }) => {
      if (key === undefined || !keySpan || !isWanted(key) || isNamedBeside(key)) return [];
      if (!isSchema && value.kind !== 'object' && value.kind !== 'call') return [];
      // `schema.parse({ NAME: process.env.NAME })`, wherever that object is written
      const named = checked.filter((one) => one.kind === 'object' && one.node.entries.some((own) => own.key === key));
      if (named.length > 0 && named.length === checked.length) return [];
      return [{ name: key, model, span: keySpan, isSchema: isSchema && named.length === 0 }];
    });
  });
  return [...inObjects, ...inKeywords(model, resolver, isWanted), ...validatedFields(model, isWanted)].filter(
    ({ name, span }) => model.text.slice(span.start, span.end) === name,
  );
}

/** `NAME: process.env.NAME` */
export function isOwnName({ key, value }: Entry, resolver: Resolver): boolean {
  return only(resolver.at(value, []), 'environment').some(({ name }) => name === key);
}

/** `set_variables(NAME=key)`: what a function of the program takes by any name is a mapping for it, whose keys it may set as variables. */
function inKeywords(model: SourceModel, resolver: Resolver, isWanted: (name: string) => boolean): SpelledKey[] {
  return named(model, 'keywordCalls', isWanted).flatMap(({ callee, arguments: all }) =>
    all.flatMap(({ name, nameSpan, value }) => {
      if (name === undefined || !nameSpan || !isWanted(name)) return [];
      const isReadThere = only(resolver.at(value, []), 'environment').some(
        ({ name: read, node }) => read === name && node.model === model && isWithin(node, value),
      );
      const takesAny = only(resolver.at(callee, []), 'function').some(
        ({ node: { parameters } }) =>
          parameters.some(({ rest }) => rest === 'mapping') && !parameters.some((one) => one.name === name),
      );
      return takesAny && !isReadThere ? [{ name, model, span: nameSpan, isSchema: false }] : [];
    }),
  );
}

/** The call that an object is handed to, as a whole or inside of another one. */
function callAround(node: ObjectNode): CallNode | undefined {
  let at: Expression = node;
  for (;;) {
    const use: Expression['use'] = at.use;
    if (use?.as === 'entry') at = use.object;
    else if (use?.as === 'item') at = use.list;
    else return use?.as === 'argument' ? use.call : undefined;
  }
}

/** `object({ NAME: string() })`, `parseEnv(process.env, { NAME: string() })` */
function isSchemaCall(call: CallNode, resolver: Resolver): boolean {
  return makesSchema(call, resolver) || environmentSchemaOf(call, resolver) !== undefined;
}

function makesSchema({ callee, model }: CallNode, resolver: Resolver): boolean {
  const { schemas } = flowFacts(model.language);
  return only(resolver.at(callee, []), 'external').some(({ package: name, path }) =>
    schemas.some((one) => one.package === name && one.objects.includes(path.at(-1) ?? '')),
  );
}

function environmentSchemaOf({ callee, model }: CallNode, resolver: Resolver) {
  const called = only(resolver.at(callee, []), 'external');
  return flowFacts(model.language).environmentSchemas.find((one) =>
    called.some(({ package: name, path }) => one.package === name && one.function === path.at(-1)),
  );
}

/** What is known to be checked by a schema: what its call is given beside it, or what `parse` is called with on what it made. */
function checkedBy(call: CallNode, resolver: Resolver): Origin[] {
  const own = environmentSchemaOf(call, resolver);
  const at = own && argumentAt(call, own.values);
  if (at) return resolver.at(at.value, at.steps);
  if (!makesSchema(call, resolver)) return [];
  const methods = new Set(flowFacts(call.model.language).schemas.flatMap(({ parse }) => Object.keys(parse)));
  return [...methods]
    .flatMap((method) => resolver.project.calls.get(method))
    .filter(({ callee }) => only(resolver.at(callee, []), 'external').some(({ calls }) => calls.includes(call)))
    .flatMap((parse) => (parse.arguments[0] ? resolver.at(parse.arguments[0].value, []) : []));
}

/** Fields of a class that a validator fills. */
function validatedFields(model: SourceModel, isWanted: (name: string) => boolean): SpelledKey[] {
  const { validators = [] } = flowFacts(model.language);
  const classes = named(model, 'classes', isWanted);
  if (classes.length === 0 || !validators.some((name) => importedBy(model).has(name))) return [];
  return classes.flatMap(({ fields }) =>
    fields.flatMap(({ name, nameSpan, value, isStatic }) =>
      isWanted(name) && !value && !isStatic ? [{ name, model, span: nameSpan, isSchema: true }] : [],
    ),
  );
}
