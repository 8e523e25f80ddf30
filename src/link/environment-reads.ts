import { type EnvironmentRead, type FlowFacts, flowFacts, isTextItself } from '../catalog/flow.js';
import type { CallNode, Expression, Span, StringNode } from '../ir.js';
import { ANY } from '../ir.js';
import { named } from '../names.js';
import { push } from '../push.js';
import { isWithin } from '../spans.js';
import { declaredVariable } from './declared-variables.js';
import { type Origin, type OriginOf, only, type Site, type Step } from './origins.js';
import { givenAt } from './place-in.js';
import { registeredSettings } from './registered-settings.js';
import type { Resolver } from './resolve.js';

/**
 * Whether walking `path` on a global or package value reads the environment (`process.env.X`,
 * `os.getenv("X", default)`); then the variable and its default. Undefined when it does not.
 */
export function environmentRead(
  resolver: Resolver,
  origin: OriginOf<'external'> | OriginOf<'global'>,
  path: readonly Step[],
): Origin[] | undefined {
  const reads = readsOf(origin);
  if (reads.length === 0) return undefined;
  const whole: Step[] = [...origin.path.map((name) => ({ name })), ...path];
  const parts = reads.find(({ read }) => read.parts)?.read.parts;
  const part = parts ? partRead(resolver, origin, parts, whole) : undefined;
  if (part === null) return undefined;
  if (part === UNKNOWN_PART) return [{ kind: 'unknown', node: origin.node }];
  const steps = part?.steps ?? whole;
  // `environ.get` is a method that is not called yet, and no variable. `System.getenv("X")` is one, and `System.getenv()` has all.
  const isWhole = reads.some(({ pattern }) => pattern.length === steps.length && isBegun([...pattern, ''], steps));
  const isGiven = origin.calls.at(-1)?.arguments.length !== 0;
  if (!(isWhole && isGiven) && reads.some(({ pattern }) => isBegun(pattern, steps))) return undefined;
  for (const { read, pattern } of reads) {
    const rest = match(pattern, steps);
    if (!rest) continue;
    const { variable } = rest;
    // `Settings.KEY.value`, of an enumeration: the text itself.
    const [member] = read.sections ? [] : rest.beyond;
    const isItself = member !== undefined && isTextItself(origin.node.model.language, member.name);
    const beyond = isItself ? rest.beyond.slice(1) : rest.beyond;
    const registered = read.registers ? registeredSettings(resolver, origin, read, beyond) : undefined;
    if (registered) return registered;
    const section = read.sections && variable ? sectionRead(origin, read, [variable, ...beyond]) : undefined;
    if (section) return [section];
    // `secrets["section"]["key"]`: no variable of that name.
    if (beyond.length > 0 && !beyond.every((step) => step.name === ANY || /^\d+$/.test(step.name)))
      return [{ kind: 'unknown', node: origin.node }];
    const isPart = beyond.some(({ name }) => name !== ANY && name !== '0');
    const derived = beyond.length > 0 ? { derived: true as const, ...(isPart && { isPart: true as const }) } : {};
    if (read.name === undefined) {
      if (!variable || variable.name === ANY) return [{ kind: 'unknown', node: origin.node, isVariable: true }];
      const declared = read.declared && declaredVariable(resolver, origin, read.declared, variable.name);
      // Without its declaration it would not be there under another name.
      if (read.declared && !declared) return [{ kind: 'unknown', node: origin.node, isVariable: true }];
      const sites = [...(variable.site ? [variable.site] : []), ...(declared ? [declared.site] : [])];
      return [
        {
          kind: 'environment',
          name: nameInPart(variable.name, part?.before, parts),
          sites,
          node: origin.node,
          ...(read.mayGiveNothing ? { mayBeNothing: true } : {}),
          ...derived,
          ...storedBy(read),
        },
        ...(declared?.defaults ?? []),
      ];
    }
    const found = calledRead(resolver, origin, read);
    return found.map((o) =>
      o.kind === 'environment' ? { ...o, name: nameInPart(o.name, part?.before, parts), ...derived } : o,
    );
  }
  return undefined;
}

interface PartRead {
  steps: Step[];
  before: string;
}

/** A part by a name that is not known. */
const UNKNOWN_PART: PartRead = { steps: [], before: '' };

/**
 * `GetSection("OpenAI")["ApiKey"]`: the steps without those that give a part, and what stands before the names in it. Null where they
 * lead to no setting yet.
 */
