import { posix } from 'node:path';
import type { Files, ModuleTarget, SpelledImport } from '../front-end.js';
import { nameIn } from './names.js';
import { buildFiles, projectFiles, projectOf } from './projects.js';
import { systemNamespace } from './system-types.js';
import { bareName } from './usings.js';

const LANGUAGE = 'csharp';

/**
 * Where a name leads: the files of the project that declare a type of that name in a namespace which the file sees, or a namespace that
 * the catalog knows to have it. A namespace by itself is a package.
 */
export function resolveCSharpModule(from: string, specifier: string, files: Files): ModuleTarget | undefined {
  const wanted = nameIn(specifier);
  if (!wanted) return { package: specifier };
  const { name, qualifier } = wanted;
  const seen = seenBy(from, files);
  const namespaces = qualifier === '' ? seen.namespaces : qualified(qualifier, seen);
  const own = filesDeclaring(name, from, namespaces, qualifier !== '', files);
  // Two namespaces in use that have the name are no program: one is of a version that no longer has it, as `Azure.AI.OpenAI` of `OpenAIClient`.
  const [known] = namespaces
    .filter((one) => files.hasName?.(LANGUAGE, one, name))
    .sort((one, other) => one.length - other.length);
  // The source of a known package may be at hand; what the file's own namespace declares comes first.
  const isOwn = own.some((path) => seen.around.some((one) => one !== known && declaredIn(path, files).includes(one)));
  if (known !== undefined && !isOwn) return { package: known };
  if (own.length > 0) return { files: own };
  const system = systemNamespace(name);
  if (system !== undefined && (qualifier === '' || qualifier === system)) return { package: system };
  // A client by its name, which a namespace has that nobody here knows.
  const stranger = `${qualifier || (seen.namespaces.at(-1) ?? 'a namespace')}:${name}`;
  if (files.hasName?.(LANGUAGE, stranger, name)) return { package: stranger };
  const type = seen.types.find((one) => qualifier === '' && isMemberName(one, name));
  if (type === undefined) return undefined;
  return { package: systemNamespace(type) ?? '', path: [type] };
}

/** `using static System.Environment`, whose members are known without its name. */
function isMemberName(type: string, name: string): boolean {
  return MEMBERS[type]?.includes(name) === true;
}

/** Static members of .NET's own types that rules ask about. Source: https://learn.microsoft.com/dotnet/api */
const MEMBERS: Record<string, readonly string[]> = {
  Environment: ['GetEnvironmentVariable', 'SetEnvironmentVariable'],
  Console: ['WriteLine', 'Write', 'ReadLine', 'ReadKey'],
};

/** The namespaces that a name before a type may mean: that itself, or one inside of those that the file sees. */
function qualified(qualifier: string, { namespaces, aliases }: Seen): string[] {
  const [first = '', ...rest] = qualifier.split('.');
  const alias = aliases.get(first);
  const whole = alias === undefined ? qualifier : [alias, ...rest].join('.');
  return [whole, ...namespaces.map((one) => `${one}.${whole}`)];
}

/** The namespaces of a file; none is one, too. */
function declaredIn(path: string, files: Files): readonly string[] {
  const text = files.read(path) ?? '';
  const known = DECLARED.get(files) ?? new Map<string, { text: string; names: readonly string[] }>();
  DECLARED.set(files, known);
  const before = known.get(path);
  if (before?.text === text) return before.names;
  const found = namespacesIn(text);
  const names = found.length > 0 ? found : [''];
  known.set(path, { text, names });
  return names;
}

const DECLARED = new WeakMap<Files, Map<string, { text: string; names: readonly string[] }>>();

interface Seen {
  /** The file's own namespaces, and those around them. */
  around: readonly string[];
  /** The file's own and those around it, then those in use. */
  namespaces: readonly string[];
  /** Types whose members are known by themselves. */
  types: readonly string[];
  aliases: ReadonlyMap<string, string>;
}

const SEEN = new WeakMap<Files, Map<string, Seen & { text: string }>>();

function seenBy(path: string, files: Files): Seen {
  const known = SEEN.get(files) ?? new Map<string, Seen & { text: string }>();
  SEEN.set(files, known);
  const text = files.read(path) ?? '';
  const found = known.get(path);
  if (found?.text === text) return found;
  const own = namespacesIn(text).flatMap(withOuter);
  const project = projectOf(path, files);
  const usings = [...usingsIn(text), ...globalUsings(project, files)];
  const made = {
    text,
    around: [...own, ''],
    namespaces: [
      ...new Set([...own, ...usings.flatMap((one) => (one.isStatic || one.alias !== undefined ? [] : [one.name]))]),
    ],
    types: usings.flatMap((one) => (one.isStatic ? [one.name.slice(one.name.lastIndexOf('.') + 1)] : [])),
    aliases: new Map(usings.flatMap((one) => (one.alias === undefined ? [] : [[one.alias, one.name] as const]))),
  };
  known.set(path, made);
  return made;
}

interface Using {
  name: string;
  isStatic: boolean;
  alias?: string;
  isGlobal: boolean;
}

