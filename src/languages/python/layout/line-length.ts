import { posix } from 'node:path';
import { foldersOf } from '../../../discover/folders-of.js';
import type { Files } from '../../front-end.js';

/** Black's and Ruff's own. */
export const DEFAULT_LINE_LENGTH = 88;

interface Place {
  name: string;
  section?: RegExp;
  /** Where nothing in it says how long a line may become, it may be as long as is usual. */
  isWhole?: true;
  length?: RegExp;
}

const LENGTH = /^line[-_]length[ \t]*=[ \t]*(\d{2,3})\b/m;

/** Where formatters are told how long a line may become. Black comes before Ruff, which may be there to check alone. */
const PLACES: readonly Place[] = [
  { name: '.pre-commit-config.yaml', length: /--line-length["']?[=,\s"'-]{1,20}(\d{2,3})\b/ },
  { name: 'pyproject.toml', section: sectionOf('tool\\.black'), isWhole: true, length: LENGTH },
  { name: 'ruff.toml', length: LENGTH },
  { name: '.ruff.toml', length: LENGTH },
  { name: 'pyproject.toml', section: sectionOf('tool\\.ruff'), length: LENGTH },
];

/** What only those have who lay out Python in another style. */
const OTHER_STYLES: readonly Place[] = [
  { name: '.style.yapf' },
  { name: 'pyproject.toml', section: sectionOf('tool\\.yapf') },
  { name: 'setup.cfg', section: sectionOf('yapf') },
];

/** How long the lines of a file may become: what the nearest file says that tells the formatters. Undefined where another one lays it out. */
export function lineLength(path: string, files: Files): number | undefined {
  for (const folder of foldersOf(path)) {
    for (const place of PLACES) {
      const own = textAt(place, folder, files);
      const said = own === undefined ? undefined : place.length?.exec(own)?.[1];
      if (said !== undefined) return Number(said);
      if (own !== undefined && place.isWhole) return DEFAULT_LINE_LENGTH;
    }
    if (OTHER_STYLES.some((place) => textAt(place, folder, files) !== undefined)) return undefined;
  }
  return DEFAULT_LINE_LENGTH;
}

function textAt({ name, section }: Place, folder: string, files: Files): string | undefined {
  const file = posix.join(folder, name);
  const text = files.has(file) ? files.read(file) : undefined;
  return text === undefined || !section ? text : section.exec(text)?.[1];
}

/** Up to the line with the next heading: lists have brackets too. */
function sectionOf(heading: string): RegExp {
  return new RegExp(`^\\[${heading}\\][ \\t]*(?:#[^\\r\\n]*)?$((?:\\r?\\n(?!\\[)[^\\r\\n]*)*)`, 'm');
}
