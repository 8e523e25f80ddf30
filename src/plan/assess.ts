import { terminalName } from '../callee-names.js';
import { endpoint } from '../catalog/capabilities.js';
import { flowFacts } from '../catalog/flow.js';
import { isForAnyServer, isPlaceholder } from '../catalog/keys.js';
import { staysThere } from '../catalog/service.js';
import type { Expression } from '../ir.js';
import type { Linked } from '../link/link.js';
import { type Origin, type OriginOf, only } from '../link/origins.js';
import { textsOfOrigin } from '../link/texts.js';
import { mayBeWithoutKey } from './absent-keys.js';
import type { Addresses } from './addresses-set.js';
import { isChosenHere, isToldApart, type OtherAddress } from './chosen-here.js';
import { describe } from './describe.js';
import { isKeyText } from './key-texts.js';
import { isLocalHost } from './local-hosts.js';
import { isStaleModel, modelOutcome } from './model-map.js';
import { modelReasons } from './model-reasons.js';
import { isMoved, modelOrigins } from './moved-uses.js';
import { parameterReasons } from './parameters.js';
import { linesOf } from './places.js';
import type { ReasonCode } from './reasons.js';
import { isTakenByName } from './settings.js';
import type { ClientUse, PlanOptions, Setting, Unit, UnitReason, UnitVerdict } from './types.js';
import { rawOf, type UrlFacts, urlFacts, withTargetHost } from './urls.js';

/** Decides what becomes of a unit from what flows into it, before other units are looked at. */
export function assess(unit: Unit, linked: Linked, options: PlanOptions, addresses: Addresses): void {
  const decided = decide(unit, linked, options, addresses);
  unit.verdict = decided.verdict;
  unit.reasons = decided.reasons;
}

interface Decision {
  verdict: UnitVerdict;
  reasons: UnitReason[];
}
const keep = (code: ReasonCode, detail?: string): Decision => ({ verdict: 'keep', reasons: [{ code, detail }] });
const review = (code: ReasonCode, detail?: string): Decision => ({ verdict: 'review', reasons: [{ code, detail }] });

function decide(unit: Unit, linked: Linked, options: PlanOptions, addresses: Addresses): Decision {
  const { stays } = unit;
  if (stays === 'azure' || stays === 'realtime') return keep(stays);
  if (stays === 'other-provider') return keep(stays, unit.sdk?.title);
  if (stays) return keep('not-served', endpoint(stays)?.title ?? stays);

  const urls = settingUrls(unit.baseUrl, linked, options);
  if (urls.length > 0 && urls.every(({ path }) => path.includes('/openai/deployments'))) return keep('azure');
  const implied = urlsOf(unit.impliedBaseUrl ?? [], linked, options);
  // An address of another service that is given in some cases only says nothing of the others.
  const other = unit.baseUrl.isPartial
    ? undefined
    : elsewhere(unit, options, implied.length > 0 ? implied : urls, addresses);
  if (other) return other;
  const { from, profile } = options;
  const asksDefault = unit.kind !== 'request' && urls.length === 0 && implied.length === 0;
  unit.isAtTarget =
    [...urls, ...implied].some((url) => url.host === 'target') || (asksDefault && profile.isDefaultOfSdks === true);
  if (unit.isAtTarget && !isStale(unit, options)) return keep('already-moved');
  const isThere = staysThere(options) && urls.some(({ host }) => host === 'origin');
  if (isThere && !changesModel(unit, options)) return keep('already-moved');
  if (!from.profile.isDefaultOfSdks && !unit.isAtTarget) {
    if (asksDefault) return keep('other-host', 'the service that its SDK asks by default');
    if (!speaksOf(unit, [...urls, ...implied], options)) return review('service-unknown', from.profile.title);
  }
  if (urls.length > 0 && urls.every((url) => url.isWithdrawn)) return keep('withdrawn');
  if (unit.isTest) return keep('test');
  if (hasFakeKey(unit)) return keep('fake-key');

  if ((unit.needs !== undefined || unit.modelForm) && isOthersModel(unit, options))
    return keep('other-provider', unit.sdk?.title);

  const reasons = [
    // What a wrapper takes comes first: the other advice is for clients that take the options themselves.
    ...(unit.needs !== undefined ? [{ code: 'wrapper-needs' as const, detail: unit.needs }] : []),
    ...(unit.isMixed ? [{ code: 'one-of-two' as const }] : []),
    // Before what it says of a model: that of another server needs no counterpart.
    ...otherServerReasons(unit, urls),
    ...endpointReasons(unit),
    ...urlReasons(unit, urls, options),
    ...modelReasons(unit, linked, options),
    ...keyReasons(unit, urls, options),
    ...nameReasons(unit, options),
    ...otherReasons(unit),
    ...parameterReasons(unit, linked, options),
    ...(unit.headerKeys && unit.headerKeys.length > 0 ? [{ code: 'key-in-headers' as const }] : []),
  ];
  const only = onlyNotServed(unit);
  const isElsewhere = reasons.some((reason) => ESCAPES.has(reason.code));
  if (only && !isElsewhere) return only;
  // Who is told what is called, or where, is not told that nothing is.
  const told = isElsewhere ? reasons.filter(({ code }) => code !== 'no-use') : reasons;
  return { verdict: told.length > 0 ? 'review' : 'migrate', reasons: told };
}

