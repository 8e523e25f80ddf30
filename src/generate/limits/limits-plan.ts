import type { Insertion } from '../../languages/writer.js';
import type { Change } from '../../write/write-changes.js';
import type { ModuleForm } from '../module-form.js';
import type { UnlimitedClient } from './reasons.js';

/** What is sent at most. */
export interface Rate {
  requests: number;
  seconds: 1 | 60;
  /** Requests that are under way at once; any number when absent. */
  concurrency?: number;
}

/** What it would take to keep a rate in a repository, in a fixed order. */
export interface LimitsPlan {
  modules: LimitsModule[];
  /** Clients that are given the module's transport: `src/chat.ts:12:16`; … */
  limited: string[];
  /** … and those that are left as they are. */
  left: UnlimitedClient[];
  /** All files that change, modules included. */
  changes: LimitsChange[];
}

export interface LimitsModule {
  path: string;
  form: ModuleForm;
  text: string;
  /** What has to be installed for it, as npm or pip take it. */
  packages: string[];
}

export interface LimitsChange extends Change {
  edits: Insertion[];
}

export const NOTHING: LimitsPlan = { modules: [], limited: [], left: [], changes: [] };
