interface Cell {
  sdk: string;
  version: string;
  language: string;
  apps: { name: string; moves: boolean | 'chat'; byText: string[] }[];
}

/** One for each SDK, version and language of test/e2e/apps.json. */
export function cells(): Cell[];
/** The matrix as Markdown; `passed` tells of a test by its application and the beginning of its title. */
export function matrixTable(passed?: (app: string, title: string) => boolean): string;