/** Whether a model of the unit's becomes another one. One that is not written is not known to be the wanted one. */
function changesModel(unit: Unit, options: PlanOptions): boolean {
  return modelOrigins(unit).some((origin) => {
    if (origin.kind !== 'string') return origin.kind === 'environment';
    const outcome = modelOutcome(origin.node.value, options, unit.modelForm);
    return outcome.kind === 'map' && outcome.to !== outcome.from;
  });
}

/** Whether anything that flows into the unit says that it asks the service that is left: an address, a name, a model. */
export function speaksOf(unit: Unit, urls: readonly UrlFacts[], options: PlanOptions): boolean {
  const { from } = options;
  return (
    urls.some(({ host, variables }) => host === 'origin' || variables.some(({ name }) => from.names(name))) ||
    environmentNames(unit.apiKey.origins).some(from.names) ||
    modelOrigins(unit).some((one) => one.kind === 'string' && from.modelId(one.node.value, true) !== undefined)
  );
}

/** A wrapper for many services that is given the models of others only. */
function isOthersModel({ ownModel, modelForm }: Unit, options: PlanOptions): boolean {
  const texts = (ownModel?.origins ?? []).flatMap((o) => (o.kind === 'string' ? [o.node.value] : servicesBefore(o)));
  const isOthers = (text: string) => {
    const outcome = modelOutcome(text, options, modelForm);
    if (outcome.kind === 'foreign') return true;
    // `openai-responses:gpt-4o` is OpenAI's in another way than the one that moves.
    return outcome.kind === 'router' && modelForm !== undefined && !/^openai\b/.test(outcome.id.prefix);
  };
  return texts.length > 0 && texts.every(isOthers);
}

/** `f"groq/{MODEL}"`: a text that begins so names its service, whatever the model is. */
function servicesBefore(origin: Origin): string[] {
  const first = origin.kind === 'template' ? origin.node.parts[0] : undefined;
  return first?.kind === 'string' && /^[\w-]+[/:]$/.test(first.value) ? [`${first.value}model`] : [];
}

/** A key that says itself that nobody is asked with it: the client is a mock, wherever it stands. */
function hasFakeKey(unit: Unit): boolean {
  const { origins } = unit.apiKey;
  const isFake = (o: Origin) =>
    o.kind === 'string' && isPlaceholder(o.node.value) && /(?:test|fake|dummy|mock)/i.test(o.node.value);
  return origins.length > 0 && origins.every(isFake);
}

/** At the gateway already, yet with OpenAI's key, or with a model that the gateway does not serve. */
function isStale(unit: Unit, options: PlanOptions): boolean {
  const isOpenaiModel = modelOrigins(unit).some((origin) => {
    return origin.kind === 'string' && isStaleModel(origin.node.value, unit.modelForm, options);
  });
  if (isOpenaiModel || options.env === 'keep') return isOpenaiModel;
  const isKeyImplicit = unit.apiKey.isMissing || unit.apiKey.absent.length > 0;
  const names = isKeyImplicit ? (unit.sdk?.environment.apiKey ?? []) : writtenNames(unit.apiKey.origins);
  return names.length > 0 && names.every(options.from.names);
}

