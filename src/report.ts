import type { ReasonCode } from './plan/reasons.js';
import type { Action, Edit, Severity } from './plan/types.js';

/** One thing to say about one place. Lines and columns are 1-based; columns count UTF-16 code units. */
export interface ReportFinding {
  /** The transform or rule that speaks: `set-base-url`, `map-model`, `unit`, … */
  id: string;
  /** Relative to the root, `/`-separated. */
  file: string;
  line: number;
  column: number;
  endLine: number;
  /** One past the last code unit. */
  endColumn: number;
  /** In a notebook: the cell, counted over cells of every kind, and the line in it. */
  cell?: number;
  cellLine?: number;
  action: Action;
  reason: ReasonCode;
  /** What is the case and what to do, as one or two sentences. Never holds a key. */
  message: string;
  severity: Severity;
  /** The migration unit that it belongs to: `src/chat.ts:12:16`. */
  unit?: string;
  /** What keeps it as it is, where a comment or a rule does: its place, and what the comment says of why. */
  ignored?: { by: 'comment' | 'rule'; place: string; reason?: string };
  /** The same for the same line of the same file, wherever it has moved to; no two findings share one. */
  fingerprint: string;
}

/** A file that the plan rewrites. `edits` are ordered and do not overlap; offsets are UTF-16 into `before`. */
export interface FileChange {
  path: string;
  before: string;
  after: string;
  edits: readonly Edit[];
  /** The migration units that have an edit here. */
  units: readonly string[];
}

export interface SkippedFile {
  file: string;
  reason: string;
  detail?: string;
}

/** A variable that has to be set where the app runs before what was rewritten is deployed. */
export interface Deployment {
  name: string;
  /** The name that it takes the place of, or stands beside. */
  instead: string;
  /** Whether the old name must stay for what still reads it: what remains on OpenAI, Azure, a program of others. */
  keepsOld: boolean;
  /** Where it is not set, the code may give an SDK nothing, which then takes the old one and sends it to the gateway. */
  mayFallBack?: true;
  /** A value that is no secret, ready to be copied; absent for a key. */
  value?: string;
  files: readonly string[];
  /** Where the root is a folder of a repository: files outside of it that name the old one, and are not looked at. */
  outside?: readonly string[];
  /** What sets it, ready to be copied, where the repository's files tell where the app runs. */
  commands: readonly string[];
}

/** A secret that has to be created where it is kept: in a CI, a cluster, a vault. */
export interface SecretToCreate {
  name: string;
  /** Where it is kept, if the files say so. */
  store?: string;
  files: string[];
  /** What creates it, ready to be copied; a key is asked for, or taken from the shell's variable. */
  command?: string;
}

/** A model of OpenAI's that the repository asks for, and that OpenAI ends. */
export interface Shutdown {
  model: string;
  /** `2027-01-14`. */
  date: string;
  /** Whether that was so on the day of which the catalog is: the same run says the same whenever it is made. */
  hasEnded: boolean;
  /** How often it is named. */
  places: number;
  /** How often it is still named when all rewrites are made. */
  staying: number;
}

/** Everything that a run found out. Every view is a pure function of this value. */
export interface Report {
  tool: { name: string; version: string };
  /** Absolute path of what was scanned; not part of any machine-readable view. */
  root: string;
  /** Whose clients moved, where that is not OpenAI. */
  from?: { profile: string; title: string };
  target: {
    profile: string;
    title: string;
    baseUrl: string;
    model: string;
    keyVariable: string;
    env: 'rename' | 'keep';
    /** Models there for calls that the usual one cannot answer, by what they need. */
    modelFor?: Readonly<Record<string, string>>;
  };
  summary: Summary;
  /** By file, then by place. */
  findings: readonly ReportFinding[];
  skipped: readonly SkippedFile[];
  changes: readonly FileChange[];
  deployment: readonly Deployment[];
  secrets: readonly SecretToCreate[];
  /** By date. */
  shutdowns: readonly Shutdown[];
  /** Paths written by `--write`, in order; empty in a preview. */
  written: readonly string[];
}

export interface Summary {
  files: number;
  candidates: number;
  changed: number;
  rewrite: number;
  keep: number;
  review: number;
  errors: number;
  /** Of what is kept, what a comment or a rule keeps. */
  ignored: number;
  skipped: number;
}

/** How many findings there are of each kind. */
export function countsOf(
  findings: readonly ReportFinding[],
): Pick<Summary, 'rewrite' | 'keep' | 'review' | 'errors' | 'ignored'> {
  const count = (action: Action) => findings.filter((finding) => finding.action === action).length;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const ignored = findings.filter((finding) => finding.ignored).length;
  return { rewrite: count('rewrite'), keep: count('keep'), review: count('review'), errors, ignored };
}
