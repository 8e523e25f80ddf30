import { foldersOf } from '../discover/folders-of.js';
import type { Project } from '../link/project.js';
import { isServedRequest } from './command-requests.js';
import { connectionOf } from './config-clients.js';
import type { ConfigReaders } from './config-readers.js';
import { needsOpenai } from './needs-openai.js';
import { isPackage } from './package-of.js';
import { asks } from './test-units.js';
import type { Unit } from './types.js';

/** Who sends requests to the gateway, and who to OpenAI, by where in the repository they are. */
export class Senders {
  /** The folders in which something asks the gateway. */
  readonly #moving: ReadonlySet<string>;
  readonly #staying: readonly { path: string; asks(endpoint?: string): boolean }[];
  /** The folders in which anything asks. */
  readonly #all: ReadonlySet<string>;

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
    const movingAt = [
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
    this.#moving = new Set(movingAt.flatMap(foldersOf));
    this.#all = new Set([...this.#moving, ...this.#staying.flatMap(({ path }) => foldersOf(path))]);
  }

  /** Whether something asks the gateway in the package that a file lies in, or in the next one above in which anything asks at all. */
  askGatewayFor(path: string): boolean {
    const folder = this.#folderOf(path);
    return folder !== undefined && this.#moving.has(folder);
  }

  /** Whether something there asks OpenAI for the endpoint, or for any where it is not known. */
  askOpenaiFor(path: string, endpoint: string | undefined): boolean {
    const folder = this.#folderOf(path);
    if (folder === undefined) return false;
    return this.#staying.some((one) => foldersOf(one.path).includes(folder) && one.asks(endpoint));
  }

  /** The nearest package around a file in which anything asks. */
  #folderOf(path: string): string | undefined {
    return foldersOf(path).find((folder) => this.#all.has(folder) && isPackage(folder, this.project.host));
  }
}