/** Reasons why not all that is done with a client is known. */
const ESCAPES = new Set<ReasonCode>(['handed-over', 'unknown-call', 'unknown-path', 'own-server']);

export function settingUrls(setting: Setting, linked: Linked, options: PlanOptions): UrlFacts[] {
  return urlsOf(setting.origins, linked, options);
}

export function urlsOf(origins: readonly Origin[], linked: Linked, options: PlanOptions): UrlFacts[] {
  return origins.flatMap((origin) => textsOfOrigin(linked.resolver, origin)).map((text) => urlFacts(text, options));
}

/** `undefined`, `null` or an empty text, given as an option: the SDK takes its own default then, which is OpenAI. */
export function emptyOrigins(setting: Setting): (OriginOf<'constant'> | OriginOf<'string'>)[] {
  const isNothing = (value: unknown) => value === undefined || value === null || value === '';
  return setting.origins.filter(
    (origin) => (origin.kind === 'constant' || origin.kind === 'string') && isNothing(origin.node.value),
  ) as (OriginOf<'constant'> | OriginOf<'string'>)[];
}

/** Where an empty value can be written over without a change for others. */
export function isReplaceable({ node }: { node: Expression }): boolean {
  return node.use?.as === 'option' || isTakenByName(node);
}

/** Where the client takes a value by its name, another one can stand behind it, for when that is empty. */
export function canFallBack({ kind, baseUrl: { value } }: Unit): boolean {
  if (kind !== 'client' || (value?.kind !== 'reference' && value?.kind !== 'member')) return false;
  return isTakenByName(value);
}

/** A client whose base URL is always another service's: as it is written, or as the default and the name of a variable say. */
function elsewhere(
  unit: Unit,
  { from }: PlanOptions,
  all: readonly UrlFacts[],
  addresses: Addresses,
): Decision | undefined {
  // What is only a path goes where its base URL says.
  const urls = all.filter(({ host, isOpen }) => host !== 'unknown' || isOpen || unit.kind === 'client');
  const isOthers = ({ host, variables }: UrlFacts) =>
    host === 'other' || (host === 'environment' && variables.every(({ name }) => from.namesOther(name)));
  const first = urls.find(({ host }) => host === 'other') ?? urls.find(isOthers);
  const isElsewhere = urls.every((url) => isOthers(url) || (url.host === 'environment' && first?.host === 'other'));
  if (!first || unit.baseUrl.absent.length > 0 || isGivenSometimes(unit.baseUrl) || !isElsewhere) return undefined;
  if (unit.kind === 'client' && emptyOrigins(unit.baseUrl).length > 0) return undefined;
  const name = first.name ?? first.variables[0]?.name ?? '';
  const usesItsKey = environmentNames(unit.apiKey.origins).some(from.names) || unit.apiKey.isMissing;
  const isIts = urls.some(({ variables }) => variables.some((variable) => from.names(variable.name)));
  const isOfOther = isLocalHost(name) || from.isProvider(name) || first.host === 'environment';
  if (isIts || (usesItsKey && !isOfOther && !unit.isTest))
    return { verdict: 'review', reasons: [{ code: 'proxy', detail: name }] };
  // What is written is for where no file sets the variable.
  const isSet = urls.some(({ variables }) => variables.some((one) => addresses.lead(one.name, unit.model.path)));
  return isSet ? review('one-of-two') : keep('other-host', name);
}

/** A field of a record that nothing here gives a value. */
function isUnset(origin: Origin): boolean {
  return origin.kind === 'unknown' && origin.node.kind === 'class';
}

/** Whether a client that is made without the option has the SDK's default. */
function isGivenSometimes({ isMissing, isConditional }: Setting): boolean {
  return isMissing && isConditional === true;
}

/** The names that stand somewhere as a whole. Behind a prefix, one stays that of OpenAI whatever it holds. */
export function writtenNames(origins: readonly Origin[]): string[] {
  return environmentNames(origins.filter((one) => one.kind === 'environment' && one.sites.length > 0));
}

export function environmentNames(origins: readonly Origin[]): string[] {
  return origins.flatMap((origin) => (origin.kind === 'environment' ? [origin.name] : []));
}

