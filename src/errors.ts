/** What can end a run, each with what the user can do about it. */
export const FAILURES = {
  usage: 'See --help.',
  config: 'Mend that, name another file with --config, or run with --no-config.',
  'no-terminal': 'Run it in a terminal, or say by flags what you want: see --help.',
  'no-such-path': 'Check the path, or run in the directory that holds it.',
  transform: 'Nothing was written. Mend the transform, or run without it.',
  'partial-selection': 'Run on the whole repository.',
  'not-a-repository':
    'Writing outside a git repository cannot be undone by git: commit there first, or pass --allow-no-vcs.',
  'no-index': 'Run it in a git repository.',
  'dirty-tree': 'Commit or stash these files first, or pass --allow-dirty.',
  'operation-in-progress': 'Finish or abort the merge or rebase first.',
  'changed-on-disk': 'Run again.',
  locked: 'Wait until it has ended. If no such process runs any more, delete that file.',
  'cannot-keep': 'Nothing was changed. Make room or check the permissions, then run again.',
  'unfinished-run': 'Take it back with "migrate-to-holysheep undo", or finish it with "migrate-to-holysheep --resume".',
  'unfinished-undo': 'Finish it with "migrate-to-holysheep undo".',
  'unknown-journal': 'Use the version that wrote it; or delete that directory, and with it what could be undone.',
  'unknown-edits': 'Make it with this version, by --edits FILE.',
  'edits-do-not-fit': 'Nothing was written. Make the edits anew, by --edits FILE.',
  'edits-with-key': 'An edits file must hold no key. Use --write, or take the key out by hand first.',
  'too-many-edits': 'Use --write, or take the parts of the repository one by one.',
  'no-such-run': 'See "migrate-to-holysheep undo --list".',
  interrupted: 'Every file is as it was.',
  'cannot-write': 'Check the permissions, then run again.',
  'no-key': 'Set it in the environment of this command; there is no option for it, since others can see those.',
  'foreign-key': 'Nothing was sent. Put a key of the gateway there.',
  'foreign-host': 'Nothing was sent. Mend the base URL.',
  'clear-text': 'Nothing was sent. Give it an address that begins with https.',
  'cannot-listen': 'Choose another port, or leave --port out for a free one.',
  'cannot-run': 'Check the name of the command.',
  'not-ours': 'Nothing was written. Rename that file, or take it away.',
  'cannot-read': 'Check the permissions, then run again.',
  'usage-file': 'Export it anew, or give the figures themselves: docs/cost.md has the forms that are read.',
  'prices-file': 'Mend that: docs/cost.md has its form.',
} as const;

export type FailureCode = keyof typeof FAILURES;

/** A failure that the user can act on; anything else that is thrown is a bug of this tool. */
export class Failure extends Error {
  constructor(
    readonly code: FailureCode,
    message: string,
    readonly exitCode = 2,
  ) {
    super(message);
  }
  get advice(): string {
    return FAILURES[this.code];
  }
}

/** The system's name for what went wrong (`ENOSPC`); `undefined` for our own failures, and for bugs (`ERR_…`). */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^(?:E[A-Z0-9]+|UNKNOWN)$/.test(code) ? code : undefined;
}
