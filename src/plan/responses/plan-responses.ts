import { terminalName } from '../../callee-names.js';
import { RESPONSES } from '../../catalog/responses.js';
import type { ParameterShape, Sdk } from '../../catalog/sdk.js';
import { isTestPath } from '../../discover/file-kinds.js';
import type { CallNode, SourceModel, Span } from '../../ir.js';
import type { Insertion, Writer } from '../../languages/writer.js';
import type { Linked } from '../../link/link.js';
import { isWithin } from '../../spans.js';
import { methodSpan } from '../method-span.js';
import type { ClientUse, PlanOptions, Unit, UnitReason } from '../types.js';
import { convertAnswer } from './answer.js';
import { Conversion } from './conversion.js';
import { convertEvents } from './events.js';
import { givenIn } from './given.js';
import { objectOf } from './object-of.js';
import { convertParameters } from './parameters.js';
import { convertRequest } from './request.js';
import { convertSwitch } from './switch.js';

/** What of a converted call goes on to the gateway, by the names that chat has for it. */
const SHAPE: ParameterShape = { place: '*', names: namesInChat() };

function namesInChat(): Record<string, string[]> {
  const { same, renamed } = RESPONSES.parameters;
  const others = Object.entries(renamed).map(([from, to]) => [to, [from]]);
  const named = {
    tools: ['tools'],
    tool_choice: ['tool_choice'],
    response_format: ['text.format'],
  };
  return { ...named, ...Object.fromEntries([...same.map((name) => [name, [name]]), ...others]) };
}

/**
 * Finds out for each unit whether its calls of the Responses API can become chat calls, all of them with all that reads their
 * answers. They are marked to be converted where that is asked for; else, or where something stands in the way, the unit
 * has it to say.
 */
export function planResponses(
  units: readonly Unit[],
  linked: Linked,
  writerOf: (model: SourceModel) => Writer,
  options: PlanOptions,
): void {
  for (const unit of units) {
    if (unit.responsesSwitches && unit.call) planSwitch(unit, unit.call, new Conversion(linked, writerOf), options);
    const uses = unit.uses.filter(({ shape }) => shape.endpoint === 'responses' && shape.chatName === undefined);
    const canBeChat =
      unit.kind === 'request' ||
      unit.shape?.uses.some(({ endpoint, asChat }) => endpoint === 'responses' && asChat !== undefined);
    if (uses.length === 0 || !canBeChat || unit.always !== undefined || unit.stays !== undefined) continue;
    const calls = new Set(uses.map(({ call }) => call));
    const isShared = (call: CallNode) => units.some((one) => one !== unit && one.uses.some((use) => use.call === call));
    const conversions = uses.map((use) => {
      const conversion = new Conversion(linked, writerOf);
      if (isShared(use.call)) conversion.stop('it is made on one client or another', use.call);
      if (unit.kind === 'request') convertRequest(conversion, unit, use, options);
      else convert(conversion, use, unit.sdk, calls);
      return conversion;
    });
    const obstacles = conversions.flatMap((one, index) => nearest(one.obstacles, uses[index]?.call.model));
    if (obstacles.length > 0) unit.responsesReasons = obstacles;
    else if (options.responses === 'keep') unit.responsesReasons = [{ code: 'responses-convertible' }];
    else
      for (const [index, use] of uses.entries()) {
        use.chatChanges = conversions[index]?.changes;
        use.parameters = use.parameters?.map((source) => ({ ...source, shape: SHAPE }));
      }
  }
}

/**
 * One obstacle is enough. An answer that a program keeps in a class of its own leads to all that uses the class, and to tests: of
 * that only what lies next to the call helps whoever reads it.
 */
function nearest(obstacles: readonly UnitReason[], model: SourceModel | undefined): UnitReason[] {
  const choices = [
    obstacles.filter(({ at }) => at === undefined || at.model === model),
    obstacles.filter(({ at }) => at !== undefined && !isTestPath(at.model.path)),
  ];
  return choices.find((some) => some.length > 0) ?? [...obstacles];
}

function planSwitch(unit: Unit, call: CallNode, conversion: Conversion, options: PlanOptions): void {
  if (unit.stays !== undefined) return;
  convertSwitch(conversion, unit, call);
  if (conversion.obstacles.length > 0) unit.responsesReasons = nearest(conversion.obstacles, call.model);
  else if (options.responses === 'keep') unit.responsesReasons = [{ code: 'responses-convertible' }];
  else {
    unit.chatChanges = conversion.changes;
    unit.always = unit.shape?.always;
  }
}

function convert(
  conversion: Conversion,
  { call, shape, parameters }: ClientUse,
  sdk: Sdk | undefined,
  calls: ReadonlySet<CallNode>,
): void {
  const method = methodSpan(call, shape.path.split('.').length);
  if (shape.asChat === undefined || !method) {
    conversion.stop(
      `chat has no counterpart of \`${shape.path.replace('**', terminalName(call.callee) ?? '')}\``,
      call,
    );
    return;
  }
  const renamed = renamedMethod(call, method, shape.asChat);
  // What makes a model that is asked elsewhere sends nothing itself.
  if (shape.parameters === undefined) {
    conversion.change(call, renamed);
    return;
  }
  const source = parameters?.find(({ steps }) => steps.length === 0);
  const holder = source?.value ? objectOf(conversion, source, call) : source && call;
  if (!holder) {
    conversion.stop('what it sends is not all written in one place', call);
    return;
  }
  const edits = convertParameters(conversion, holder, calls);
  if (isWithin(holder, call) && holder.model === call.model) conversion.change(call, renamed, ...edits);
  else {
    conversion.change(call, renamed);
    conversion.change(holder, ...edits);
  }
  const stream = givenIn(holder).find(({ name }) => name === 'stream')?.value;
  const isStream = stream?.kind === 'constant' ? stream.value : stream && 'open';
  if (isStream === 'open') conversion.stop('it is not known whether it streams', call);
  else if (isStream === true) convertEvents(conversion, call);
  else convertAnswer(conversion, call, conversion.linked.flow.trace(call));
  const mark = [...new Set([call.model, ...conversion.changes.map(({ model }) => model)])]
    .flatMap(({ text }) => sdk?.responsesMarks?.filter((one) => text.includes(one)) ?? [])
    .at(0);
  if (mark !== undefined) conversion.stop(`types of \`${mark.replace(/\.$/, '')}\` are used`, call);
}

/** The call's own method under another name. A last name that is the same in both stays where it stands. */
function renamedMethod({ callee }: CallNode, method: Span, name: string): Insertion {
  const at = name.lastIndexOf('.');
  const inner = callee.kind === 'member' ? callee.object : callee;
  return inner.kind === 'member' && at !== -1 && name.slice(at + 1) === terminalName(callee)
    ? { start: method.start, end: inner.propertySpan.end, text: name.slice(0, at) }
    : { ...method, text: name };
}
