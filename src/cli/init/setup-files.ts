/** A file that `init` can write, or add to. */
export interface SetupFile {
  path: string;
  /** What it is for, in a few words. */
  what: string;
  /** What tells that a project has use for it. */
  sign?: string;
}

export const SETUP_FILES = {
  config: { path: '.holysheeprc.json', what: 'these answers, for every run' },
  github: {
    path: '.github/workflows/migrate-to-holysheep.yml',
    what: 'a workflow of GitHub that checks each push',
    sign: '.github',
  },
  gitlab: { path: '.gitlab-ci.yml', what: 'a job of GitLab that checks each push', sign: '.gitlab-ci.yml' },
  'pre-commit': { path: '.pre-commit-config.yaml', what: 'a hook of pre-commit', sign: '.pre-commit-config.yaml' },
  husky: { path: '.husky/pre-commit', what: 'a hook of husky', sign: '.husky' },
  lefthook: { path: 'lefthook.yml', what: 'a job of lefthook', sign: 'lefthook.yml' },
  'lint-staged': { path: 'package.json', what: 'a task of lint-staged, in package.json' },
} satisfies Record<string, SetupFile>;

export type SetupId = keyof typeof SETUP_FILES;
