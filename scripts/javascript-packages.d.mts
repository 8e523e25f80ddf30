/** Installs what is missing, and tells where the node_modules of each folder of test/e2e/javascript/packages is; or of those named. */
export function javascriptPackages(names?: readonly string[]): Promise<ReadonlyMap<string, string>>;
