import { beginningsUnlike } from '../catalog/keys.js';
import { isTestPath } from '../discover/file-kinds.js';
import { escapePattern } from '../escape-pattern.js';
import type { ConfigModel, SourceModel, Span } from '../ir.js';
import { named } from '../names.js';
import { note } from './finding.js';
import { isCompared } from './is-compared.js';
import type { Finding, PlanOptions } from './types.js';

/**
 * Where something looks at how a key begins: what lets only such keys through refuses the gateway's, and what hides them shows it.
 * `isMoved`: whether something moves in the program of a file.
 */
export function keyChecks(
  models: Iterable<SourceModel>,
  configs: readonly ConfigModel[],
  isMoved: (path: string) => boolean,
  { from, profile }: PlanOptions,
): Finding[] {
  const begins = beginningsUnlike(from.profile.id, profile.id);
  if (begins.length === 0) return [];
  const isRead = ({ path, text }: { path: string; text: string }) =>
    !isTestPath(path) && begins.some((begin) => text.includes(begin));
  const begin = begins.map(escapePattern).join('|');
  const told = (path: string, span: Span, text: string) => note('variable', path, span, 'review', 'key-check', text);
  const inSources = [...models]
    .filter((model) => isRead(model) && isMoved(model.path))
    .flatMap((model) => checksIn(model, begin).map((span) => told(model.path, span, textOf(model, span))));
  const inConfigs = configs
    .filter((config) => isRead(config) && !config.isProse && config.language !== 'dotenv')
    .flatMap((config) => checksInLines(config, begin).map((span) => told(config.path, span, textOf(config, span))));
  return [...inSources, ...inConfigs];
}

function textOf({ text }: { text: string }, { start, end }: Span): string {
  return text.slice(start, end);
}

/** Texts that are held against a key, and regular expressions. */
function checksIn(model: SourceModel, begin: string): Span[] {
  const whole = new RegExp(`^(?:${begin})(?:[a-z]{1,12}-)?$`);
  const pattern = new RegExp(`^\\^\\(?(?:\\?:)?(?:${begin})`);
  return [
    ...named(model, 'strings', (text) => whole.test(text)).filter(isCompared),
    ...named(model, 'strings', (text) => pattern.test(text)),
    ...named(model, 'patternLiterals', () => true).filter(
      ({ pattern: found }) => found && pattern.test(model.text.slice(found.start, found.end)),
    ),
  ];
}

/** `^sk-`, `"sk-"`, `sk-*`, `NAME=sk-` in a line that is no remark. */
function checksInLines({ text }: ConfigModel, begin: string): Span[] {
  const tail = `(?:${begin})(?:[a-z]{1,12}-)?`;
  const check = new RegExp(`\\^${tail}|(["'])${tail}\\1|(?<![\\w=-])${tail}\\*(?!\\*)|\\b[A-Z]\\w*=${tail}(?=["'])`);
  return [...text.matchAll(/[^\r\n]+/g)].flatMap(({ 0: line, index }) => {
    const found = /^\s*(?:#|\/\/|;)/.test(line) ? undefined : check.exec(line.slice(0, 2000));
    if (!found) return [];
    const start = index + found.index;
    return [{ start, end: start + found[0].length }];
  });
}
