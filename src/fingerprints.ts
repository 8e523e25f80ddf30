import { createHash } from 'node:crypto';
import type { Repository } from './discover/repository.js';
import type { ReportFinding } from './report.js';
import { lineOf } from './text-position.js';

/** A finding that has its place, and no fingerprint yet. */
export type Placed = Omit<ReportFinding, 'fingerprint'>;

/**
 * Gives each finding its fingerprint: what is said of which text in which file, and which of several it is. Lines that come
 * or go above it change nothing.
 */
export function fingerprinted(
  findings: readonly Placed[],
  repository: Pick<Repository, 'read' | 'unreadText'>,
): ReportFinding[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const { file, line, id, reason } = finding;
    const own = lineOf(repository.read(file) ?? repository.unreadText(file) ?? '', line);
    const said = [id, reason, file, own.replace(/\s+/g, ' ').trim()].join('\0');
    const count = seen.get(said) ?? 0;
    seen.set(said, count + 1);
    return { ...finding, fingerprint: createHash('sha256').update(`${said}\0${count}`).digest('hex').slice(0, 32) };
  });
}
