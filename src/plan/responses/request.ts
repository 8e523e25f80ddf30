import { endpoint } from '../../catalog/capabilities.js';
import { RESPONSES } from '../../catalog/responses.js';
import type { CallNode } from '../../ir.js';
import { isPlain } from '../../languages/writer.js';
import type { Reach, Trace } from '../../link/flow.js';
import { textsOfOrigin } from '../../link/texts.js';
import { replaceInside } from '../transform.js';
import type { ClientUse, PlanOptions, Unit } from '../types.js';
import { rawOf, urlFacts } from '../urls.js';
import { convertAnswer } from './answer.js';
import type { Conversion } from './conversion.js';
import { givenIn } from './given.js';
import { objectOf } from './object-of.js';
import { convertParameters } from './parameters.js';

const FROM = endpoint('responses')?.paths[0] ?? '';
const TO = endpoint('chat')?.paths[0] ?? '';

/** A request that is made by hand: its address, its body, and what reads the JSON that comes back. */
export function convertRequest(conversion: Conversion, unit: Unit, use: ClientUse, options: PlanOptions): void {
  const { call } = use;
  const [source] = use.parameters ?? [];
  const body = source && objectOf(conversion, source, call);
  if (!body || unit.uses.length > 1 || unit.unknownUses.length > 0) {
    conversion.stop('what it sends is not all written in one place', call);
    return;
  }
  convertPath(conversion, unit, call, options);
  conversion.change(body, ...convertParameters(conversion, body, new Set([call])));
  const stream = givenIn(body).find(({ name }) => name === 'stream')?.value;
  if (stream && !(stream.kind === 'constant' && stream.value === false))
    conversion.stop('it reads a stream by hand', stream);
  for (const trace of answersOf(conversion, unit, call)) convertAnswer(conversion, call, trace);
  const types = [call.model, ...conversion.changes.map(({ model }) => model)].flatMap((model) => model.typeMembers);
  if (types.some(({ name }) => name === 'output' || name === 'output_text'))
    conversion.stop('types of its own say what its answer is', call);
}

/** The path in the address, which has to be written in one piece. */
function convertPath(conversion: Conversion, unit: Unit, call: CallNode, options: PlanOptions): void {
  const texts = unit.baseUrl.origins.flatMap((origin) => textsOfOrigin(conversion.linked.resolver, origin));
  const nodes = texts.flatMap((text) =>
    text.flatMap((part) => (part.kind === 'written' && part.text.includes(FROM) ? [part.node] : [])),
  );
  const [node] = new Set(nodes);
  const isOne =
    node !== undefined && new Set(nodes).size === 1 && isPlain(node) && rawOf(node).split(FROM).length === 2;
  if (!isOne) {
    conversion.stop('its address is not written in one piece', call);
    return;
  }
  // What has the host in it is rewritten as a whole.
  const hasHost = texts.some((text) => urlFacts(text, options).node === node);
  if (hasHost) unit.pathChange = { node, from: FROM, to: TO };
  else conversion.change(node, replaceInside({ writer: conversion.writerOf }, node, node.value.replace(FROM, TO)));
}

/** What is done with the JSON of the answer, wherever it is read. */
function answersOf(conversion: Conversion, { answer }: Unit, call: CallNode): Trace[] {
  const { flow } = conversion.linked;
  if (!answer) {
    conversion.stop('it is not known how its answer is read', call);
    return [];
  }
  const { method, property, beside } = answer;
  const whole = flow.trace(call);
  const name = method ?? property ?? '';
  for (const { path, member, target } of whole.reads)
    if (path[0] !== name && !beside.includes(path[0] ?? ''))
      conversion.stop(`\`${path[0]}\` of its answer is read`, member ?? target?.binding ?? call);
  const others = whole.reaches.filter((reach) => !startsWith(reach, name));
  for (const reach of others) {
    const isBeside = 'path' in reach && beside.includes(reach.path[0] ?? '');
    const isParsed = reach.kind === 'called' && reach.path[0] === 'text' && readsAnswer(flow.trace(reach.call));
    const isTest = reach.kind === 'examined' && reach.node.use?.as === 'test';
    if (isParsed || !(isBeside || isTest || reach.kind === 'exported'))
      conversion.stop('its answer is read in another way', 'call' in reach ? reach.call : call);
  }
  const traces = property
    ? [inside(whole, property)]
    : whole.reaches.flatMap((reach) =>
        reach.kind === 'called' && reach.path.join('.') === method ? [flow.trace(reach.call)] : [],
      );
  if (traces.length === 0) conversion.stop('nothing that reads its answer was found', call);
  return traces.map(withoutErrors);
}

function startsWith(reach: Reach, name: string): boolean {
  return 'path' in reach && reach.path[0] === name;
}

/** Whether a text is read as JSON after all. */
function readsAnswer({ reads }: Trace): boolean {
  const roots = RESPONSES.answer.text.map((path) => path.split('.')[0]);
  return reads.some(({ path }) => roots.includes(path[0]));
}

function inside({ reaches, reads, ...rest }: Trace, name: string): Trace {
  return {
    ...rest,
    reaches: reaches
      .filter((reach) => startsWith(reach, name))
      .map((reach) => ('path' in reach ? { ...reach, path: reach.path.slice(1) } : reach)),
    reads: reads
      .filter(({ path }) => path[0] === name && path.length > 1)
      .map((read) => ({ ...read, path: read.path.slice(1) })),
  };
}

/** What went wrong is told in the same form by both. */
function withoutErrors({ reaches, reads, ...rest }: Trace): Trace {
  return {
    ...rest,
    reaches: reaches.filter((reach) => !startsWith(reach, 'error')),
    reads: reads.filter(({ path }) => path[0] !== 'error'),
  };
}
