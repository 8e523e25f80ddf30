import { allowListAt } from '../catalog/allow-lists.js';
import type { Service } from '../catalog/service.js';
import type { ConfigEntry, ConfigModel, Span } from '../ir.js';
import { writtenBeside } from '../languages/beside.js';
import { isWithin } from '../spans.js';
import { usesAnchors } from './config-paths.js';
import { isHost } from './host-forms.js';
import { allowedInText, hostsIn } from './hosts-in-text.js';
import { type NamedHost, namedInText } from './named-host.js';
import { groupsAround, isBelow, nearestValue } from './nearest-value.js';

/** The hosts that a file of configuration names in lists: of texts, of groups of settings, or in one text. */
export function hostsInConfig(config: ConfigModel, { domain }: Service): NamedHost[] {
  if (config.isProse || !config.text.includes(domain)) return [];
  const lists = new Map<Span | undefined, string[]>();
  const policies = policiesIn(config, domain);
  const isInPolicy = (span: Span) => policies.some((one) => isWithin(one.span, span));
  const listed = config.entries.flatMap((entry) =>
    entry.isCommented || !entry.value.includes(domain) || isInPolicy(entry.valueSpan)
      ? []
      : listedAt(config, entry, lists),
  );
  return [...policies, ...listed];
}

/** What policies and flags say, in values and in commands. */
function policiesIn(config: ConfigModel, domain: string): NamedHost[] {
  const { text, entries, commands } = config;
  const names = ({ start, end }: Span) => text.slice(start, end).includes(domain);
  const isGroup = (entry: ConfigEntry) => entries.some((one) => one !== entry && isBelow(one, entry));
  const values = entries.filter((entry) => !entry.isCommented && names(entry.valueSpan) && !isGroup(entry));
  const seen = new Set<number>();
  return [...values.map(({ valueSpan }) => valueSpan), ...commands.filter(names)].flatMap(({ start, end }) => {
    const value = text.slice(start, end);
    return allowedInText(value, text).flatMap((found) => {
      const isSeen = found.some((one) => seen.has(start + one.start));
      for (const one of found) seen.add(start + one.start);
      return isSeen ? [] : inText(found, start, true);
    });
  });
}

function inText(found: ReturnType<typeof hostsIn>, start: number, isAllowed: boolean): NamedHost[] {
  return namedInText(
    found,
    isAllowed,
    (offset) => start + offset,
    (host) => ({ start: start + host.start, end: start + host.end }),
  );
}

function listedAt(config: ConfigModel, entry: ConfigEntry, lists: Map<Span | undefined, string[]>): NamedHost[] {
  const { text } = config;
  const { path, valueSpan } = entry;
  const rule = allowListAt({ path, around: (name) => nearestValue(config, entry, name) });
  const element = rule?.repeats ? groupOf(config, entry) : entry.name === '' ? entry : undefined;
  if (element) {
    const list = groupsAround(config, element)[0];
    const hosts = lists.get(list) ?? textsIn(config, list, element);
    lists.set(list, hosts);
    const written = (form: string) =>
      text.slice(element.start, valueSpan.start) + form + text.slice(valueSpan.end, element.end);
    const isPlain = text.slice(valueSpan.start, valueSpan.end) === entry.value;
    const add = (form: string) =>
      isPlain && element.separator !== undefined && !usesAnchors(config, [element])
        ? writtenBeside(text, element, written(form))
        : undefined;
    return [{ span: valueSpan, text: entry.value, hosts, isAllowed: rule !== undefined, add }];
  }
  if (rule?.repeats) return [];
  const found = hostsIn(text, valueSpan, rule?.separator).map((one) => ({
    ...one,
    start: one.start - valueSpan.start,
    end: one.end - valueSpan.start,
  }));
  const isList = rule !== undefined || (found.length > 1 && found.every((one) => isHost(one.text)));
  return isList ? inText(found, valueSpan.start, rule !== undefined) : [];
}

/** The element of a list of groups that an entry lies in. */
function groupOf(config: ConfigModel, entry: ConfigEntry): ConfigEntry | undefined {
  return groupsAround(config, entry).find(({ name }) => name === '');
}

/** All texts that stand in the list that an element is part of. */
function textsIn({ entries }: ConfigModel, list: ConfigEntry | undefined, element: ConfigEntry): string[] {
  const depth = element.path.length - 1;
  const isBeside = (one: ConfigEntry) =>
    one.path.length > depth && element.path.slice(0, depth).every((key, i) => one.path[i] === key);
  return entries.filter((one) => (list ? isBelow(one, list) : isBeside(one))).map(({ value }) => value);
}
