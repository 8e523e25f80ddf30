import type { ObjectNode, SourceModel } from '../src/ir.js';
import type { Insertion, Writer } from '../src/languages/writer.js';
import { inForm, instanceOf, parameterAt } from '../src/plan/call-form.js';
import { keySource, rewrite, type Transform } from '../src/plan/transform.js';
import type { Setting, Unit } from '../src/plan/types.js';
import { addedKeywords, handsInAddress } from '../src/plan/written-sources.js';
import { push } from '../src/push.js';
import { isWithin } from '../src/spans.js';

/** Names that lead to an option, and its source. */
type Option = [names: readonly string[], source: string];

interface Missing {
  setting: Setting;
  place: string;
  source: string;
}

/** Writes the options that a client leaves to its SDK's defaults: base URL, key and model become explicit. */
export const setClientOptions: Transform = {
  id: 'set-client-options',
  apply(unit, context) {
    const { call } = unit;
    if (!call || unit.kind !== 'client') return [];
    const writer = context.writer(call.model);
    const missing = missingOptions(unit, {
      baseUrl: context.baseUrlSource(unit),
      apiKey: keySource(unit, context, call.model, context.keyVariable(unit)),
      isKeyImplicit: context.keepsKeyName(unit),
      // Which model is meant is not guessed.
      model:
        context.options.profile.model === '' ? undefined : writer.string(call.model, context.options.profile.model),
    });
    const detail = context.options.profile.baseUrl;
    const typed = (place: string, source: string) => instanceOf(unit, writer, place, source);
    const byObject = new Map<ObjectNode, Option[]>();
    const byArgument = new Map<number, Option[]>();
    const keywords: [string, string][] = [];
    const attributes: [string, string][] = [];
    const ofForm: Insertion[] = [];
    for (const { setting, place, source: plain } of missing) {
      const source = typed(place, plain);
      const withNeeds = (names: readonly string[]): Option[] => [
        ...neededInGroups(unit, place, names.length).map(
          ([needed, text]): Option => [needed, writer.string(call.model, text)],
        ),
        [names, source],
      ];
      for (const { node, missing: names } of setting.absent) {
        if (node.form !== 'literal') continue;
        push(byObject, node, ...withNeeds(names));
      }
      if (!setting.isMissing) continue;
      const [index = '', ...names] = place.split('.');
      const isNumber = /^\d/.test(index);
      const parameter = unit.shape?.form ? parameterAt(unit.shape.form, index) : undefined;
      if (parameter) {
        const group = () =>
          typed(index, writer.options(call.model, call.start, nested(writer, call.model, [[names, source]])));
        const given = names.length > 0 ? group() : source;
        if (writer.insertParameter) ofForm.push(writer.insertParameter(call, parameter.name, parameter.index, given));
      } else if (index === '') attributes.push([names.join('.'), source]);
      else if (place.endsWith('()') || (names.length === 0 && !isNumber)) keywords.push([place, source]);
      else if (isNumber && Number(index) >= call.arguments.length && names.length > 0)
        push(byArgument, Number(index), ...withNeeds(names));
      else if (!isNumber && !call.arguments.some(({ name, spread }) => name === index || spread))
        keywords.push([index, writer.inline(call.model, nested(writer, call.model, withNeeds(names)))]);
    }
    const findings = [...byObject].map(([object, options]) =>
      rewrite(
        this.id,
        unit,
        object.model,
        object.model === call.model && object.start >= call.start && object.end <= call.end ? call : object,
        context
          .writer(object.model)
          .insertEntries(object, nested(writer, object.model, options), isInside(object, [...byObject.keys()])),
        'moved',
        detail,
      ),
    );
    if (ofForm.length > 0) {
      const edits = [...inForm(unit, writer), ...ofForm].map((edit) => ({
        ...edit,
        imports: unit.shape?.imports ?? [],
      }));
      findings.push(rewrite(this.id, unit, call.model, call, edits, 'moved', detail));
    }
    keywords.push(...addedKeywords(unit, context));
    // The package's key also serves what stays.
    const ownKey = context.needsOwnKey(unit) && unit.apiKey.isOfPackage ? unit.shape?.apiKey?.[0] : undefined;
    const variable = context.keyVariable(unit);
    const isMoved = keywords.length > 0;
    if (ownKey !== undefined) keywords.push([ownKey, keySource(unit, context, call.model, variable)]);
    if (keywords.length > 0) {
      const edits = writer.insertKeywords(call, keywords).map((edit) => ({ ...edit, imports: unit.shape?.imports }));
      if (edits.length > 0 && isMoved) findings.push(rewrite(this.id, unit, call.model, call, edits, 'moved', detail));
      // Both are one insertion.
      if (edits.length > 0 && ownKey !== undefined)
        findings.push(rewrite(this.id, unit, call.model, call, isMoved ? [] : edits, 'own-key', variable));
    }
    if (attributes.length > 0) {
      const { configured, uses = [] } = unit.shape ?? {};
      const isChained = ([name]: [string, string]) =>
        uses.some((use) => use.endpoint === 'same' && `${use.path}()` === name);
      const edits = configured
        ? writer.configure?.(call, configured, attributes)
        : attributes.every(isChained)
          ? writer.chain?.(call, attributes)
          : writer.assignTo?.(call, attributes);
      if (edits && edits.length > 0) findings.push(rewrite(this.id, unit, call.model, call, edits, 'moved', detail));
    }
    // Those behind the ones that the call has, as far as none is left out.
    const added: string[] = [];
    for (let at = call.arguments.length, options = byArgument.get(at); options; options = byArgument.get(++at))
      added.push(writer.options(call.model, call.start, nested(writer, call.model, options)));
    if (added.length > 0) {
      const edit = writer.insertArgument(call, added.join(', '));
      findings.push(rewrite(this.id, unit, call.model, call, [edit], 'moved', detail));
    }
    return findings;
  },
};

