import { RESPONSES } from '../../catalog/responses.js';
import type { CallNode, MemberNode, Target } from '../../ir.js';
import { insertionAt } from '../../languages/writer.js';
import type { Reach, Read, Trace } from '../../link/flow.js';
import { onlyShows } from '../only-shows.js';
import { replaceInside } from '../transform.js';
import { comparisonOf } from './comparison.js';
import type { Conversion } from './conversion.js';
import { placeOf } from './place-of.js';
import { chainOf, emptyText, fits, walkInstead } from './reads.js';

const split = (path: string) => path.split('.');
const { answer } = RESPONSES;
const TEXTS = answer.text.map(split);
const SAME = answer.same.map(split);
const RENAMED = Object.entries(answer.renamed).map(([from, to]) => ({ from: split(from), to }));
const VALUES = [...TEXTS, ...SAME, ...RENAMED.map(({ from }) => from)];

/** Every use of a call's answer, as it reads the answer of a chat call. */
export function convertAnswer(conversion: Conversion, call: CallNode, { reaches, reads }: Trace): void {
  const hasItems = reads.some(({ path, target }) => target !== undefined && path.join('.') === 'output.*');
  const done = new Set<MemberNode>();
  const taken = new Set<Target>();
  let answers = 0;
  for (const { path, member } of reads) {
    const pattern = member && TEXTS.find((one) => one.length === path.length && fits(one, path));
    const chain = pattern && member && chainOf(member, pattern);
    if (!chain || !member) continue;
    for (const one of chain) done.add(one);
    answers += 1;
    walkInstead(conversion, chain, ['choices', 0, 'message', 'content'], () => emptyText(conversion, member));
  }
  for (const { path, target } of reads)
    if (target && TEXTS[0]?.join() === path.join() && takeText(conversion, target)) {
      answers += 1;
      taken.add(target);
    }
  if (hasItems) answers += convertItems(conversion, reads, done);
  for (const read of reads) if (!read.target || !taken.has(read.target)) convertRead(conversion, read, done, hasItems);
  for (const reach of reaches) checkReach(conversion, reach, hasItems);
  if (answers === 0 && conversion.obstacles.length === 0)
    conversion.stop('nothing that reads its answer was found', call);
}

/** `const { output_text: text } = await …`: the name is given the text itself. */
function takeText(conversion: Conversion, { binding }: Target): boolean {
  const [definition, ...others] = binding.definitions;
  if (definition?.from !== 'value' || definition.fallback || others.length > 0) return false;
  const { value } = definition;
  const { model } = value;
  if (!/^(?:wrapper|call|reference|member)$/.test(value.kind)) return false;
  const writer = conversion.writerOf(model);
  const pattern = writer.takenAlone(value, definition.path[0] ?? '');
  if (!pattern) return false;
  const walk = writer.walk(['choices', 0, 'message', 'content']);
  const [open, close] = value.kind === 'wrapper' ? ['(', ')'] : ['', ''];
  const text = writer.orElse(close + walk, emptyText(conversion, value));
  const edits = [{ start: pattern.start, end: pattern.end, text: pattern.name }, insertionAt(value.start, open)];
  conversion.change({ model, start: pattern.start, end: pattern.end }, ...edits, insertionAt(value.end, text));
  return true;
}

function convertRead(
  conversion: Conversion,
  { path, member, target }: Read,
  done: ReadonlySet<MemberNode>,
  hasItems: boolean,
): void {
  if (member && done.has(member)) return;
  if (VALUES.some((one) => one.length < path.length && fits(one, path))) return;
  if (hasItems && path.length > 3 && answer.item[path[2] ?? ''] !== undefined) return;
  const name = path.join('.');
  if (target) {
    if (!(hasItems && name === 'output.*')) conversion.stop('its answer is taken apart', target.binding);
    return;
  }
  if (!member) return;
  const renamed = RENAMED.find(({ from }) => from.join('.') === name);
  if (renamed) conversion.change(member, { ...member.propertySpan, text: renamed.to });
  else if (!answer.same.includes(name) && name !== 'usage')
    conversion.stop(
      `\`${name.replace(/\.\*(?=\.|$)/g, '[]')}\` of its answer has no counterpart that can be proved`,
      member,
    );
}

function checkReach(conversion: Conversion, reach: Reach, hasItems: boolean): void {
  const { path } = reach as { path?: string[] };
  if (path && VALUES.some((one) => fits(one, path))) return;
  if (path && hasItems && path[0] === 'output' && path.length > 2) return;
  // What is exported here is imported by nobody.
  if (reach.kind === 'exported') return;
  if (reach.kind === 'examined' && reach.node.use?.as === 'test') return;
  if (reach.kind === 'handed' && onlyShows(conversion.linked, reach.call)) return;
  if (reach.kind === 'called') {
    conversion.stop(`\`${reach.path.join('.')}\` is called on its answer`, reach.call);
    return;
  }
  conversion.stop('its answer goes where it cannot be followed', placeOf(reach));
}

/** `for (item of response.output) if (item.type === 'function_call')`: the calls of functions alone have a counterpart. */
function convertItems(conversion: Conversion, reads: readonly Read[], done: Set<MemberNode>): number {
  let tests = 0;
  for (const { path, member } of reads) {
    const [root, any, name, ...rest] = path;
    if (root !== 'output' || !member || rest.length > 0) continue;
    const chain = chainOf(member, path.slice(-1));
    if (!chain) continue;
    if (any === undefined) {
      done.add(member);
      walkInstead(conversion, chain, ['choices', 0, 'message', 'tool_calls'], () => '[]');
    }
    const to = answer.item[name ?? ''];
    if (to !== undefined) {
      done.add(member);
      walkInstead(conversion, chain, split(to));
    }
    const test = name === 'type' ? comparisonOf(member, 'function_call') : undefined;
    if (test) {
      done.add(member);
      tests += 1;
      conversion.change(test.literal, replaceInside({ writer: conversion.writerOf }, test.literal, 'function'));
    }
  }
  return tests;
}