function partRead(
  resolver: Resolver,
  { calls, frame }: OriginOf<'external'> | OriginOf<'global'>,
  { method, joined, whole }: NonNullable<EnvironmentRead['parts']>,
  steps: readonly Step[],
): PartRead | null | undefined {
  const last = steps.at(-1)?.name;
  // The method itself, before it is called, and what it gives are no settings.
  if (last === method || (last === '()' && [method, ...whole].includes(steps.at(-2)?.name ?? ''))) return null;
  if (!steps.some(({ name }) => name === method)) return undefined;
  const left: Step[] = [];
  let before = '';
  let call = 0;
  for (let at = 0; at < steps.length; at++) {
    const step = steps[at] as Step;
    const isCalled = steps[at + 1]?.name === '()';
    if (isCalled && step.name === method) {
      const argument = calls[call]?.arguments[0]?.value;
      const [text, ...others] = argument ? resolver.strings(argument, frame) : [];
      if (!text || others.length > 0) return UNKNOWN_PART;
      before += text.value + joined;
    }
    const isLeftOut = isCalled && (step.name === method || (before !== '' && whole.includes(step.name)));
    if (!isLeftOut) left.push(step);
    else at++;
    if (isLeftOut || step.name === '()') call++;
  }
  return { steps: left, before };
}

/** A name in a part of the whole; that of the part itself for its value. */
function nameInPart(name: string, before = '', parts?: EnvironmentRead['parts']): string {
  if (!parts || before === '') return name;
  return name === parts.value ? before.slice(0, -parts.joined.length) : before + name;
}

/** A way to read the environment, and the names that are walked for it. */
interface Read {
  read: EnvironmentRead;
  pattern: readonly string[];
}

/** Those of a package, or of the globals. The longest come first: what they say is the most exact. */
function readsOf(origin: OriginOf<'external'> | OriginOf<'global'>): readonly Read[] {
  const facts = flowFacts(origin.node.model.language);
  const known = READS.get(facts) ?? readsByPackage(facts);
  READS.set(facts, known);
  if (origin.kind === 'global') return known.get(undefined) ?? [];
  const { package: name } = origin;
  return known.get(name) ?? known.get(`${name.slice(0, name.lastIndexOf('/'))}/*`) ?? [];
}
const READS = new Map<FlowFacts, ReadonlyMap<string | undefined, readonly Read[]>>();

function readsByPackage({ environment }: FlowFacts): Map<string | undefined, Read[]> {
  const found = new Map<string | undefined, Read[]>();
  const add = (from: string | undefined, one: Read) => push(found, from, one);
  for (const read of [...environment].sort((a, b) => b.path.length - a.path.length)) {
    const pattern = read.root !== undefined ? [read.root, ...read.path] : read.path;
    if (read.root !== undefined) add(undefined, { read, pattern });
    const from = read.type === undefined ? read.package : `type:${read.type}`;
    if (from !== undefined) add(from, { read, pattern });
  }
  return found;
}

/** The variable step and what is walked after it, if the steps begin as the read's path does. */
function match(
  pattern: readonly string[],
  steps: readonly Step[],
): { variable?: Step; beyond: readonly Step[] } | undefined {
  const open = pattern.indexOf(ANY_STEPS);
  if (open !== -1) return matchOpen(pattern.slice(0, open), pattern.slice(open + 1), steps);
  if (steps.length < pattern.length) return undefined;
  let variable: Step | undefined;
  for (const [index, name] of pattern.entries()) {
    const step = steps[index] as Step;
    if (name === ANY && step.name !== '()') variable = step;
    else if (name !== step.name) return undefined;
  }
  return { variable, beyond: steps.slice(pattern.length) };
}

/** Any steps, or none: what is called in turn on what is being set up. */
const ANY_STEPS = '**';

function matchOpen(
  before: readonly string[],
  after: readonly string[],
  steps: readonly Step[],
): { variable?: Step; beyond: readonly Step[] } | undefined {
  if (!match(before, steps)) return undefined;
  for (let at = before.length; at + after.length <= steps.length; at++) {
    const found = match(after, steps.slice(at));
    if (found) return found;
  }
  return undefined;
}

function isBegun(pattern: readonly string[], steps: readonly Step[]): boolean {
  return steps.length < pattern.length && steps.every((step, index) => step.name === pattern[index]);
}

