import { type EnvironmentRead, flowFacts } from '../../catalog/flow.js';
import type { ImportedName } from '../../catalog/sdk.js';
import type { SourceModel } from '../../ir.js';

/**
 * What has to be imported to read a variable as another file does, from a package that has all of them: `import { env } from
 * '$env/dynamic/private'`, `import { NAME } from '$env/static/private'`. Undefined where it means something else here.
 */
export function environmentImport(model: SourceModel, name: string, like: SourceModel): ImportedName | undefined {
  const read = flowFacts(model.language).environment.find((one) => isOpenTo(one, name) && isImported(one, like));
  if (read?.package === undefined) return undefined;
  const imported = { from: read.package, name: objectOf(read) ?? name };
  const isOther = (specifier: string) => specifier !== imported.from;
  const bindings = model.bindings.filter((one) => one.name === imported.name);
  const isTaken = bindings.some(({ definitions }) =>
    definitions.some((one) => one.from !== 'import' || isOther(one.specifier)),
  );
  return isTaken ? undefined : imported;
}

/** Whether any name can be read so, with nothing else declared or called for it. */
function isOpenTo({ package: from, path, name: place, declared, names }: EnvironmentRead, name: string): boolean {
  if (from === undefined || place !== undefined || declared || path.at(-1) !== '*' || path.includes('()')) return false;
  return path.length <= 2 && path[0] !== 'default' && (names === undefined || new RegExp(names).test(name));
}

function objectOf({ path }: EnvironmentRead): string | undefined {
  return path.length > 1 ? path[0] : undefined;
}

function isImported(read: EnvironmentRead, { bindings }: SourceModel): boolean {
  const object = objectOf(read);
  return bindings.some(({ definitions, name }) =>
    definitions.some(
      (one) =>
        one.from === 'import' &&
        one.specifier === read.package &&
        (object === undefined ? one.imported !== '*' : one.imported === object && name === object),
    ),
  );
}
