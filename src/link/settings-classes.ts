import { terminalName } from '../callee-names.js';
import { flowFacts, isTextItself, type SettingsClass } from '../catalog/flow.js';
import type { ClassNode, Expression, Field, StringNode } from '../ir.js';
import { ANY } from '../ir.js';
import type { Origin, Site, Step } from './origins.js';
import type { Resolver } from './resolve.js';

/**
 * A class whose annotated fields are read from the environment (pydantic's `BaseSettings`): `openai_api_key` is the
 * variable OPENAI_API_KEY, in whatever case, behind the class's prefix, or under a name of its own (`alias=`). `values` is
 * what the field is declared with. Undefined for any other class.
 */
export function settingsField(
  resolver: Resolver,
  owner: ClassNode,
  field: Field,
  declared: Expression | undefined,
  [step, ...rest]: readonly Step[],
  values: readonly Origin[],
): Origin[] | undefined {
  const fact = field.type === undefined ? undefined : settingsClass(resolver, owner);
  if (!fact) return undefined;
  // `Field(alias="X")` declares no default: there is nothing but the variable.
  const given = values.filter((o) => o.kind !== 'parameter' && !(o.kind === 'unknown' && o.node === declared));
  const byClass = namedByClass(resolver, owner, field, fact);
  const aliases = byClass ?? (declared ? aliasesOf(resolver, declared, fact.names) : []);
  const prefix = aliases.length > 0 ? '' : prefixOf(resolver, owner);
  // Some variable or other.
  if (byClass?.length === 0 || (declared && aliases.length === 0 && isNamed(declared, fact.names)))
    return [{ kind: 'unknown', node: owner, isVariable: true }, ...given];
  if (prefix === undefined) return undefined;
  const name = aliases[0]?.value ?? prefix + field.name;
  // What a file may hold as well is not all in the environment.
  const stored = configured(resolver, owner, 'env_file') ? { isStored: true as const } : {};
  const variable = (called: string, sites: Site[]): Origin => ({
    kind: 'environment',
    name: called.toUpperCase(),
    sites,
    node: owner,
    ...stored,
  });
  const inside = namesInside(owner, rest);
  // A group of settings as a whole is no variable that could get another name.
  const isGroup = field.type !== undefined && resolver.classes.classesNamed(owner.model, field.type).length > 0;
  if (isGroup && inside.length === 0) return given;
  if (inside.length > 0) {
    const delimiter = delimiterOf(resolver, owner);
    const parts = insideField(resolver, owner, field, rest, given, delimiter);
    if (delimiter === undefined || parts.some((o) => o.kind === 'environment')) return parts;
    const whole = [name, ...inside].join(delimiter).toUpperCase();
    return [
      variable(whole, [{ model: owner.model, span: { ...field.nameSpan }, form: 'name', before: whole }]),
      ...parts,
    ];
  }
  if (aliases.length > 0) {
    const named = aliases.map((one) => variable(one.value, [{ model: one.model, span: one.inner, form: 'text' }]));
    return [...named, ...given];
  }
  const before = prefix === '' ? {} : { before: prefix.toUpperCase() };
  const sites: Site[] = [{ model: owner.model, span: field.nameSpan, form: 'name', ...before }];
  if (step?.site) sites.push({ ...step.site, ...before });
  return [variable(name, sites), ...given];
}

/** The names of what is asked for inside the field's value, which is then no text that one variable holds. */
function namesInside({ model }: ClassNode, path: readonly Step[]): string[] {
  const names = path.map(({ name }) => name);
  const end = names.findIndex((name) => name === ANY || /^\d+$/.test(name));
  const inside = end === -1 ? names : names.slice(0, end);
  return isTextItself(model.language, inside[0] ?? '') ? [] : inside;
}

/** `llm: LLM`: what the field is declared with, and its own class, say of what lies in it. */
function insideField(
  resolver: Resolver,
  owner: ClassNode,
  field: Field,
  path: readonly Step[],
  given: readonly Origin[],
  delimiter: string | undefined,
): Origin[] {
  // Where each part has a variable, those that are set are what its class is made of.
  const isMade = given.length === 0 || delimiter !== undefined;
  const classes = isMade && field.type ? resolver.classes.classesNamed(owner.model, field.type) : [];
  const own = classes.flatMap((one) => resolver.objects.instance(one, path)).filter((o) => o.kind !== 'parameter');
  const parts = [...given, ...own];
  return parts.length > 0 || delimiter !== undefined ? parts : [{ kind: 'unknown', node: owner }];
}

