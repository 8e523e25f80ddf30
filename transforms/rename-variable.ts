import type { Profile } from '../src/catalog/profile.js';
import { isOfParts } from '../src/catalog/variables.js';
import { isTestPath } from '../src/discover/file-kinds.js';
import type { CallNode, Expression, SourceModel, Span } from '../src/ir.js';
import type { Writer } from '../src/languages/writer.js';
import type { Linked } from '../src/link/link.js';
import { type Site, writtenAt } from '../src/link/origins.js';
import { isOwnName } from '../src/link/spelled-keys.js';
import { named } from '../src/names.js';
import { note } from '../src/plan/finding.js';
import { OwnNames } from '../src/plan/own-names.js';
import { mayFallBack, noKey, type SilentRead } from '../src/plan/silent-reads.js';
import { isOfCommand } from '../src/plan/starts-program.js';
import { type NamesContext, type NamesTransform, rewrite } from '../src/plan/transform.js';
import { isModuleOfNames, isTypeHandedOver, isTypeOfRead } from '../src/plan/typed-reads.js';
import type { Finding } from '../src/plan/types.js';
import type { Variable } from '../src/plan/variables.js';
import { isWithin } from '../src/spans.js';
import { lineStart } from '../src/text-position.js';
import { declareFields } from './declare-fields.js';
import { namesAskedFor } from './names-asked-for.js';
import { isLookedForInTests, toldNames } from './names-in-messages.js';
import { type Given, givesOldValue, namesIn, valueAfter } from './names-in-text.js';
import { namesInLinksOf } from './rename-in-deploy-link.js';
import { tablesLeft } from './tables-left.js';

/** Interfaces that declare the environment's variables. */
const ENVIRONMENT_TYPES = new Set([
  'ProcessEnv',
  'ImportMetaEnv',
  'CloudflareEnv',
  'CloudflareBindings',
  'NativeConfig',
]);
/** As some platforms have theirs called, and programs objects of their own. */
const COMMON_TYPES = new Set(['Env', 'Environment', 'Bindings']);

/**
 * Renames a variable wherever code spells it to read it. Where nothing needs the old name any more, also where the
 * name itself is the value: in a list of required variables, in a message, in the type of the environment.
 */
