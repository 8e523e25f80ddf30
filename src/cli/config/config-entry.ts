/** A value as it is written, before the option of its name has looked at it. */
export interface ConfigEntry {
  key: string;
  /** `pairs` as texts: `old=new`. */
  value: boolean | readonly string[];
  origin: ConfigOrigin;
}

/** Where a value comes from. */
export interface ConfigOrigin {
  source: 'flag' | 'environment' | 'project' | 'user' | 'default';
  /** `.holysheeprc.json:3`, or the name of a variable. */
  place?: string;
  /** Absolute path of the folder of the project's file. */
  projectFolder?: string;
}
