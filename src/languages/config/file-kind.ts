import { CONFIG_FILES, type ConfigFileKind, type ConfigFormat, isNamedAs, leadsTo } from '../../catalog/config.js';
import { JINJA_ENDING } from '../../discover/copied-files.js';
import type { ConfigDocument, ConfigNode } from './tree.js';

const PATHS = new Map<ConfigFileKind, RegExp>();
/** What no text is any more with `{% if … %}` in it. */
const BROKEN_BY_TEMPLATES: ReadonlySet<ConfigFormat> = new Set(['json', 'toml', 'hcl']);

function fitsPath(kind: ConfigFileKind, path: string): boolean {
  if (kind.path === undefined) return true;
  const known = PATHS.get(kind) ?? new RegExp(kind.path, 'i');
  PATHS.set(kind, known);
  if (isNamedAs(path, known)) return true;
  return JINJA_ENDING.test(path) && !BROKEN_BY_TEMPLATES.has(kind.format) && known.test(path.replace(JINJA_ENDING, ''));
}

/**
 * The kinds that a file may be of, as its path and its first line tell; several where only its keys can tell more, all of
 * them in one format. Empty for what is no configuration.
 */
export function kindsOf(path: string, text: string): readonly ConfigFileKind[] {
  const first = /^\uFEFF?([^\r\n]{0,200})/.exec(text)?.[1] ?? '';
  const fits = (kind: ConfigFileKind) =>
    fitsPath(kind, path) && (kind.firstLine === undefined || new RegExp(kind.firstLine).test(first));
  const sure = CONFIG_FILES.find((kind) => !kind.has && fits(kind));
  if (!sure) return [];
  const before = CONFIG_FILES.slice(0, CONFIG_FILES.indexOf(sure));
  const kinds = [...before.filter((kind) => kind.has && kind.format === sure.format && fits(kind)), sure];
  return JINJA_ENDING.test(path) ? kinds.map(asTemplate) : kinds;
}

/** What a template refers to is asked of the one who fills it in. */
function asTemplate(kind: ConfigFileKind): ConfigFileKind {
  return { ...kind, references: [...(kind.references ?? []), 'jinja'] };
}

/** The first of the kinds whose keys the documents have. */
export function kindOf(kinds: readonly ConfigFileKind[], documents: readonly ConfigDocument[]): ConfigFileKind {
  const found = kinds.find(({ has }) => !has || documents.some(({ root }) => has.every((at) => hasKey(root, at))));
  if (!found) throw new Error('the last kind has no keys to ask for');
  return found;
}

/** Whether keys lead somewhere; without `**`. */
function hasKey(root: ConfigNode | undefined, at: string): boolean {
  let nodes = root ? [root] : [];
  for (const key of at.split('/'))
    nodes = nodes
      .flatMap((node): ConfigNode[] => {
        if (node.kind === 'list') return key === '*' ? node.items.map(({ value }) => value) : [];
        if (node.kind !== 'map') return [];
        return node.members.filter((member) => leadsTo(key, [member.key])).map(({ value }) => value);
      })
      .slice(0, MAX_NODES);
  return nodes.length > 0;
}
const MAX_NODES = 200;