export const renameVariable: NamesTransform = {
  id: 'rename-variable',
  apply(context) {
    const { linked, configs, variables, moves, writer, options } = context;
    const findings: Finding[] = [];
    // What sets a variable is set-variable's.
    const set = new Set(
      configs.flatMap(({ path, entries }) => entries.map((entry) => `${path}\0${entry.nameSpan.start}`)),
    );
    const renamed = variables.all.filter(({ mode }) => mode !== 'stay');
    for (const variable of renamed)
      for (const site of variable.mode === 'rename' ? variable.sites : variable.movedSites)
        if (!set.has(`${site.model.path}\0${site.span.start}`) && !keepsPart(site, variable))
          findings.push(renameSite(this.id, site, variable, writer, options.profile));
    for (const { model, span, text, to } of namesAskedFor(renamed, linked))
      findings.push(rewrite(this.id, undefined, model, span, [{ ...span, text }], 'name-renamed', to));
    findings.push(...tablesLeft(renamed, configs));
    const everywhere = new Set(
      renamed.filter(({ mode, name }) => mode === 'rename' && !isOfParts(name)).map(({ name }) => name),
    );
    const done = new Set([...set, ...findings.map((finding) => `${finding.path}\0${finding.start}`)]);
    const own = new OwnNames(linked, ({ path }, { start }) => done.has(`${path}\0${start}`));
    for (const model of everywhere.size > 0 ? linked.project.models.values() : []) {
      // A link that deploys another repository asks for what that one reads.
      for (const { start, isOwn } of namesInLinksOf(model, context)) if (!isOwn) done.add(`${model.path}\0${start}`);
      const found = (span: Span, name: string, given?: Given) => {
        const variable = variables.find(name, model.path);
        if (variable?.mode !== 'rename' || done.has(`${model.path}\0${span.start}`)) return;
        const { start, end } = span;
        done.add(`${model.path}\0${start}`);
        const edits = [{ start, end, text: variable.to }];
        const value = given && valueAfter(given, variable, model.path, options);
        if (value === undefined) {
          findings.push(rewrite(this.id, undefined, model, span, edits, 'name-renamed', variable.to));
          return;
        }
        edits.push({ start: given?.start ?? end, end: given?.end ?? end, text: value });
        const detail = `${variable.to}, with the value ${value}`;
        findings.push(rewrite(this.id, undefined, model, span, edits, 'setting-moved', detail));
      };
      for (const text of named(model, 'strings', (value) => [...everywhere].some((name) => value.includes(name))))
        if (!own.areAsked(text))
          for (const { span, name, given } of namesIn(text, everywhere)) found(span, name, given);
      for (const member of model.typeMembers)
        if (variables.find(member.name, model.path) && isOfEnvironment(member, model, linked))
          found(member, member.name);
    }
    const beside = new Set(renamed.filter(({ mode }) => mode === 'add').map(({ name }) => name));
    for (const model of beside.size > 0 ? linked.project.models.values() : [])
      for (const text of named(model, 'strings', (value) => [...beside].some((name) => value.includes(`${name}=`))))
        for (const { span, name, given } of namesIn(text, beside)) {
          const variable = variables.find(name, model.path);
          if (variable?.mode !== 'add' || !given || set.has(`${model.path}\0${span.start}`)) continue;
          if (!isTestPath(model.path) && givesOldValue(given, variable, model.path, options))
            findings.push(note('variable', model.path, span, 'review', 'set-beside', variable.to));
        }
    for (const { model, span, variable, text, isKey } of toldNames(renamed, options)) {
      if (done.has(`${model.path}\0${span.start}`)) continue;
      const edits = [{ start: span.start, end: span.end, text: variable.to }];
      const isSpelled = isKey || isOfCommand(text, linked);
      const said = isSpelled ? 'name-spelled' : isLookedForInTests(variable, linked) ? 'name-told' : undefined;
      findings.push(
        said === undefined
          ? rewrite(this.id, undefined, model, span, edits, 'name-renamed', variable.to)
          : note('variable', model.path, span, 'review', said, variable.to),
      );
    }
    // A key may be read under the new name by a new client alone.
    const needed = renamed.filter(
      ({ mode, movedSites, roles }) => mode === 'add' && (movedSites.length > 0 || roles.has('apiKey')),
    );
    findings.push(...declareFields(this.id, needed, linked, moves));
    for (const { name, to } of needed)
      for (const model of linked.project.models.values()) {
        const members = model.typeMembers.filter(
          (member) => [name, to].includes(member.name) && isOfEnvironment(member, model, linked),
        );
        findings.push(...declareBeside(this.id, members, model, name, to));
      }
    return findings;
  },
};

type TypeMember = SourceModel['typeMembers'][number];

/** Whether a type's member declares a variable. What a type says of an object of the program's own is none: its keys stay. */
function isOfEnvironment(member: TypeMember, model: SourceModel, linked: Linked): boolean {
  const { of, name } = member;
  const { project, resolver } = linked;
  if (of === '') return isTypeOfRead(member, model, linked);
  if (isModuleOfNames(of, model)) return true;
  if (!COMMON_TYPES.has(of)) return ENVIRONMENT_TYPES.has(of) || isTypeHandedOver(of, linked);
  const isOfType = (other: SourceModel) =>
    other === model ||
    (new RegExp(`\\b${of}\\b`).test(other.text) && !other.typeMembers.some((member) => member.of === of));
  return !project.objects
    .get(name)
    .some(
      (object) =>
        isOfType(object.model) && object.entries.some((entry) => entry.key === name && isOwnName(entry, resolver)),
    );
}

