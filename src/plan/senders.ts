import { MANIFESTS } from '../catalog/allow-lists.js';
import type { Project } from '../link/project.js';
import { isServedRequest } from './command-requests.js';
import { connectionOf } from './config-clients.js';
import type { ConfigReaders } from './config-readers.js';
import { needsOpenai } from './needs-openai.js';
import type { Unit } from './types.js';

/** Who sends requests to the gateway, and who to OpenAI, by where in the repository they are. */
export class Senders {
  readonly #moving: readonly string[];
  readonly #all: readonly string[];

  constructor(
    private readonly project: Project,
    units: readonly Unit[],
    { requests, clients }: ConfigReaders,
  ) {
    const own = units.filter(({ isTest }) => !isTest);
    const moving = own.filter(({ verdict, isAtTarget }) => verdict === 'migrate' || isAtTarget);
    const pathsOf = (some: ConfigReaders['clients']) =>
      some.flatMap((client) => connectionOf(client).map(({ config }) => config.path));
    this.#moving = [
      ...moving.map(({ model }) => model.path),
      ...requests.filter(isServedRequest).map(({ config }) => config.path),
      ...pathsOf(clients.filter(({ verdict, reason }) => verdict === 'migrate' || reason?.code === 'already-moved')),
    ];
    this.#all = [
      ...this.#moving,
      ...own.filter(needsOpenai).map(({ model }) => model.path),
      ...requests.map(({ config }) => config.path),
      ...pathsOf(clients),
    ];
  }

  /** Whether a list of hosts is for something that asks the gateway: in the package that it lies in, or the next one above that asks at all. */
  askGatewayFor(path: string): boolean {
    if (this.#moving.length === 0) return false;
    for (let folder = path; folder !== ''; ) {
      folder = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
      if (folder !== '' && !MANIFESTS.some((name) => this.project.host.has(folder + name))) continue;
      const isHere = (one: string) => one.startsWith(folder);
      if (this.#all.some(isHere)) return this.#moving.some(isHere);
    }
    return false;
  }
}
