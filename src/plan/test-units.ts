import type { SourceModel } from '../ir.js';
import type { Project } from '../link/project.js';
import { loadedBy } from './components.js';
import { isMoved } from './moved-uses.js';
import { needsOpenai } from './needs-openai.js';
import type { ClientUse, Unit } from './types.js';

/** How many files are read to see what a test imports. */
const MAX_FILES = 400;

/** What becomes of the requests that a test may meet. `both`: some of them move, and others stay on OpenAI. */
export type Fate = 'moves' | 'stays' | 'both' | 'changes' | undefined;

/** Which units of the application a test may set going. */
export class TestUnits {
  readonly #known = new Map<SourceModel, readonly Unit[]>();
  readonly #files = new Map<SourceModel, ReadonlySet<string>>();
  readonly #loaded = new Map<string, readonly string[]>();
  readonly #units: readonly Unit[];

  constructor(
    private readonly project: Project,
    units: readonly Unit[],
    private readonly programOf: (model: { path: string }) => string,
  ) {
    this.#units = units.filter((unit) => !unit.isTest && (unit.verdict === 'migrate' || needsOpenai(unit)));
  }

  /** Those in the files that it imports, however far; else those of its program; a file that nobody loads serves all. */
  of(model: SourceModel): readonly Unit[] {
    const known = this.#known.get(model);
    if (known) return known;
    const files = this.filesOf(model);
    const reached = this.#units.filter((unit) => files.has(unit.model.path));
    const program = this.programOf(model);
    const near = reached.length > 0 ? reached : this.#units.filter((unit) => this.programOf(unit.model) === program);
    const found = near.length > 0 ? near : this.#units;
    this.#known.set(model, found);
    return found;
  }

  /** What becomes of requests for the endpoint, or for any where it is not known. */
  fate(model: SourceModel, endpoint: string | undefined): Fate {
    const asking = this.of(model).filter((unit) => asks(unit, endpoint));
    const moves = asking.some((unit) => unit.verdict === 'migrate' && sends(unit, endpoint, isMovedUse));
    const stays = asking.some((unit) => unit.verdict !== 'migrate' || sends(unit, endpoint, (use) => !isMovedUse(use)));
    if (!moves) return stays ? 'stays' : undefined;
    // Legacy completions and responses become chat calls, which are asked for at another path.
    if (endpoint !== undefined && endpoint !== 'chat' && endpoint !== 'models') return 'changes';
    return stays ? 'both' : 'moves';
  }

  /** The file, and those that it imports, however far. */
  filesOf(model: SourceModel): ReadonlySet<string> {
    const known = this.#files.get(model);
    if (known) return known;
    const found = new Set([model.path]);
    for (const path of found)
      if (found.size < MAX_FILES || this.project.models.has(path))
        for (const next of this.#loadedBy(path)) found.add(next);
    this.#files.set(model, found);
    return found;
  }

  /** Looked up once: tests import the same. */
  #loadedBy(path: string): readonly string[] {
    const known = this.#loaded.get(path) ?? [...loadedBy(this.project, path)];
    this.#loaded.set(path, known);
    return known;
  }
}

/** Whether a unit may ask for the endpoint, or for any where it is not known. */
export function asks(unit: Unit, endpoint: string | undefined): boolean {
  if (endpoint === undefined || unit.always === endpoint) return true;
  if (unit.uses.some(({ shape }) => shape.endpoint === endpoint)) return true;
  const isOpen = unit.unknownUses.length > 0 || unit.uses.length === 0;
  return isOpen && unit.verdict !== 'migrate' && (unit.stays ?? unit.always) === undefined;
}

/** Whether a call of the unit is such a request, as far as its calls are known. */
function sends(unit: Unit, endpoint: string | undefined, isWanted: (use: ClientUse) => boolean): boolean {
  const uses = unit.uses.filter(({ shape }) => endpoint === undefined || shape.endpoint === endpoint);
  return uses.some(isWanted);
}

function isMovedUse(use: ClientUse): boolean {
  return isMoved(use) || use.shape.endpoint === 'models';
}
