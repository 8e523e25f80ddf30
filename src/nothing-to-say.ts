import { posix } from 'node:path';
import { DEFAULT_TARGET } from './catalog/target.js';
import { IGNORE_FILE } from './discover/ignore-file.js';
import type { Discovered } from './discovered.js';
import { countsOf, type Report } from './report.js';
import type { RunRequest } from './run.js';
import { skippedFiles, UNREAD, unique } from './skipped-files.js';
import { targetOf } from './target-of.js';
import { VERSION } from './version.js';

/** Whether a plan would have no file to speak of, and nobody asks for it: then none is made. */
export function isNothingToSay({ listing, candidates, skipped }: Discovered, request: RunRequest): boolean {
  const isAsked = request.chooser !== undefined || request.planned !== undefined || request.userTransforms.length > 0;
  if (candidates.length > 0 || isAsked || request.typecheck) return false;
  if ([...listing.skipped, ...skipped].some(({ reason }) => UNREAD.has(reason))) return false;
  // What is kept of runs may be put back on another way.
  if (request.from !== undefined || request.profile.id !== DEFAULT_TARGET) return false;
  // Of patterns that keep nothing something is said.
  return !listing.files.some((path) => posix.basename(path) === IGNORE_FILE);
}

/** What `makeReport` makes of a plan in which there is nothing. */
export function reportOfNothing(
  root: string,
  { listing, skipped, isSelected }: Discovered,
  options: RunRequest,
): Report {
  const all = skippedFiles(
    listing,
    skipped.filter(({ file }) => isSelected(file)),
  );
  return {
    tool: { name: 'migrate-to-holysheep', version: VERSION },
    root,
    target: targetOf(options),
    summary: {
      files: listing.files.filter(isSelected).length,
      candidates: 0,
      changed: 0,
      ...countsOf([]),
      skipped: all.length,
    },
    findings: [],
    skipped: unique(all),
    changes: [],
    deployment: [],
    secrets: [],
    shutdowns: [],
    written: [],
  };
}
