import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { posix, relative, sep } from 'node:path';
import { codeOf } from '../errors.js';
import type { Redactor } from '../redact.js';
import type { Report } from '../report.js';
import { renderGithub } from '../reporters/github.js';
import { renderMarkdown } from '../reporters/markdown.js';

type Environment = Record<string, string | undefined>;

/** GitHub takes 1 MiB for the summary of a step. Source: github/docs, adding a job summary. */
const MAX_SUMMARY = 900 * 1024;

/** Whether this runs as a step of a GitHub workflow. */
export function isGithubJob(env: Environment): boolean {
  return env.GITHUB_ACTIONS === 'true';
}

/** Annotations with paths from the root of the workspace. */
export function annotationsOf(report: Report, redactor: Redactor, env: Environment): string {
  const within = env.GITHUB_WORKSPACE ? relative(env.GITHUB_WORKSPACE, report.root).split(sep).join('/') : '';
  const prefix = within === '' || within.startsWith('..') ? '' : posix.join(within, '/');
  return renderGithub(report, { redactor, prefix });
}

/** Adds to the summary of the step, and sets its outputs. Gives what could not be done: that is no failure of the run. */
export function fillJob(report: Report, redactor: Redactor, env: Environment): string[] {
  const { rewrite, review } = report.summary;
  return [
    ...append(env.GITHUB_STEP_SUMMARY, `${renderMarkdown(report, { redactor, maxSize: MAX_SUMMARY })}\n`),
    ...append(env.GITHUB_OUTPUT, `findings=${rewrite + review}\nrewrites=${rewrite}\nreviews=${review}\n`),
  ];
}

function append(file: string | undefined, text: string): string[] {
  if (!file) return [];
  try {
    appendFileSync(file, text);
    return [];
  } catch (error) {
    return [`${file} could not be written (${codeOf(error)}).`];
  }
}

/** Keeps what scanned files hold from being taken for commands of the workflow. */
export function withoutCommands(text: string): string {
  const token = randomUUID();
  return text === '' ? '' : `::stop-commands::${token}\n${text}${text.endsWith('\n') ? '' : '\n'}::${token}::\n`;
}