/** `secrets["section"]["key"]`, written in one place: elsewhere the section's name would be that of other variables too. */
function sectionRead(
  { node }: OriginOf<'external'> | OriginOf<'global'>,
  read: EnvironmentRead,
  steps: readonly Step[],
): OriginOf<'environment'> | undefined {
  const sites = steps.flatMap(({ site }, part) => (site ? [{ ...site, part }] : []));
  const isInOnePlace = sites.every(({ model, span }, index) => {
    const before = sites[index - 1];
    const between = before?.model === model ? model.text.slice(before.span.end, span.start) : undefined;
    return before === undefined || /^(?:["']\])?(?:\[["']|\.)$/.test(between ?? '');
  });
  const isNamed = steps.every(({ name }) => VARIABLE.test(name));
  if (steps.length < 2 || sites.length < steps.length || !isInOnePlace || !isNamed) return undefined;
  return { kind: 'environment', name: steps.map(({ name }) => name).join('.'), sites, node, ...storedBy(read) };
}

function storedBy(read: EnvironmentRead): { isStored?: true } {
  return read.isStored ? { isStored: true } : {};
}

/** What a configuration service serves of the environment; keys of its own making have other names: `config.get('openai.apiKey')`. */
const SERVED = /^[A-Z_][A-Z0-9_]*$/;
/** .NET reads `OpenAI:ApiKey` so, too. */
const VARIABLE = /^[A-Za-z_][\w:]*$/;
/** `OpenAI:Api-Key`. */
const IN_PARTS = /^[A-Za-z_][\w:.-]*$/;

function calledRead(
  resolver: Resolver,
  origin: OriginOf<'external'> | OriginOf<'global'>,
  read: EnvironmentRead,
): Origin[] {
  const call = origin.calls.at(-1);
  const naming = origin.calls.at(read.call ?? -1);
  const argument = naming && givenAt(naming, read.name ?? 0);
  if (!call || !argument) return [{ kind: 'unknown', node: origin.node }];
  const before = beforeNames(resolver, origin, call, read);
  if (before === undefined) return [{ kind: 'unknown', node: origin.node }];
  const texts = resolver.strings(argument.value, origin.frame);
  const names = texts.filter((node) => (read.registers ? SERVED : read.parts ? IN_PARTS : VARIABLE).test(node.value));
  const fallback = read.default === undefined ? undefined : givenAt(naming, read.default);
  const scheme = names.flatMap((node) => inScheme(origin, read, node.value));
  const isEntry = ({ value }: StringNode) => read.isCaseless === true && value !== value.toUpperCase();
  const found: Origin[] = names.map((node) => ({
    kind: 'environment',
    name: before + (isEntry(node) ? node.value.toUpperCase() : node.value),
    sites: [
      {
        ...{ model: node.model, span: node.inner, form: 'text' as const },
        ...(before === '' ? {} : { before }),
        ...(isEntry(node) ? { isEntryToo: true as const } : {}),
      },
      ...scheme.flatMap(({ name, nameSpan, value }): Site[] =>
        nameSpan && name === node.value ? [{ model: value.model, span: nameSpan, form: 'name' }] : [],
      ),
    ],
    node: call,
    ...(read.mayGiveNothing && !fallback ? { mayBeNothing: true } : {}),
    ...storedBy(read),
  }));
  if (found.length === 0)
    found.push({ kind: 'unknown', node: origin.node, ...(texts.length === 0 ? { isVariable: true } : {}) });
  if (fallback) return [...found, ...resolver.at(fallback.value, fallback.steps, origin.frame)];
  return [
    ...found,
    ...scheme.flatMap(({ value }) => (value.kind === 'list' ? resolver.at(value, SCHEME_DEFAULT) : [])),
  ];
}

/** `(str, "x")`: the type and the default of a variable. */
const SCHEME_DEFAULT = [{ name: '1' }];

/** `Env(NAME=(str, "x"))`: what the call that made the reader says of the variable. */
function inScheme({ calls }: OriginOf<'external'> | OriginOf<'global'>, read: EnvironmentRead, name: string) {
  return (read.hasScheme ? (calls.at(-2)?.arguments ?? []) : []).filter((argument) => argument.name === name);
}

/** What is put before the names that a call reads; undefined where it cannot be followed. */
function beforeNames(
  resolver: Resolver,
  { calls, frame }: OriginOf<'external'> | OriginOf<'global'>,
  call: CallNode,
  read: EnvironmentRead,
): string | undefined {
  const maker = read.prefix === undefined ? undefined : calls.at(-2);
  const given = maker && read.prefix !== undefined ? givenAt(maker, read.prefix) : undefined;
  const contexts = read.prefixMethod === undefined ? [] : contextsOf(resolver, call, read, read.prefixMethod);
  const texts = [...(given ? [given.value] : []), ...contexts].map((one) => resolver.strings(one, frame));
  if (texts.some(([text]) => text === undefined)) return undefined;
  return texts.map(([text]) => text?.value).join('');
}

/** What the method is given, by which the contexts that a call stands in are set up, from the outermost one on. */
function contextsOf(
  resolver: Resolver,
  call: CallNode,
  { package: from }: EnvironmentRead,
  method: string,
): Expression[] {
  const { model } = call;
  const isAround = (setUp: CallNode) =>
    setUp.end <= call.start &&
    model.contexts.some(
      (context) =>
        isWithin(setUp, context) && isWithin(call, context) && !model.contexts.some(isBetween(setUp, context)),
    );
  return named(model, 'calls', (name) => name === method)
    .filter(isAround)
    .filter(({ callee }) => only(resolver.briefly(callee), 'external').some((one) => one.package === from))
    .flatMap((setUp) => setUp.arguments.slice(0, 1).map(({ value }) => value));
}

/** Whether a context is a smaller one round the same call. */
function isBetween(inner: Span, outer: Span): (context: Span) => boolean {
  return (context) => context !== outer && isWithin(context, outer) && isWithin(inner, context);
}
