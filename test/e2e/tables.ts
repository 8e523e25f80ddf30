import { runs } from '../../scripts/large-apps.mjs';
import apps from './apps.json' with { type: 'json' };
import type { Moves } from './expectations.js';

/** What there is to say of an application that runs: one row of `apps.json`, which `npm run matrix` reads too. */
interface Row {
  /** The package, or the way of asking, that the application is about. */
  sdk: string;
  moves: Moves;
  /** Its packages are large: it runs in `npm run matrix` only. */
  large?: true;
  /** What keeps its packages from asking other hosts, and from saying so. */
  variables?: Readonly<Record<string, string>>;
  /** What becomes of it when the article's instructions are followed instead: the columns of RECIPES, in their order. */
  byText: readonly string[];
}

export interface JavascriptRow extends Row {
  /** A folder of test/e2e/javascript/packages, for what is none of the development dependencies. */
  packages?: string;
}

export interface PythonRow extends Row {
  /** A file of test/e2e/python/requirements. */
  environment: string;
  /** What is given to Python, … */
  start?: readonly string[];
  /** … or the notebook that is executed. */
  notebook?: string;
}

/** By the name of the folder in fixtures/e2e. */
type Rows<Row> = Readonly<Record<string, Row>>;

/** The names of all applications in a language, whether they run now or not. */
export const NAMES = { javascript: Object.keys(apps.javascript), python: Object.keys(apps.python) };

/** The applications that run now. */
export const JAVASCRIPT = running(apps.javascript as Rows<JavascriptRow>);
export const PYTHON = running(apps.python as Rows<PythonRow>);

function running<R extends Row>(rows: Rows<R>): Rows<R> {
  return Object.fromEntries(Object.entries(rows).filter(([, row]) => runs(row)));
}