/** A line of its own for the new name, below the old one's, in the type of the environment; before it where both stand in one line. */
function declareBeside(
  id: string,
  members: readonly TypeMember[],
  model: SourceModel,
  name: string,
  to: string,
): Finding[] {
  if (members.some((member) => member.name === to)) return [];
  return members.flatMap((member) => {
    if (member.name !== name) return [];
    const start = lineStart(model.text, member.start);
    const line = /^[^\r\n]*/.exec(model.text.slice(start))?.[0] ?? '';
    const added = (at: number, text: string) =>
      rewrite(id, undefined, model, member, [{ start: at, end: at, text }], 'name-added', to);
    if (!/^\s*(?:readonly\s+|(?:export\s+)?(?:const|let|var)\s+)?\w+\??\s*:[^{}]*$/.test(line)) {
      const inLine = /^\w+\??\s*:[^{};,\r\n]*[^{};,\s]/.exec(model.text.slice(member.start))?.[0];
      return inLine === undefined ? [] : [added(member.start, `${inLine.replace(name, to)}; `)];
    }
    const eol = model.text.startsWith('\r\n', start + line.length) ? '\r\n' : '\n';
    return [added(start + line.length, eol + line.replace(name, to))];
  });
}

/**
 * A read in the place of one that may give nothing. It gives an empty text then, or what is no key; or it raises, where the SDK that is given nothing
 * does so at the same place, or would certainly find the old key.
 */
function loudInPlace(
  read: Expression,
  silent: SilentRead,
  name: Span,
  variable: Variable,
  writer: Writer,
  profile: Profile,
): string | undefined {
  const { model, use } = read;
  const { start, end } = read.kind === 'wrapper' ? read.value : read;
  const renamed = model.text.slice(start, name.start) + variable.to + model.text.slice(name.end, end);
  const empty = writer.string(model, noKey(silent, profile));
  const raising = writer.environmentRead(model, variable.to);
  if (writer.mayGiveNothing(raising)) {
    const isNullish = use?.as === 'option' && use.choice.operator === 'nullish';
    return isNullish ? writer.orElse(renamed, empty) : writer.either(renamed, empty);
  }
  if (isArgument(read)) return raising;
  if (silent.takesEmpty && read.kind === 'call' && isOneText(read)) return `${renamed.slice(0, -1)}, ${empty})`;
  return variable.mode === 'add' ? raising : undefined;
}

function isArgument({ use }: Expression): boolean {
  return use?.as === 'argument' || (use?.as === 'option' && isArgument(use.choice));
}

/** A call with a text and nothing behind it: what is given next is what the call gives where it finds nothing. */
function isOneText({ arguments: given, argumentsSpan }: CallNode): boolean {
  const [only, ...others] = given;
  return others.length === 0 && only?.value.kind === 'string' && !only.name && only.end === argumentsSpan?.end;
}

/** Of a name of several parts, one that does not change. */
function keepsPart(site: Site, { name, to }: Variable): boolean {
  return site.part !== undefined && writtenAt(site, to) === writtenAt(site, name);
}

function renameSite(
  id: string,
  site: Site,
  variable: Variable,
  writer: NamesContext['writer'],
  profile: Profile,
): Finding {
  const { model, span, form } = site;
  const silent = variable.silentReads.find(
    (one) => one.read?.model === model && isWithin(span, one.read) && mayFallBack(one, variable),
  );
  const loud = silent?.read && loudInPlace(silent.read, silent, span, variable, writer(model), profile);
  if (silent?.read && loud !== undefined) {
    const { start, end } = silent.read;
    return rewrite(id, undefined, model, span, [{ start, end, text: loud }], 'name-renamed', variable.to);
  }
  const old = model.text.slice(span.start, span.end);
  // A field that is read under its own name, in whatever case.
  const name = writtenAt(site, variable.to) ?? variable.to;
  const to = old === writtenAt(site, variable.name)?.toLowerCase() ? name.toLowerCase() : name;
  const isImported = model.layout.imports.some((one) =>
    one.names.some((name) => name.start === span.start && name.end === span.end),
  );
  const text = form === 'shorthand' ? `${to}: ${old}` : isImported ? `${to} as ${old}` : to;
  const { start, end } = span;
  return rewrite(id, undefined, model, span, [{ start, end, text }], 'name-renamed', variable.to);
}
