/** Whether an application of `apps.json` runs now. */
export function runs(row: { large?: true }): boolean;
/** Whether something that applications in a language are installed with is needed by one that runs now. */
export function neededNow(language: string, field: string): (name: string) => boolean;
