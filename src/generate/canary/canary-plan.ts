import type { Insertion } from '../../languages/writer.js';
import type { Change } from '../../write/write-changes.js';
import type { ModuleForm } from '../module-form.js';
import type { LeftClient } from './reasons.js';

/** What a canary would make of a repository, in a fixed order. */
export interface CanaryPlan {
  modules: CanaryModule[];
  /** The calls that are to go through a module, … */
  calls: CanaryCall[];
  /** … and the clients whose calls stay as they are. */
  left: LeftClient[];
  /** All files that change, modules included. */
  changes: CanaryChange[];
}

export interface CanaryModule {
  path: string;
  form: ModuleForm;
  text: string;
}

export interface CanaryCall {
  file: string;
  line: number;
  /** The source that tells the user; absent where that has to be put in by hand. */
  user?: string;
}

export interface CanaryChange extends Change {
  edits: Insertion[];
}

export const NOTHING: CanaryPlan = { modules: [], calls: [], left: [], changes: [] };