const HARMLESS_ENDPOINTS = new Set(['chat', 'models']);

function notServed(unit: Unit): string[] {
  const ids = unit.uses.map((use) => use.shape.endpoint);
  return [...new Set(unit.always ? [unit.always, ...ids] : ids)].filter(
    (id) => !HARMLESS_ENDPOINTS.has(id) && !isTurnedToChat(unit, id),
  );
}

/** What calls another endpoint as it stands, and is written as a chat call when it moves. */
function isTurnedToChat(unit: Unit, id: string): boolean {
  return id !== unit.always && unit.uses.filter((use) => use.shape.endpoint === id).every(isMoved);
}

function hasChat(unit: Unit): boolean {
  return unit.always === undefined ? unit.uses.some(isMoved) : unit.always === 'chat';
}

/** What asks for the list of models alone, which belongs to the chat beside it. */
export function isListingModels({ always, uses }: Unit): boolean {
  return always === undefined && uses.length > 0 && uses.every((use) => use.shape.endpoint === 'models');
}

function titles(ids: readonly string[]): string {
  return ids.map((id) => endpoint(id)?.title ?? id).join(', ');
}

/** Where a client is used for chat, and where for what the gateway does not serve: `chat at a.ts:4; images at b.ts:9, 12`. */
function sides(unit: Unit, ids: readonly string[]): string {
  return [titleAt('chat', unit.uses.filter(isMoved)), ...ids.map((id) => sideOf(unit, id))].join('; ');
}

function sideOf(unit: Unit, id: string): string {
  return titleAt(
    endpoint(id)?.title ?? id,
    unit.uses.filter((use) => use.shape.endpoint === id),
  );
}

function titleAt(title: string, uses: readonly ClientUse[]): string {
  const lines = linesOf(uses.map(({ call }) => ({ model: call.model, span: call })));
  return lines === '' ? title : `${title} at ${lines}`;
}

/** What of a client is not served, and where: `images at b.ts:9, 12`. */
export function notServedSides(unit: Unit): string {
  return notServed(unit)
    .map((id) => sideOf(unit, id))
    .join('; ');
}

function onlyNotServed(unit: Unit): Decision | undefined {
  const ids = notServed(unit);
  if (ids.length === 0 || hasChat(unit)) return undefined;
  if (ids.every((id) => id === 'responses')) return { verdict: 'review', reasons: responsesReasons(unit) };
  if (ids.every((id) => id === 'completions')) return { verdict: 'review', reasons: [{ code: 'completions-api' }] };
  return keep('not-served', titles(ids));
}

function responsesReasons(unit: Unit): UnitReason[] {
  return unit.responsesReasons ?? [{ code: 'responses-api' }];
}

function endpointReasons(unit: Unit): UnitReason[] {
  const ids = notServed(unit);
  if (sendsToResponses(unit)) return [{ code: 'responses-api' }];
  // A provider's chat models are told apart from its other models at each call: it need not move as a whole.
  if (unit.kind === 'ready') return hasChat(unit) ? [] : [{ code: 'no-use' }];
  if (ids.length > 0 && !hasChat(unit)) return [];
  if (ids.length > 0) return [{ code: 'mixed-use', detail: sides(unit, ids) }, ...(unit.responsesReasons ?? [])];
  return hasChat(unit) || isListingModels(unit) ? [] : [{ code: 'no-use' }];
}

/** Hosted tools, and options of the Responses API, cannot follow a call that becomes a chat call. */
function sendsToResponses(unit: Unit): boolean {
  if (!unit.uses.some((use) => (use.shape.chatName ?? use.chatChanges) !== undefined)) return false;
  const mark = unit.sdk?.responsesNames;
  const isNamed =
    mark !== undefined &&
    unit.model.layout.imports.some(
      ({ names, specifier }) =>
        unit.sdk?.packages.some((name) => specifier === name) && names.some((name) => name.imported.includes(mark)),
    );
  return isNamed || unit.uses.some((use) => use.shape.isTool === true);
}

