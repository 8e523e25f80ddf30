import { flowFacts } from '../catalog/flow.js';
import type { CallNode, ClassNode, Expression, Field } from '../ir.js';
import type { Origin, Site, Step } from './origins.js';
import type { Resolver } from './resolve.js';

/**
 * A class whose annotated fields are read from the environment (pydantic's `BaseSettings`): `openai_api_key` is the
 * variable OPENAI_API_KEY, in whatever case, behind the class's prefix, or under a name of its own (`alias=`). Undefined
 * for any other class.
 */
export function settingsField(
  resolver: Resolver,
  owner: ClassNode,
  field: Field,
  declared: Expression | undefined,
  step: Step,
): Origin | undefined {
  const names = field.type === undefined ? undefined : namesOf(resolver, owner);
  if (!names) return undefined;
  const alias = declared && aliasOf(resolver, declared, names);
  // What a file may hold as well is not all in the environment.
  const stored = configured(owner, 'env_file') ? { isStored: true as const } : {};
  if (alias)
    return {
      kind: 'environment',
      name: alias.value.toUpperCase(),
      sites: [{ model: alias.model, span: alias.inner, form: 'text' }],
      node: owner,
      ...stored,
    };
  const prefix = prefixOf(resolver, owner);
  if (prefix === undefined) return undefined;
  const sites: Site[] = [{ model: owner.model, span: field.nameSpan, form: 'name' }];
  if (step.site) sites.push(step.site);
  // With a prefix the name is nowhere written as a whole: there is no place to rename it.
  return {
    kind: 'environment',
    name: (prefix + field.name).toUpperCase(),
    sites: prefix === '' ? sites : [],
    node: owner,
    ...stored,
  };
}

/**
 * A group of settings inside such a class (`openai: OpenAISettings`), and what is asked of it: the variable that the outer
 * class reads for that, and what the type of the group declares. The group itself is no variable that could be renamed.
 */
export function settingsInside(
  resolver: Resolver,
  owner: ClassNode,
  field: Field,
  rest: readonly Step[],
): { read: Origin[]; declared: () => Origin[] } | undefined {
  const groups = field.type && namesOf(resolver, owner) ? resolver.classes.classesNamed(owner.model, field.type) : [];
  if (groups.length === 0) return undefined;
  const [first] = rest;
  const declared = () =>
    groups.flatMap((group) => resolver.instance(group, rest)).filter(({ kind }) => kind !== 'parameter');
  if (!first || groups.every((group) => namesOf(resolver, group))) return { read: [], declared };
  const prefix = prefixOf(resolver, owner);
  const given = configured(owner, 'env_nested_delimiter');
  const [delimiter] = given ? resolver.strings(given) : [];
  // Without a delimiter the group is one text of JSON, of which nothing is known.
  if (prefix === undefined || !delimiter) return { read: [{ kind: 'unknown', node: owner }], declared };
  const name = `${prefix}${field.name}${delimiter.value}${first.name}`.toUpperCase();
  return { read: [{ kind: 'environment', name, sites: [], node: owner }], declared };
}

/** The arguments that name a field's variable, for a class whose fields are read from the environment. */
function namesOf(resolver: Resolver, owner: ClassNode, seen = new Set<ClassNode>()): readonly string[] | undefined {
  if (!owner.superclass || seen.has(owner)) return undefined;
  seen.add(owner);
  const classes = flowFacts(owner.model.language).settingsClasses ?? [];
  for (const base of resolver.at(owner.superclass, [])) {
    const names =
      base.kind === 'class'
        ? namesOf(resolver, base.node, seen)
        : base.kind === 'external'
          ? classes.find((one) => one.package === base.package && one.export === base.path.join('.'))?.names
          : undefined;
    if (names) return names;
  }
  return undefined;
}

/** `Field(alias="X")`, `Field(validation_alias="X")`, `Field(env="X")`. */
function aliasOf(resolver: Resolver, declared: Expression, names: readonly string[]) {
  if (declared.kind !== 'call') return undefined;
  for (const name of names) {
    const argument = declared.arguments.find((one) => one.name === name);
    const [text] = argument ? resolver.strings(argument.value) : [];
    if (text) return text;
    const choices = argument?.value.kind === 'call' ? firstText(resolver, argument.value) : undefined;
    if (choices) return choices;
  }
  return undefined;
}

/** `AliasChoices("X", "y")`: the first that is found wins. */
function firstText(resolver: Resolver, call: CallNode) {
  const [first] = call.arguments;
  return first ? resolver.strings(first.value)[0] : undefined;
}

/** What stands before every name; undefined where it cannot be followed. */
function prefixOf(resolver: Resolver, owner: ClassNode): string | undefined {
  const given = configured(owner, 'env_prefix');
  return given === undefined ? '' : resolver.strings(given)[0]?.value;
}

/** An option of the class itself: `model_config = SettingsConfigDict(option=…)`, or in its `class Config`. */
function configured(owner: ClassNode, option: string): Expression | undefined {
  const config = owner.fields.find((field) => field.name === 'model_config' || field.name === 'Config')?.value;
  const inner = owner.model.expressions.find(
    (one): one is ClassNode =>
      one.kind === 'class' && one.name === 'Config' && one.start > owner.start && one.end <= owner.end,
  );
  if (config?.kind === 'call') return config.arguments.find((one) => one.name === option)?.value;
  if (config?.kind === 'object') return config.entries.find((one) => one.key === option)?.value;
  return inner?.fields.find((field) => field.name === option)?.value;
}
