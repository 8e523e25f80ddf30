/** The name of the files with patterns of what is to stay as it is. */
export const IGNORE_FILE = '.holysheepignore';
