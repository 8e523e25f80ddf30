import { posix } from 'node:path';
import type { Files } from '../front-end.js';

/** A distribution that a manifest asks for. */
export interface Requirement {
  /** Normalised as PEP 503 says. */
  name: string;
  /** For `versionSet`; empty where any version does. */
  constraint: string;
  /** Asked for only in some environments (`; python_version < "3.8"`). */
  isConditional: boolean;
}

export function normalisedName(distribution: string): string {
  return distribution.toLowerCase().replace(/[-_.]+/g, '-');
}

const REQUIREMENT = /^([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*(?:$|(?=[=<>!~^@;(*]))/;

/** `openai[datalib] >=1.2,<2 ; python_version < "3.8"`; undefined for what is no requirement. */
export function parseRequirement(text: string): Requirement | undefined {
  const match = REQUIREMENT.exec(text);
  if (match?.[1] === undefined) return undefined;
  const rest = text.slice(match[0].length);
  const name = normalisedName(match[1]);
  // In a URL, a `;` starts a marker only after a space.
  if (rest.startsWith('@')) return { name, constraint: pinInUrl(rest, name), isConditional: /\s;/.test(rest) };
  const [constraint = '', marker] = rest.split(';', 2);
  return { name, constraint: constraint.replace(/[()]/g, '').trim(), isConditional: marker !== undefined };
}

/** The version that a wheel's name, an archive's name or a tag tells. */
function pinInUrl(url: string, name: string): string {
  const file = /\/([\w.]+)-(\d[\w.!+]*)(?:-[^/\s]*\.whl|\.tar\.gz|\.zip)/.exec(url);
  if (file && normalisedName(file[1] ?? '') === name) return `==${file[2]}`;
  const tag = /[^@\s]@v?(\d+(?:\.\d+)+(?:(?:a|b|rc)\d+)?)(?=$|[\s#;])/.exec(url)?.[1];
  return tag === undefined ? '' : `==${tag}`;
}

const INCLUDE = /^(?:-r|-c|--requirement|--constraint)(?:\s*=\s*|\s*)(\S+)/;

/** The requirements of a file in pip's format, and of those that it includes. */
export function readRequirementsFile(path: string, files: Files, seen = new Set<string>()): Requirement[] {
  const text = seen.has(path) ? undefined : files.read(path);
  seen.add(path);
  if (text === undefined) return [];
  const include = (name: string) => readRequirementsFile(posix.join(posix.dirname(path), name), files, seen);
  return text
    .replace(/^\uFEFF/, '')
    .replace(/\\\r?\n/g, ' ')
    .split(/\r?\n|\r/)
    .flatMap((line) => requirementsOfLine(line, include));
}

/** One line of pip's format. `include` reads another file of it. */
export function requirementsOfLine(line: string, include: (name: string) => Requirement[]): Requirement[] {
  const text = line.replace(/(?:^|\s)#.*$/, '').trim();
  const included = INCLUDE.exec(text)?.[1];
  if (included !== undefined) return include(included);
  const egg = /^(?:-e\s+|--editable[\s=]+)?(\S+:\/\/\S+#(?:.*&)?egg=([\w.-]+).*)$/.exec(text);
  const requirement = parseRequirement(egg ? `${egg[2]} @ ${egg[1]}` : text.replace(/\s--?[a-z].*$/, ''));
  return requirement ? [requirement] : [];
}

/** `!pip install`, `%pip install` in a cell of a notebook or a Databricks file, `RUN pip install` of a Dockerfile. */
const PIP_INSTALL =
  /(?:^|["\n])[ \t]*(?:# MAGIC[ \t]+)?(?:[!%][ \t]*|RUN[ \t]+)[^"\n]{0,80}?\bpip3?[ \t]+install((?:\\["\\]|\\\r?\n|[^"\\\n]|"[^"\n]*")*)/g;

/** What commands in a text install. In the JSON of a notebook, `\n` ends a command and `\"` is a quote. */
export function pipInstalls(text: string): Requirement[] {
  return [...text.matchAll(PIP_INSTALL)].flatMap(([, parts = '']) =>
    parts
      .replace(/\\(?:["\\]|\r?\n)/g, ' ')
      .split(/["'\s]+|&&|;|\|\|/)
      .flatMap((part) => parseRequirement(part) ?? []),
  );
}
