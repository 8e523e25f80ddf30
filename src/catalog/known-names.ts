import { flowFacts, namesOfFacts } from './flow.js';
import { httpClients } from './http.js';
import { sdksFor } from './sdk.js';

const KNOWN = new Map<string, ReadonlySet<string>>();

/** The names at the top of a package that any entry of the catalog is about. */
export function knownNames(language: string, name: string): ReadonlySet<string> {
  const key = `${language}:${name}`;
  const known =
    KNOWN.get(key) ?? new Set([...ofSdks(language, name), ...ofClients(language, name), ...ofFacts(language, name)]);
  KNOWN.set(key, known);
  return known;
}

function first(path: string): string {
  return path.split('.')[0] ?? '';
}

function ofSdks(language: string, name: string): string[] {
  return sdksFor(language, name).flatMap((sdk) => [
    ...sdk.clients.flatMap(({ exports }) => exports.map(first)),
    ...(sdk.carriers ?? []).map(first),
    ...(sdk.passThrough ?? []).map((one) => first(one.export)),
    ...behind(Object.keys(sdk.mediaNames ?? {}), name),
    ...Object.keys(sdk.constants ?? {}).map(first),
  ]);
}

/** The names in dotted ones that begin with the package's. */
function behind(paths: readonly string[], name: string): string[] {
  return paths.flatMap((path) => (path.startsWith(`${name}.`) ? [first(path.slice(name.length + 1))] : []));
}

function ofClients(language: string, name: string): string[] {
  const found = httpClients(language).filter(({ packages }) => packages.includes(name));
  return found.flatMap(({ roots, calls, makers = [] }) => {
    // What an instance is called for is no name of the package.
    const own = calls.filter(({ made }) => made === 'new' || makers.length === 0);
    const paths = [...own.flatMap((call) => call.paths), ...makers.flatMap((maker) => maker.paths)];
    return roots.flatMap((root) => (root === '' ? paths.map(first) : [first(root)]));
  });
}

function ofFacts(language: string, name: string): string[] {
  const { environment, environmentSetters = [] } = flowFacts(language);
  return [
    ...environment.flatMap((read) => (read.package === name && read.path[0] ? [read.path[0]] : [])),
    ...environmentSetters.flatMap((one) => (one.package === name ? [first(one.path)] : [])),
    ...behind(namesOfFacts(language), name),
  ];
}