/** What is known of a class whose fields are read from the environment. */
export function settingsClass(
  resolver: Resolver,
  owner: ClassNode,
  seen = new Set<ClassNode>(),
): SettingsClass | undefined {
  const classes = flowFacts(owner.model.language).settingsClasses ?? [];
  if (classes.length === 0 || !owner.superclass || seen.has(owner)) return undefined;
  seen.add(owner);
  for (const base of resolver.at(owner.superclass, [])) {
    const fact =
      base.kind === 'class'
        ? settingsClass(resolver, base.node, seen)
        : base.kind === 'external'
          ? classes.find((one) => one.package === base.package && one.export === base.path.join('.'))
          : undefined;
    if (fact) return fact;
  }
  return undefined;
}

/** `Field(alias="X")`, `Field(validation_alias="X")`, `Field(env="X")`, and each of `AliasChoices("X", "Y")`. */
function aliasesOf(resolver: Resolver, declared: Expression, names: readonly string[]): StringNode[] {
  if (declared.kind !== 'call') return [];
  for (const name of names) {
    const argument = declared.arguments.find((one) => one.name === name);
    if (!argument) continue;
    const found = textsIn(resolver, argument.value);
    if (found.length > 0) return found;
  }
  return [];
}

/** `Field(env=NAME)`, whatever that is. */
function isNamed(declared: Expression, names: readonly string[]): boolean {
  return declared.kind === 'call' && declared.arguments.some(({ name }) => name !== undefined && names.includes(name));
}

/**
 * Whether such a class reads a file, and raises an exception where that holds what the class does not declare: a variable that is
 * added to the file has to be a field.
 */
export function refusesOthers(resolver: Resolver, owner: ClassNode): boolean {
  const allowed = settingsClass(resolver, owner)?.refusesUnless;
  if (!allowed || !configured(resolver, owner, 'env_file')) return false;
  const extra = configured(resolver, owner, 'extra');
  if (!extra) return true;
  const said = resolver.strings(extra)[0]?.value ?? terminalName(extra);
  return said === undefined || !allowed.includes(said);
}

/** A text, and each of those in a list or in a call. */
function textsIn(resolver: Resolver, value: Expression): StringNode[] {
  const choices =
    value.kind === 'call' ? value.arguments.map((one) => one.value) : value.kind === 'list' ? value.items : [];
  return [value, ...choices].flatMap((one) => resolver.strings(one).slice(0, 1));
}

/**
 * What an option of the class says of the names of a field's variable: none of them where that cannot be followed; undefined
 * where it says nothing.
 */
function namedByClass(
  resolver: Resolver,
  owner: ClassNode,
  { name }: Field,
  { names, namesOption }: SettingsClass,
): StringNode[] | undefined {
  const option = namesOption === undefined ? undefined : configured(resolver, owner, namesOption);
  if (!option) return undefined;
  const said = names.flatMap((one) => resolver.resolve(option, [name, one])).filter((o) => o.kind !== 'absent');
  if (said.length === 0) return undefined;
  return said.every((o) => o.kind === 'string' || o.kind === 'list')
    ? said.flatMap((o) => ('node' in o ? textsIn(resolver, o.node) : []))
    : [];
}

/** What stands before every name; undefined where it cannot be followed. */
function prefixOf(resolver: Resolver, owner: ClassNode): string | undefined {
  const given = configured(resolver, owner, 'env_prefix');
  return given === undefined ? '' : resolver.strings(given)[0]?.value;
}

/** What parts the names in `LLM__API_KEY`, by which a field is made of several variables. */
function delimiterOf(resolver: Resolver, owner: ClassNode): string | undefined {
  const given = configured(resolver, owner, 'env_nested_delimiter');
  return given && resolver.strings(given)[0]?.value;
}

/** An option of the class itself, or of one that it extends: `model_config = SettingsConfigDict(option=…)`, or in its `class Config`. */
function configured(
  resolver: Resolver,
  owner: ClassNode,
  option: string,
  seen = new Set<ClassNode>(),
): Expression | undefined {
  seen.add(owner);
  const own = ownOption(resolver, owner, option);
  if (own || !owner.superclass) return own;
  for (const base of resolver.at(owner.superclass, []))
    if (base.kind === 'class' && !seen.has(base.node)) return configured(resolver, base.node, option, seen);
  return undefined;
}

function ownOption(resolver: Resolver, owner: ClassNode, option: string): Expression | undefined {
  const config = owner.fields.find((field) => field.name === 'model_config' || field.name === 'Config')?.value;
  const inner = owner.model.expressions.find(
    (one): one is ClassNode =>
      one.kind === 'class' && one.name === 'Config' && one.start > owner.start && one.end <= owner.end,
  );
  for (const made of config ? resolver.at(config, []) : []) {
    if (made.kind === 'external') return made.calls.at(-1)?.arguments.find((one) => one.name === option)?.value;
    if (made.kind === 'object') return made.node.entries.find((one) => one.key === option)?.value;
  }
  return inner?.fields.find((field) => field.name === option)?.value;
}
