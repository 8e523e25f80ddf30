import { rootOf } from '../callee-names.js';
import { hostOf } from '../catalog/hosts.js';
import { isChatModel, type ModelId } from '../catalog/model-ids.js';
import { constantNames } from '../catalog/sdk.js';
import { type Service, staysThere } from '../catalog/service.js';
import { tokenizerPackages } from '../catalog/tokenizers.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { Entry, Expression, ObjectNode, SourceModel, StringNode } from '../ir.js';
import type { Linked } from '../link/link.js';
import { only } from '../link/origins.js';
import { inOrder, named } from '../names.js';
import { isWithin } from '../spans.js';
import { note } from './finding.js';
import { isCompared } from './is-compared.js';
import { chatModelsIn, hostsIn } from './mentions.js';
import { modelOutcome } from './model-map.js';
import { onlyShows } from './only-shows.js';
import { patternIn, rawPattern } from './patterns.js';
import { mayHoldData, programTextFindings } from './program-texts.js';
import { askerByName, isProviderId } from './provider-ids.js';
import type { ReachedBy } from './reached-by.js';
import type { ReasonCode } from './reasons.js';
import { takesTokens } from './takes-tokens.js';
import type { Finding, PlanOptions, Unit } from './types.js';
import { urlFacts } from './urls.js';

/** Literals of which it is known what they are there for: compared with a model that moves, or a model that stays. */
export interface Settled {
  compared: ReadonlySet<StringNode>;
  kept: ReadonlySet<StringNode>;
}

/** Whether an edit already covers the place. */
export type Covered = (path: string, span: { start: number; end: number }) => boolean;

/** Texts that name OpenAI's host or a model, and that no rewrite touched: each is said, with its reason. */
export function looseFindings(
  linked: Linked,
  reached: ReachedBy,
  covered: Covered,
  settled: Settled,
  options: PlanOptions,
): Finding[] {
  const findings: Finding[] = [];
  const { from } = options;
  for (const model of linked.project.models.values()) {
    findings.push(...commandFindings(model, from));
    const nodes = [
      ...named(model, 'strings', (text) => mayBeLoose(text, from)),
      ...named(model, 'patternLiterals', () => true),
      ...named(model, 'objects', (key) => from.modelId(key) !== undefined || from.hostsIn(key).length > 0),
    ];
    for (const expression of [...inOrder<Expression>(model, nodes), ...namedTexts(model, linked)]) {
      if (expression.kind === 'string') {
        if (!covered(model.path, expression))
          findings.push(...looseText(linked, reached, covered, settled, expression, options));
      } else if (expression.kind === 'constant' && expression.pattern) {
        if (!covered(model.path, expression)) findings.push(...loosePattern(expression, options));
      } else if (expression.kind === 'object')
        findings.push(...tableKeys(model, expression, from, nodes), ...hostKeys(model, expression, from));
    }
  }
  return [...findings, ...dataFindings(reached, covered, from)];
}

/** What a file of data gives to units that do not move: who reads it is known, and shall be said. */
function dataFindings(reached: ReachedBy, covered: Covered, from: Service): Finding[] {
  return reached.dataTexts().flatMap((node) => {
    const { path } = node.model;
    const verdict = withUnit(reached.unitsOf(node));
    const isHost = from.hostsIn(node.value).length > 0;
    if (!verdict || covered(path, node) || !(isHost || from.modelId(node.value, true) !== undefined)) return [];
    const [action, reason, detail] = verdict;
    return [note(isHost ? 'base-url' : 'model', path, node, action, reason, detail)];
  });
}

/** Texts that an SDK has a name for, where that is written: `openai.GPT4o`. */
function namedTexts(model: SourceModel, { resolver }: Linked): StringNode[] {
  const names = constantNames(model.language);
  if (names.size === 0) return [];
  return named(model, 'members', (name) => names.has(name)).flatMap((member) =>
    only(resolver.at(member, []), 'string').flatMap(({ node }) =>
      node.isNamed && node.model === model && isWithin(node, member) ? [node] : [],
    ),
  );
}

/** Whether `looseText` may say something of the text, wherever it stands. */
function mayBeLoose(text: string, from: Service): boolean {
  return (
    from.modelId(text, true) !== undefined ||
    from.word.test(text) ||
    mayHoldData(text, from) ||
    text.endsWith('/chat/completions') ||
    /^(?:chat)?gpt-?$/.test(text) ||
    idsAmong(text, from).length > 0
  );
}