function urlReasons(unit: Unit, urls: readonly UrlFacts[], options: PlanOptions): UnitReason[] {
  const reasons: UnitReason[] = [];
  if (unit.baseUrl.isPartial) reasons.push({ code: 'base-url-unknown', detail: 'given in some cases only' });
  for (const url of urls)
    if (url.host === 'origin' && url.node && withTargetHost(rawOf(url.node), options) === undefined)
      reasons.push({ code: 'base-path', at: { model: url.node.model, span: url.node } });
  reasons.push(...mixedReasons(unit, urls, options));
  const empty = unit.kind === 'client' ? emptyOrigins(unit.baseUrl) : [];
  for (const { node } of empty.filter((origin) => !isReplaceable(origin) && !canFallBack(unit)))
    reasons.push({ code: 'base-url-unknown', detail: 'an empty value', at: { model: node.model, span: node } });
  if (empty.length > 0) return reasons;
  // `${HOST}/some/path`: another service's form of address.
  const odd = urls.find(({ host, path }) => host === 'environment' && !/^\/?(?:v1\/?)?$/.test(path));
  if (unit.kind === 'client' && odd) reasons.push({ code: 'base-url-unknown', detail: `its path ${odd.path}` });
  const { origins, isMissing, absent } = unit.baseUrl;
  const isDefault = isMissing && (!isGivenSometimes(unit.baseUrl) || origins.every(isUnset));
  const isKnown = isDefault || absent.length > 0 || urls.some((url) => url.host !== 'unknown');
  // What comes to nothing that is known is not nothing.
  const isLost = origins.length === 0 && unit.apart === undefined;
  if (!isKnown && (isLost || origins.some((o) => o.kind !== 'constant')))
    reasons.push({ code: 'base-url-unknown', detail: isLost ? 'an expression' : describe(origins) });
  return reasons;
}

/**
 * One place makes clients of several services, or of OpenAI by what some leave out: a key may only go to its own. A table
 * that has address, key and model of each service together tells them apart.
 */
function mixedReasons(unit: Unit, urls: readonly UrlFacts[], options: PlanOptions): UnitReason[] {
  if (unit.kind === 'module') return [];
  const own = urls.filter(({ host }) => host === 'origin' || host === 'environment');
  const isOwn =
    own.length > 0 ||
    unit.baseUrl.absent.length > 0 ||
    isGivenSometimes(unit.baseUrl) ||
    emptyOrigins(unit.baseUrl).length > 0;
  const others: OtherAddress[] = urls.flatMap(({ host, node, name = '' }) =>
    host === 'other' && node ? [{ node, host: name }] : [],
  );
  // `if url := os.Getenv("OLLAMA_URL"); url != ""`: what would be OpenAI's without it is given to the other one.
  if (isGivenSometimes(unit.baseUrl))
    for (const { name, node } of urls.flatMap(({ variables }) => variables))
      if (options.from.namesOther(name)) others.push({ node, host: name });
  // Of a choice that others make, each makes a client of its own.
  const other = others.find((one) => !isChosenHere(unit, one, options))?.node;
  const isMixed = other !== undefined && isOwn && !isToldApart(unit, own, options);
  const [left] = urls.length > 0 ? (unit.baseUrl.leftOut ?? []) : [];
  return [
    ...(isMixed ? [{ code: 'one-of-two' as const, at: { model: other.model, span: other } }] : []),
    ...(left
      ? [
          {
            code: 'base-url-unknown' as const,
            detail: 'left out here',
            at: { model: left.node.model, span: left.node },
          },
        ]
      : []),
  ];
}

/** A key that OpenAI never takes, where no other can be meant: the address that it is for is set where the app runs. */
function otherServerReasons({ apiKey: { origins } }: Unit, urls: readonly UrlFacts[]): UnitReason[] {
  const [first, ...rest] = only(origins, 'string').map(({ node }) => node.value);
  if (first === undefined || rest.length + 1 < origins.length || ![first, ...rest].every(isForAnyServer)) return [];
  return urls.some(({ host }) => host === 'origin') ? [] : [{ code: 'key-for-any-server', detail: first }];
}

