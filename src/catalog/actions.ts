import data from './config/actions.json' with { type: 'json' };

/**
 * An action that reads no variable for itself and hands on what a step gives it: to an image, a machine, a function. The keys are
 * those of its parameters.
 */
export interface ActionFacts {
  uses: string;
  /** `NAME=value`, one a line. */
  variables?: string[];
  /** `NAME=secret`, one a line, where the secret lies in a store. */
  secrets?: string[];
  /** Names of variables of the step, one a line or with commas between. */
  names?: string[];
  /** What a shell runs. */
  scripts?: string[];
  /** Each parameter that begins so is a variable, whose name is the rest. */
  prefix?: string;
  source: string;
}

const ACTIONS: readonly ActionFacts[] = data.actions;
const QUIET = new Set(data.quiet.uses.map((uses) => uses.replace('*', '')));

export function actionFacts(uses: string): ActionFacts | undefined {
  const name = nameOf(uses);
  return ACTIONS.find((action) => action.uses.toLowerCase() === name);
}

/** Whether an action reads no key that a workflow sets for all of its steps. */
export function isQuietAction(uses: string): boolean {
  return actionFacts(uses) !== undefined || QUIET.has(`${nameOf(uses).split('/', 1)[0]}/`);
}

/** `https://github.com/Owner/name@v1` → `owner/name`. */
function nameOf(uses: string): string {
  const [name = ''] = uses.replace(/^https?:\/\/[^/]+\//, '').split('@', 1);
  return name.toLowerCase();
}
