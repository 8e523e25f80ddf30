import { namesOfFacts } from './flow.js';
import { httpClients } from './http.js';
import { ownSdksFor } from './sdk.js';

/** Whether an entry of the catalog is about the name in the package: where several packages may have it, this one does. */
export function isNameIn(language: string, specifier: string, name: string): boolean {
  return namesIn(language, specifier).some((path) => path === name || path.startsWith(`${name}.`));
}

function namesIn(language: string, specifier: string): readonly string[] {
  const start = `${specifier}.`;
  return [
    ...ownSdksFor(language, specifier).flatMap(({ clients, constants = {}, mediaNames = {} }) => [
      ...clients.flatMap(({ exports }) => exports),
      ...Object.keys(constants),
      ...Object.keys(mediaNames).flatMap((path) => (path.startsWith(start) ? [path.slice(start.length)] : [])),
    ]),
    ...httpClients(language)
      .filter(({ packages }) => packages.includes(specifier))
      .flatMap(({ makers = [], calls }) => [...makers, ...calls].flatMap(({ paths }) => paths)),
    ...namesOfFacts(language).flatMap((path) => (path.startsWith(start) ? [path.slice(start.length)] : [])),
  ];
}
