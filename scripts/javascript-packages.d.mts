/** Installs what is missing, and tells where the node_modules of each folder of test/e2e/javascript/packages is. */
export function javascriptPackages(): Promise<ReadonlyMap<string, string>>;