function isInside(object: ObjectNode, others: readonly ObjectNode[]): boolean {
  return others.some((other) => other !== object && other.model === object.model && isWithin(object, other));
}

function missingOptions(
  unit: Unit,
  sources: { baseUrl: string; apiKey: string; isKeyImplicit: boolean; model?: string | undefined },
): Missing[] {
  const { shape } = unit;
  const found: Missing[] = [];
  const add = (setting: Setting | undefined, place: string | undefined, source: string) => {
    if (setting && place !== undefined && (setting.isMissing || setting.absent.length > 0))
      found.push({ setting, place, source });
  };
  if (!shape?.adds?.some(handsInAddress)) add(unit.baseUrl, shape?.baseUrl?.[0], sources.baseUrl);
  const isHandedIn = shape?.adds?.some(({ source }) => source.includes('API_KEY'));
  if (!isHandedIn && (!sources.isKeyImplicit || unit.sdk?.environment.apiKey.length === 0))
    add(unit.apiKey, shape?.apiKey?.[0], sources.apiKey);
  if (shape?.defaultModel !== undefined && unit.ownModel && sources.model !== undefined)
    add(unit.ownModel, shape.model?.[0], sources.model);
  return found;
}

/** What the groups need that are made with the last so many names of a place; as `Option`, but for the text. */
function neededInGroups({ shape }: Unit, place: string, missing: number): Option[] {
  const names = place.split('.');
  const present = names.length - missing;
  const made = `${names.slice(0, present + 1).join('.')}.`;
  return (shape?.groupNeeds ?? [])
    .filter((one) => one.place.startsWith(made))
    .map((one) => [one.place.split('.').slice(present), one.text]);
}

/** `['configuration', 'baseURL']` → the entry `configuration: { baseURL: … }`, with all that belongs there. */
function nested(writer: Writer, model: SourceModel, options: readonly Option[]): [string, string][] {
  const firsts = [...new Set(options.map(([[first = '']]) => first))];
  return firsts.map((first) => {
    const own = options.filter(([[name]]) => name === first);
    const [[names, source] = [[], '']] = own;
    if (names.length === 1) return [first, source];
    const inside = own.map(([[, ...rest], value]): Option => [rest, value]);
    return [first, writer.inline(model, nested(writer, model, inside))];
  });
}