function keyReasons(unit: Unit, urls: readonly UrlFacts[], { from, profile }: PlanOptions): UnitReason[] {
  const { origins, isMissing, absent, isPartial, value } = unit.apiKey;
  if (isPartial || (mayBeWithoutKey(unit) && !(value && isTakenByName(value))))
    return [{ code: 'key-unknown', detail: 'given in some cases only' }];
  if (isMissing || absent.length > 0) return [];
  if (origins.length === 0) return [{ code: 'key-unknown', detail: 'an expression' }];
  const names = environmentNames(origins);
  const isOthers =
    names.length > 0 && names.every((name) => from.namesOther(name) && name !== profile.variables.apiKey);
  // What is written, or a name of OpenAI's, says where the key goes: a variable without one may lead to whose key it is.
  const asksOpenai = urls.some(
    ({ host, variables }) => host === 'origin' || variables.some(({ name }) => from.names(name)),
  );
  if (isOthers && !asksOpenai) return [{ code: 'other-key', detail: names[0] }];
  return sourceReasons(origins);
}

/** Why it is not known whose key a value is, by where it comes from. */
export function sourceReasons(origins: readonly Origin[]): UnitReason[] {
  // The key that a file of the app's own holds where it runs would go to the gateway.
  const stored = origins.find((origin) => origin.kind === 'string' && origin.node.model.isData);
  if (stored && 'node' in stored) return [{ code: 'key-source', detail: stored.node.model.path }];
  // What a package keeps may be taken before the variable, or in its place, and is OpenAI's still.
  const isKept = (origin: OriginOf<'external'>) =>
    origin.path.includes('()') && !isTypedIn(origin) && !isOfCommandLine(origin);
  const kept = only(origins, 'external').find(isKept);
  if (kept) return [{ code: 'key-unknown', detail: describe([kept]) }];
  if (environmentNames(origins).length > 0) return [];
  // An empty default says nothing of where the key comes from.
  const isWritten = (o: Origin) =>
    o.kind === 'constant' || (o.kind === 'string' && (o.node.value === '' || isKeyText(o)));
  const [open] = origins.filter((origin) => !isWritten(origin) && !isTypedIn(origin));
  return open ? [{ code: 'key-unknown', detail: describe([open]) }] : [];
}

/** A variable that would get another name at a place where its name is that of a key as well. */
function nameReasons(unit: Unit, { from, env }: PlanOptions): UnitReason[] {
  if (env === 'keep') return [];
  const values = [
    { code: 'key-unknown' as const, origins: unit.apiKey.origins },
    { code: 'base-url-unknown' as const, origins: unit.baseUrl.origins },
    { code: 'model-unknown' as const, origins: modelOrigins(unit) },
  ];
  return values.flatMap(({ code, origins }) => {
    const twofold = only(origins, 'environment').find(({ isTwofold, name }) => isTwofold && from.names(name));
    return twofold ? [{ code, detail: `${twofold.name} is a variable there, or a key of an object` }] : [];
  });
}

/** What a person types in when the app runs. */
export function isTypedIn(origin: Origin): boolean {
  if (origin.kind !== 'external' && origin.kind !== 'global') return false;
  const path = origin.path.join('.');
  const name = origin.kind === 'external' ? origin.package : undefined;
  const inputs = flowFacts(origin.node.model.language).userInputs ?? [];
  return inputs.some((one) => one.package === name && `${path}.`.startsWith(`${one.path}.().`));
}

/** An option that whoever runs the program gives, or nothing. */
function isOfCommandLine({ package: name, node }: OriginOf<'external'>): boolean {
  return flowFacts(node.model.language).commandLinePackages?.includes(name) === true;
}

function otherReasons(unit: Unit): UnitReason[] {
  const reasons: UnitReason[] = unit.unknownUses.map(({ call, path, isOwnServer }) => ({
    code: isOwnServer ? 'own-server' : unit.kind === 'request' ? 'unknown-path' : 'unknown-call',
    detail: path.length > 0 ? path.join('.') : unit.name,
    at: { model: call.model, span: call },
  }));
  if (unit.always) return reasons;
  for (const other of unit.others) {
    // Handing over a part that is known (`client.chat.completions`) says as much as a call of it.
    if (other.kind === 'handed')
      reasons.push({
        code: 'handed-over',
        detail: terminalName(other.call.callee) ?? 'a function',
        at: { model: other.call.model, span: other.call },
      });
    else if (other.kind === 'stored')
      reasons.push({ code: 'handed-over', detail: 'a place', at: { model: other.node.model, span: other.node } });
  }
  return reasons;
}
