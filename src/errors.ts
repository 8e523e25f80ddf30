/** What can end a run, each with its exit code and what the user can do about it. */
export const FAILURES = {
  usage: 'See --help.',
  'no-such-path': 'Check the path, or run in the directory that holds it.',
  transform: 'Nothing was written. Mend the transform, or run without it.',
  'partial-selection': 'Run on the whole repository.',
  'not-a-repository':
    'Writing outside a git repository cannot be undone by git: commit there first, or pass --allow-no-vcs.',
  'dirty-tree': 'Commit or stash these files first, or pass --allow-dirty.',
  'operation-in-progress': 'Finish or abort the merge or rebase first.',
  'changed-on-disk': 'Run again.',
  'cannot-write': 'Check the permissions, then run again.',
  'cannot-read': 'Check the permissions, then run again.',
} as const;

export type FailureCode = keyof typeof FAILURES;

/** A failure that the user can act on; anything else that is thrown is a bug of this tool. Always exit code 2. */
export class Failure extends Error {
  constructor(
    readonly code: FailureCode,
    message: string,
  ) {
    super(message);
  }
  get advice(): string {
    return FAILURES[this.code];
  }
}
