import type { SourceModel } from '../../ir.js';
import { named } from '../../names.js';

/**
 * How a file reads variables of the environment, with `key` for the name of one: `env('X')` of Laravel, `$_ENV['X']`, or `getenv('X')`,
 * which is there without a framework.
 */
export function environmentCall(model: SourceModel, key: string): string {
  const calls = (name: string) => named(model, 'calls', (one) => one === name).length;
  if (calls('env') > 0) return `env(${key})`;
  if (calls('getenv') > 0) return `getenv(${key})`;
  for (const root of ['$_ENV', '$_SERVER'])
    if (
      model.expressions.some(
        (one) =>
          one.kind === 'member' &&
          one.object.kind === 'reference' &&
          one.object.name === root &&
          isVariable(one.property),
      )
    )
      return `${root}[${key}]`;
  return `getenv(${key})`;
}

/** What a request tells of itself lies in `$_SERVER` as well. */
function isVariable(name: string | undefined): boolean {
  return (
    name !== undefined &&
    /^[A-Z][A-Z0-9_]+$/.test(name) &&
    !/^(?:HTTP_|REQUEST_|SERVER_|REMOTE_|DOCUMENT_|SCRIPT_|PHP_|QUERY_|PATH_|CONTENT_|HTTPS$|argv|argc)/.test(name)
  );
}
