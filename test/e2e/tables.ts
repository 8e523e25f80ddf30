import apps from './apps.json' with { type: 'json' };
import type { Moves } from './expectations.js';

/** What there is to say of an application that runs: one row of `apps.json`, which `npm run matrix` reads too. */
interface Row {
  /** The package, or the way of asking, that the application is about. */
  sdk: string;
  moves: Moves;
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
export const JAVASCRIPT = apps.javascript as Readonly<Record<string, JavascriptRow>>;
export const PYTHON = apps.python as Readonly<Record<string, PythonRow>>;
