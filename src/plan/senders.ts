import { MANIFESTS } from '../catalog/allow-lists.js';
import type { Project } from '../link/project.js';
import { isServedRequest } from './command-requests.js';
import { connectionOf } from './config-clients.js';
import type { ConfigReaders } from './config-readers.js';
import { needsOpenai } from './needs-openai.js';
import { asks } from './test-units.js';
import type { Unit } from './types.js';

/** Who sends requests to the gateway, and who to OpenAI, by where in the repository they are. */
export class Senders {
  readonly #moving: readonly string[];
  readonly #staying: readonly { path: string; asks(endpoint?: string): boolean }[];
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
    const isMoving = ({ verdict, reason }: ConfigReaders['clients'][number]) =>
      verdict === 'migrate' || reason?.code === 'already-moved';
    this.#moving = [
      ...moving.map(({ model }) => model.path),
      ...requests.filter(isServedRequest).map(({ config }) => config.path),
      ...pathsOf(clients.filter(isMoving)),
    ];
    this.#staying = [
      ...own.filter(needsOpenai).map((unit) => ({ path: unit.model.path, asks: (id?: string) => asks(unit, id) })),
      ...requests
        .filter((request) => !isServedRequest(request))
        .map(({ config: { path }, endpoint }) => ({
          path,
          asks: (id?: string) => !endpoint || !id || endpoint.id === id,
        })),
      ...pathsOf(clients.filter((client) => !isMoving(client))).map((path) => ({ path, asks: () => true })),
    ];
    this.#all = [...this.#moving, ...this.#staying.map(({ path }) => path)];
  }

  /** Whether something asks the gateway in the package that a file lies in, or in the next one above in which anything asks at all. */
  askGatewayFor(path: string): boolean {
    const folder = this.#folderOf(path);
    return folder !== undefined && this.#moving.some((one) => one.startsWith(folder));
  }

  /** Whether something there asks OpenAI for the endpoint, or for any where it is not known. */
  askOpenaiFor(path: string, endpoint: string | undefined): boolean {
    const folder = this.#folderOf(path);
    return folder !== undefined && this.#staying.some((one) => one.path.startsWith(folder) && one.asks(endpoint));
  }

  /** The nearest package around a file in which anything asks. */
  #folderOf(path: string): string | undefined {
    if (this.#all.length === 0) return undefined;
    for (let folder = path; folder !== ''; ) {
      folder = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
      const isPackage = folder === '' || MANIFESTS.some((name) => this.project.host.has(folder + name));
      if (isPackage && this.#all.some((one) => one.startsWith(folder))) return folder;
    }
    return undefined;
  }
}
