import { relative, resolve, sep } from 'node:path';
import { Failure } from '../errors.js';
import type { Redactor } from '../redact.js';
import type { Report } from '../report.js';
import { type Place, renderPlace } from '../reporters/explain-place.js';
import type { FormatName } from '../reporters/format-names.js';
import { renderPretty } from '../reporters/pretty.js';
import { type Chooser, run } from '../run.js';
import type { UserTransform } from '../user-transforms.js';
import { visibleLine } from '../visible.js';
import type { RefusalCode } from '../write/replace-file.js';
import { readBaseline, withoutKnown } from './baseline.js';
import { annotationsOf, fillJob, isGithubJob, withoutCommands } from './github-job.js';
import type { MigrateOptions } from './options.js';
import { pagerFor, showPaged } from './pager.js';
import { isWatched, progressLine } from './progress-line.js';
import type { Prompt } from './prompt.js';
import { rootOf } from './root-of.js';
import { useColor } from './use-color.js';
import { writeOutput } from './write-output.js';

/** Runs what was asked for, shows it, and gives the exit code. Views and dialogues that nobody asked for are not loaded. */
export async function execute(options: MigrateOptions, redactor: Redactor): Promise<number> {
  const { root, selection } = await rootOf(options.paths);
  if (options.staged && selection.length > 0) throw new Failure('usage', '--staged takes a directory, and no files.');
  if (options.patch) (await import('./patch.js')).assertFit(options.patch, process.env);
  const prompt = options.isInteractive ? (await import('./prompt.js')).openPrompt('--interactive') : undefined;
  const isTold = options.progress && !options.isQuiet && !prompt && isWatched(process.stderr, process.env);
  const line = isTold ? progressLine(process.stderr) : undefined;
  const report = await run({
    ...options,
    chooser: prompt && (await chooserAsking(prompt, options, redactor)),
    progress: line?.progress,
    root,
    selection,
    write: options.mode === 'write',
    isToBeApplied: options.patch !== undefined || options.edits !== undefined,
    userTransforms: await transformsIn(options.transforms),
    seen: (text, path) => redactor.learn(text, path),
  }).finally(() => line?.end());
  const known = options.baseline === undefined ? new Set<string>() : readBaseline(options.baseline);
  const news = withoutKnown(report, known);
  for (const { name, file } of options.formats)
    if (file !== undefined) writeOutput(file, await plain(name, report, redactor));
  if (options.edits !== undefined)
    say((await import('./edits.js')).writeEdits(report, options.edits, redactor), redactor);
  if (options.patch) say((await import('./patch.js')).writePatch(report, options.patch, redactor), redactor);
  if (options.patch?.file !== '-') await show(news, options, redactor);
  return exitCodeOf(news, options);
}

async function transformsIn(files: readonly string[]): Promise<UserTransform[]> {
  if (files.length === 0) return [];
  const { loadUserTransform } = await import('../user-transforms.js');
  return Promise.all(files.map(loadUserTransform));
}

async function chooserAsking(prompt: Prompt, options: MigrateOptions, redactor: Redactor): Promise<Chooser> {
  const { askingChooser } = await import('./interactive.js');
  return askingChooser(prompt, viewOn(process.stderr, options, redactor));
}

async function plain(format: FormatName, report: Report, redactor: Redactor): Promise<string> {
  const { FORMATS } = await import('../reporters/formats.js');
  return FORMATS[format](report, { color: false, width: 80, redactor });
}

/** What goes to stdout, and what a job of GitHub's is told besides. */
async function show(report: Report, options: MigrateOptions, redactor: Redactor): Promise<void> {
  const shown = options.formats.find(({ file }) => file === undefined)?.name ?? 'pretty';
  const isInJob = isGithubJob(process.env) && (shown === 'pretty' || shown === 'github');
  if (shown === 'github') process.stdout.write(annotationsOf(report, redactor, process.env));
  else if (shown !== 'pretty') process.stdout.write(await plain(shown, report, redactor));
  else {
    const text = prettyOf(report, options, redactor);
    const pager = options.pager && options.mode === 'preview' ? pagerFor(text, process, process.env) : undefined;
    if (pager) return showPaged(text, pager, process.env);
    process.stdout.write(isInJob ? withoutCommands(text) + annotationsOf(report, redactor, process.env) : text);
  }
  if (isInJob) say(fillJob(report, redactor, process.env), redactor);
}

function say(lines: readonly string[], redactor: Redactor): void {
  for (const line of lines) process.stderr.write(`migrate-to-holysheep: ${visibleLine(redactor.redact(line))}\n`);
}

function prettyOf(report: Report, options: MigrateOptions, redactor: Redactor): string {
  const view = viewOn(process.stdout, options, redactor);
  if (options.explain) return renderPlace(report, fromRoot(options.explain, report.root), view);
  if (options.mode === 'check') return isPending(report, 'warning') ? renderPretty(report, view) : '';
  // What was chosen has been shown.
  if (options.isInteractive) return report.written.length > 0 ? renderPretty(report, view) : '';
  return renderPretty(report, { ...view, withDiff: !options.isQuiet });
}

function viewOn(stream: NodeJS.WriteStream, { color, isVerbose }: MigrateOptions, redactor: Redactor) {
  // A terminal that a program makes, as lefthook does, may have no size.
  return { color: useColor(stream, color, process.env), width: stream.columns || 80, redactor, isVerbose };
}

/** A place as the report has it: the path was given from the current directory. */
function fromRoot({ file, line }: Place, root: string): Place {
  return { file: relative(root, resolve(file)).split(sep).join('/'), line };
}

function exitCodeOf(report: Report, options: MigrateOptions): number {
  if (report.skipped.some((file) => WRITE_FAILURES.has(file.reason))) return 2;
  return options.mode === 'check' && isPending(report, options.failOn) ? 1 : 0;
}

const WRITE_FAILURES = new Set<string>([
  'changed-on-disk',
  'read-only',
  'symlink-target',
  'hard-link',
  'cannot-write',
  'outside-root',
  'rolled-back',
  'not-rolled-back',
] satisfies RefusalCode[]);

/** Something is left to do: a rewrite to make, a decision to take, or a key to revoke. */
function isPending({ summary, changes, findings }: Report, failOn: MigrateOptions['failOn']): boolean {
  if (failOn === 'never') return false;
  if (failOn === 'error') return findings.some(({ action, severity }) => action !== 'keep' && severity === 'error');
  return summary.rewrite > 0 || summary.review > 0 || changes.length > 0;
}
