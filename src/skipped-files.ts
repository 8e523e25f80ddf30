import type { Listing } from './discover/listing.js';
import type { SkippedFile } from './report.js';

/** All that was left out, in the report's order: what the listing says, then `others`. */
export function skippedFiles(listing: Listing, others: readonly SkippedFile[]): SkippedFile[] {
  return [...listing.skipped, ...leftOutByName(listing), ...others].sort((a, b) =>
    a.file < b.file ? -1 : a.file > b.file ? 1 : 0,
  );
}

/** Vendored, generated, lock and binary files, and those that are not there, are too many to name: a line says how many. */
function leftOutByName({ skippedByName }: Listing): SkippedFile[] {
  return Object.entries(skippedByName).map(([reason, count]) => ({
    file: '*',
    reason,
    detail: count === 1 ? '1 file' : `${count} files`,
  }));
}

/** The same file and reason once. */
export function unique(skipped: readonly SkippedFile[]): SkippedFile[] {
  const seen = new Set<string>();
  return skipped.filter(({ file, reason }) => !seen.has(`${file}\0${reason}`) && seen.add(`${file}\0${reason}`));
}

/** Reasons that are something to look at: a finding speaks of them. */
export const UNREAD: ReadonlySet<string> = new Set(['parse-failed', 'not-utf8', 'too-large', 'unreadable']);