/** Chat models that a text names as parts of it: `model:gpt-4o` and `[oa]gpt-4o`, which are taken apart where they arrive, or `gpt-4o,gpt-4o-mini`. */
function idsAmong(text: string, from: Service): string[] {
  if (text.length > MAX_PARTED || !/[#:|=,;\]]/.test(text)) return [];
  const parts = text.split(/[#:|=,;\]]/).map((part) => part.trim());
  if (parts.length < 2 || parts.some((part) => /\s/.test(part))) return [];
  return parts.filter((part) => {
    const id = from.modelId(part);
    return id !== undefined && id.prefix === '' && isChatModel(id);
  });
}

/** Longer texts are no values with a model in them. */
const MAX_PARTED = 200;

/** Commands are not rewritten, but for the names of variables: what else they name is said. */
function commandFindings({ path, commands }: SourceModel, from: Service): Finding[] {
  return (commands ?? []).flatMap((command) => {
    const things = [...new Set([...hostsIn(command.text, from), ...chatModelsIn(command.text, from)])];
    return things.length === 0
      ? []
      : [note('mention', path, command, 'review', 'language-not-read', things.join(', '))];
  });
}

function looseText(
  linked: Linked,
  reached: ReachedBy,
  covered: Covered,
  { compared, kept }: Settled,
  node: StringNode,
  options: PlanOptions,
): Finding[] {
  const { path } = node.model;
  const { from } = options;
  const inProgram = reached.unitsOf(node).length === 0 ? programTextFindings(node, from) : [];
  if (inProgram.length > 0 && mayBeRun(linked, node)) return inProgram;
  if (from.hostsIn(node.value).length > 0) {
    if (staysThere(options) && reached.unitsOf(node).some(({ verdict }) => verdict === 'migrate')) return [];
    const [action, reason, detail] =
      withUnit(reached.unitsOf(node)) ?? (isTestPath(path) ? KEEP_TEST : classifyUrl(node, options));
    return [note('base-url', path, node, action, reason, detail)];
  }
  if (from.word.test(node.value)) {
    const pattern = loosePattern(node, options);
    if (pattern.length > 0) return pattern;
  }
  if (/^[^\s]{0,80}\/chat\/completions$/.test(node.value) && reached.unitsOf(node).length === 0) {
    if (isTestPath(path)) return [note('base-url', path, node, 'keep', 'test')];
    const [, other] = /^https?:\/\/([\w.-]+)/.exec(node.value) ?? [];
    return [
      other === undefined
        ? note('base-url', path, node, 'review', 'loose-endpoint')
        : note('base-url', path, node, 'keep', 'other-host', other),
    ];
  }
  const id = from.modelId(node.value, isModelPosition(node));
  if (!id && isNameTest(node) && !isTestPath(path)) return [note('model', path, node, 'keep', 'name-test', node.value)];
  if (!id) return looseAmong(linked, reached, node, from);
  const units = reached.unitsOf(node);
  const [action, reason, detail] =
    spelledFor(units) ??
    (units.length === 0 && !isTestPath(path) ? askedByName(linked, id, node) : undefined) ??
    classifyKind(id, node, isTestPath(path)) ??
    withUnit(units) ??
    (isTestPath(path)
      ? KEEP_TEST
      : units.length > 0 && (kept.has(node) || isWanted(node.value, options))
        ? ['keep', 'already-moved']
        : compared.has(node)
          ? ['keep', 'comparison']
          : classifyModel(linked, node, covered, from));
  return [note('model', path, node, action, reason, detail)];
}

/** A text of which a model is a part. */
function looseAmong(linked: Linked, reached: ReachedBy, node: StringNode, from: Service): Finding[] {
  const { path } = node.model;
  const ids = idsAmong(node.value, from);
  if (ids.length === 0) return [];
  const [action, reason, detail] =
    withUnit(reached.unitsOf(node)) ??
    (isTestPath(path)
      ? KEEP_TEST
      : isCompared(node)
        ? (['keep', 'comparison'] as const)
        : node.use?.as === 'key'
          ? (['keep', 'table'] as const)
          : isShown(linked, node)
            ? (['keep', 'message'] as const)
            : (['review', ids.length > 1 ? 'choices' : 'loose-model'] as const));
  return [note('model', path, node, action, reason, detail)];
}

/** A text that no expression holds documents what is around it, and what is printed is for people. */
function mayBeRun(linked: Linked, node: StringNode): boolean {
  return node.use !== undefined && !isShown(linked, node);
}

/** Whether a text is printed or logged where it is written. */
function isShown(linked: Linked, { use }: Expression): boolean {
  if (use?.as === 'part') return isShown(linked, use.template);
  return use?.as === 'argument' && onlyShows(linked, use.call);
}

type Verdict = ['keep' | 'review', ReasonCode, string?];
const KEEP_TEST: Verdict = ['keep', 'test'];

/** A value of a unit that does not move shares its fate. */
function withUnit(units: readonly Unit[]): Verdict | undefined {
  const review = units.find((unit) => unit.verdict === 'review');
  if (review) return ['review', 'unit-review', placeOf(review)];
  const [kept] = units.filter((unit) => unit.verdict === 'keep');
  return kept && ['keep', 'stays-with-unit', placeOf(kept)];
}

/** A prefix of an id says nothing of where it is addressed to the one that has a way of its own to spell ids. */
function spelledFor(units: readonly Unit[]): Verdict | undefined {
  return withUnit(units.filter((unit) => unit.modelForm !== undefined && unit.verdict === 'review'));
}

/** `OpenAI at src/a.ts:12`. */
export function placeOf(unit: Unit): string {
  return `${unit.name} at ${unit.id.slice(0, unit.id.lastIndexOf(':'))}`;
}

/** A content security policy, or a part of one, names the hosts of a page: it is no text for people. */
const POLICY = /\b(?:[a-z]+-src|frame-ancestors|form-action)\b|'(?:self|none|unsafe-[a-z-]+)'/;

function classifyUrl(node: StringNode, options: PlanOptions): Verdict {
  if (/\s/.test(node.value.trim()) && !POLICY.test(node.value)) return ['keep', 'message'];
  const facts = urlFacts([{ kind: 'written', text: node.value, node }], options);
  if (facts.isWithdrawn) return ['keep', 'withdrawn'];
  if (facts.endpoint && facts.endpoint.served !== 'yes') return ['keep', 'not-served', facts.endpoint.title];
  return ['review', 'loose-url'];
}

/** An id that the gateway serves too, and that the user's map says to keep. */
function isWanted(text: string, options: PlanOptions): boolean {
  const outcome = modelOutcome(text, options);
  return outcome.kind === 'served' || (outcome.kind === 'map' && outcome.to === text);
}

/** An id of a library that the program loads, at a place that is not followed. */
function askedByName(linked: Linked, id: ModelId, node: StringNode): Verdict | undefined {
  if (id.prefix === '' || isProviderId(id) || !(isChatModel(id) || id.kind === 'unknown')) return undefined;
  if (isCompared(node) || node.use?.as === 'key' || node.use === undefined) return undefined;
  const asker = askerByName(linked, node);
  return asker === undefined ? undefined : ['review', 'asked-by-name', asker];
}

function classifyKind(id: ModelId, { use }: StringNode, isTest: boolean): Verdict | undefined {
  if (id.kind === 'fine-tune') return isTest ? KEEP_TEST : ['review', 'fine-tune'];
  if (id.kind === 'azure') return ['keep', 'azure'];
  if (isProviderId(id)) {
    if (isTest) return KEEP_TEST;
    if (use?.as === 'key' && use.of.kind === 'object') return ['keep', 'table'];
    return isChatModel(id) || id.kind === 'unknown' ? ['review', 'provider-id'] : ['keep', 'not-chat-model', id.kind];
  }
  if (id.prefix !== '' || id.variant !== '') return ['keep', 'router-id', id.prefix || id.variant];
  if (id.kind === 'open-weights') return ['keep', 'other-provider', 'open weights'];
  return isChatModel(id) || id.kind === 'unknown' ? undefined : ['keep', 'not-chat-model', id.kind];
}

function classifyModel(linked: Linked, node: StringNode, covered: Covered, from: Service): Verdict {
  const { use } = node;
  if (use?.as === 'type') return ['review', 'choices'];
  if (isCompared(node))
    return isComparedToMoved(linked, node, covered) ? ['review', 'compared-id'] : ['keep', 'comparison'];
  if (use?.as === 'key') return ['keep', 'table'];
  if (use?.as === 'argument') {
    if (takesTokens(linked, use.call)) return ['keep', 'tokenizer'];
  }
  if (isChoice(node, from)) return ['review', 'choices'];
  if (goesToTokenizers(linked, node)) return ['keep', 'tokenizer'];
  return ['review', 'loose-model'];
}

/**
 * Whether code looks at how a model's name begins. What is `chatgpt` or `gpt` as a whole is the product, or what a program calls the
 * service; not so what was cut off of something: `model.slice(0, 3) === 'gpt'`.
 */
function isNameTest(node: StringNode): boolean {
  const { value, use } = node;
  if (!/^(?:chat)?gpt-?$/.test(value) || !isCompared(node)) return false;
  const compared = use?.as === 'operand' && use.operation.operator !== 'in' ? use.operation.operands : [];
  const isCutOff = (one: Expression) => (one.kind === 'member' ? rootOf(one) : one).kind === 'call';
  return value.endsWith('-') || compared.length === 0 || (value === 'gpt' && compared.some(isCutOff));
}

/** Whether all that is known to become of the id is that tokenizers are chosen by it. */
function goesToTokenizers(linked: Linked, node: StringNode): boolean {
  const { language } = node.model;
  if (!linked.project.mayImport(language, tokenizerPackages(language))) return false;
  const reaches = linked.flow.onlyReaches(
    node,
    (reach) => reach.kind === 'examined' || (reach.kind === 'handed' && takesTokens(linked, reach.call)),
  );
  return reaches?.some(({ kind }) => kind === 'handed') === true;
}

/** Whether what the id is compared with is a literal that was rewritten, and so is never equal any more. */
function isComparedToMoved(linked: Linked, { use }: StringNode, covered: Covered): boolean {
  if (use?.as !== 'operand') return false;
  return use.operation.operands.some((operand) =>
    linked.resolver.at(operand, []).some((o) => o.kind === 'string' && covered(o.node.model.path, o.node)),
  );
}

/** One of several ids in a list, or of objects that each hold one. */
function isChoice(node: StringNode, from: Service): boolean {
  const isId = (e: Expression) => e.kind === 'string' && from.modelId(e.value) !== undefined;
  if (node.use?.as === 'item') return node.use.list.items.filter(isId).length > 1;
  if (node.use?.as !== 'entry') return false;
  const { object } = node.use;
  if (object.form === 'attributes') return node.use.entry.key === 'value';
  if (object.form === 'enumeration') return object.entries.filter((e) => isId(e.value)).length > 1;
  const { use } = object;
  return use?.as === 'item' && use.list.items.length > 1;
}

function isModelPosition(node: StringNode): boolean {
  return node.use?.as === 'entry' && /^model(?:Name|_name|Id)?$/.test(node.use.entry.key ?? '');
}

/** Ids that are keys of a table. A key that is an expression as well is spoken of as one. */
function tableKeys(model: SourceModel, object: ObjectNode, from: Service, nodes: readonly Expression[]): Finding[] {
  const spoken = nodes.filter(({ kind, use }) => kind === 'string' && use?.as === 'key' && use.of === object);
  const isModelKey = ({ key, keySpan, quoted }: Entry) =>
    key !== undefined &&
    keySpan !== undefined &&
    quoted &&
    from.modelId(key) !== undefined &&
    !spoken.some((node) => isWithin(keySpan, node));
  return object.entries
    .filter(isModelKey)
    .map((entry) =>
      note('model', model.path, entry.keySpan ?? entry, 'keep', isTestPath(model.path) ? 'test' : 'table'),
    );
}

/** Hosts that are keys of an object. */
function hostKeys({ path }: SourceModel, { entries }: ObjectNode, from: Service): Finding[] {
  return entries.flatMap(({ key, keySpan, quoted }) => {
    if (!quoted || keySpan === undefined || from.hostsIn(key ?? '').length === 0) return [];
    return [
      isTestPath(path)
        ? note('base-url', path, keySpan, 'keep', 'test')
        : note('base-url', path, keySpan, 'review', 'loose-url'),
    ];
  });
}

/** A regular expression that looks for the API's host. */
function loosePattern(node: Expression, { from, profile }: PlanOptions): Finding[] {
  const pattern = patternIn(node, from);
  if (!pattern || !from.hostsInPattern(rawPattern(pattern)).some(({ isWhole }) => isWhole)) return [];
  const { path } = node.model;
  return [
    isTestPath(path)
      ? note('base-url', path, node, 'keep', 'test')
      : note('base-url', path, node, 'review', 'loose-pattern', hostOf(profile.baseUrl)),
  ];
}