const USING =
  /^\uFEFF?[ \t]*(global[ \t]+)?using[ \t]+(static[ \t]+)?(?:(\w{1,200})[ \t]*=[ \t]*)?((?:global::)?[A-Za-z_][\w.]{0,300})(?![\w.])[^;\r\n]{0,300};/gm;

function usingsIn(text: string): Using[] {
  return [...text.matchAll(USING)].map(([, isGlobal, isStatic, alias, name = '']) => ({
    name: bareName(name),
    isStatic: isStatic !== undefined,
    ...(alias === undefined ? {} : { alias }),
    isGlobal: isGlobal !== undefined,
  }));
}

const NAMESPACE = /^\uFEFF?[ \t]*namespace[ \t]+([A-Za-z_][\w.]*)/gm;

function namespacesIn(text: string): string[] {
  return [...text.matchAll(NAMESPACE)].map(([, name = '']) => name);
}

/** `A.B.C`, `A.B`, `A`. */
function withOuter(namespace: string): string[] {
  const parts = namespace.split('.');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('.'));
}

const GLOBAL = new WeakMap<Files, Map<string, Using[]>>();

/** What a project's files, and the project itself, say to be in use in all of its files. */
function globalUsings(project: string | undefined, files: Files): readonly Using[] {
  if (project === undefined) return [];
  const known = GLOBAL.get(files) ?? new Map<string, Using[]>();
  GLOBAL.set(files, known);
  const found = known.get(project);
  if (found) return found;
  const sources = files.inFolder(project).filter((path) => path.endsWith('.cs'));
  const inProject = [...projectFiles(project, files), ...buildFiles(project, files)].flatMap((path) =>
    [...(files.read(path) ?? '').matchAll(/<Using\s+Include="([\w.]+)"(?:\s+(Static|Alias)="(\w+)")?/g)].map(
      ([, name = '', kind, value]): Using => ({
        name,
        isGlobal: true,
        isStatic: kind === 'Static',
        ...(kind === 'Alias' && value !== undefined ? { alias: value } : {}),
      }),
    ),
  );
  const made = [
    ...sources.flatMap((path) => usingsIn(files.read(path) ?? '').filter(({ isGlobal }) => isGlobal)),
    ...inProject,
  ];
  known.set(project, made);
  return made;
}

/** The files that declare a type, by their names or in the same folder, in a namespace that is seen; those of the own project come first. */
function filesDeclaring(
  name: string,
  from: string,
  namespaces: readonly string[],
  isQualified: boolean,
  files: Files,
): readonly string[] {
  const folder = posix.dirname(from);
  const near = files.inFolder(folder === '.' ? '' : folder).filter((path) => path.endsWith('.cs'));
  const pattern = new RegExp(`\\b(?:class|record|struct|interface|enum)\\s+${name}\\b`);
  const isSeen = (path: string) =>
    declaredIn(path, files).some((one) => (one === '' ? !isQualified : namespaces.includes(one)));
  const found = [...new Set([...files.named(`${name}.cs`), ...near])].filter((path) => {
    if (path === from) return false;
    return pattern.test(files.read(path) ?? '') && isSeen(path);
  });
  if (found.length < 2) return found;
  const project = projectOf(from, files);
  const own = found.filter((path) => projectOf(path, files) === project);
  return own.length > 0 ? own : found;
}

/** A type is usually in a file of its name, which may have more behind it: `Client.Chat.cs`. */
export function csharpModuleNames(path: string, text = ''): string[] {
  const declared = [...text.matchAll(/\b(?:class|record|struct|interface|enum)\s+([A-Za-z_]\w*)/g)].map(
    ([, name = '']) => name,
  );
  return [...new Set([posix.basename(path).replace(/\..*$/, ''), ...declared])];
}

/** The other files of a class that is written in parts. */
export function sameModule(path: string, files: Files): string[] {
  const text = files.read(path) ?? '';
  const parts = new Set(
    [...text.matchAll(/\bpartial\s+(?:class|record|struct|interface)\s+(\w+)/g)].map(([, name = '']) => name),
  );
  if (parts.size === 0) return [];
  const folder = posix.dirname(path);
  return files.inFolder(folder === '.' ? '' : folder).filter((other) => {
    if (other === path || !other.endsWith('.cs')) return false;
    const found = files.read(other) ?? '';
    return [...parts].some((name) =>
      new RegExp(`\\bpartial\\s+(?:class|record|struct|interface)\\s+${name}\\b`).test(found),
    );
  });
}

/** The names in a text that may be types, and the namespaces that it uses, without parsing it. */
export function* spelledImports(text: string): Iterable<SpelledImport> {
  for (const { name } of usingsIn(text)) yield { last: name.slice(name.lastIndexOf('.') + 1), specifier: name };
  const seen = new Set<string>();
  for (const [name] of text.matchAll(/\b[A-Z][A-Za-z0-9_]+\b/g)) {
    if (seen.has(name)) continue;
    seen.add(name);
    yield { last: name };
  }
}
