import type { ConfigFileKind } from '../../catalog/config.js';
import type { TextEdit } from '../../edit/apply-edits.js';
import type { ConfigEntry, ConfigModel } from '../../ir.js';

/** One format of configuration: text → model, and values → its syntax. The only place that knows the format's parser. */
export interface ConfigFrontEnd {
  readonly language: string;
  /** A short text may mean very much, since parts of it stand for others. */
  readonly mayGrow?: true;
  /** What has to be done once before the first `parse`. */
  load?(): Promise<void>;
  /**
   * @param kinds what the file may be, as its path tells; its keys tell which of them
   * @throws SyntaxFailure when the text does not parse
   */
  parse(path: string, text: string, kinds: readonly ConfigFileKind[]): ConfigModel;
  readonly syntax: ConfigSyntax;
  /** As that of a language's front end. */
  layOut?(text: string, edits: readonly TextEdit[]): TextEdit[];
}

/** Keys with their values, some of which are groups of keys again. */
export type Members = readonly (readonly [name: string, value: string | Members])[];

/** How a format writes names and values. */
export interface ConfigSyntax {
  /** What stands in the place of `entry.valueSpan`; undefined where the value cannot be written exactly there. */
  value(model: ConfigModel, entry: ConfigEntry, value: string): string | undefined;
  /** What stands in the place of `entry.nameSpan`. */
  name?(model: ConfigModel, entry: ConfigEntry, name: string): string | undefined;
  /** Keys beside an entry or in its place, with what lines begin with; absent for a format that does not nest. */
  members?(model: ConfigModel, entry: ConfigEntry, members: Members, indent: string): string;
}
