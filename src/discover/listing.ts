import type { Stats } from 'node:fs';
import type { SkippedFile } from '../report.js';
import { skippedByName } from './file-kinds.js';

/** What is in a directory. Paths are relative to the root, `/`-separated, and sorted by their bytes. */
export interface Listing {
  files: string[];
  /** Worth naming one by one: symlinks, submodules, what could not be read. */
  skipped: SkippedFile[];
  /** Too many to name: how many files were left out by their name alone, by reason. */
  skippedByName: Record<string, number>;
  /** Files that git ignores and that are listed all the same, because keys stand in them. */
  ignored: Set<string>;
  isGit: boolean;
  /** Bytes that count instead of what the disk holds: of files as they are staged. */
  texts?: ReadonlyMap<string, Buffer>;
}

/** Gathers a listing, each path once. */
export class ListingBuilder {
  private readonly listed: string[] = [];
  private readonly skipped = new Map<string, SkippedFile>();
  private readonly counts = new Map<string, number>();
  private readonly counted = new Set<string>();
  private readonly ignored = new Set<string>();

  /** Whether it is listed. */
  add(path: string): boolean {
    const reason = skippedByName(path);
    if (reason === undefined) this.listed.push(path);
    else {
      if (!this.counted.has(path)) this.countSkipped(reason);
      this.counted.add(path);
    }
    return reason === undefined;
  }

  addIfFile(path: string, stats: Stats | undefined, isIgnored = false): void {
    if (stats === undefined) return;
    if (stats.isSymbolicLink()) {
      this.skip(path, 'symlink');
      return;
    }
    if (!stats.isFile()) {
      this.skip(path, 'not-a-file');
      return;
    }
    if (this.add(path) && isIgnored) this.ignored.add(path);
  }

  /** What the user names is not left out without a word. */
  addNamed(path: string, stats: Stats): void {
    const reason = skippedByName(path);
    if (reason === undefined) this.addIfFile(path, stats);
    else this.skip(path, reason);
  }

  skip(file: string, reason: string, detail?: string): void {
    this.skipped.set(file, detail === undefined ? { file, reason } : { file, reason, detail });
  }

  countSkipped(reason: string): void {
    this.counts.set(reason, (this.counts.get(reason) ?? 0) + 1);
  }

  files(): string[] {
    return sortByBytes([...this.listed]).filter((path, index, all) => path !== all[index - 1]);
  }

  build(isGit: boolean): Listing {
    return {
      files: this.files(),
      skipped: sortByBytes([...this.skipped.keys()]).flatMap((file) => this.skipped.get(file) ?? []),
      skippedByName: Object.fromEntries([...this.counts].sort(([a], [b]) => (a < b ? -1 : 1))),
      ignored: this.ignored,
      isGit,
    };
  }
}

/** Like git's own order. UTF-16 order, which is much faster, differs from it only for surrogate pairs. */
function sortByBytes(paths: string[]): string[] {
  if (paths.some((path) => /[\ud800-\udfff]/.test(path)))
    return paths.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return paths.sort();
}
