// What `build.mjs` has esbuild do besides.
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * CommonJS packages call a `require` for modules of Node, which an ES module lacks: here they import them. `process` is the global one,
 * since an import of `node:process` opens all of its streams, which takes 3 ms. Commander could run commands as programs, for which it
 * loads what takes 2 ms; ours are none.
 */
export const nodeModules = {
  name: 'node-modules',
  setup(build) {
    build.onResolve({ filter: /^(?:node:)?[a-z_/]+$/ }, ({ path, kind, importer }) => {
      const name = path.replace(/^node:/, '');
      if (name === 'child_process' && /[\\/]commander[\\/]/.test(importer)) return { path: name, namespace: 'none' };
      const isOurs = name === 'process' || (kind === 'require-call' && isBuiltin(name));
      return isOurs ? { path: name, namespace: 'node' } : undefined;
    });
    build.onLoad({ filter: /./, namespace: 'node' }, ({ path }) => ({
      contents:
        path === 'process' ? 'module.exports = process;' : `import it from 'node:${path}'; module.exports = it;`,
    }));
    build.onLoad({ filter: /./, namespace: 'none' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/**
 * What finds oxc's program for this machine is an ES module, for which Node would start its loader of those. It is bundled, and looks
 * where it would have looked.
 */
export const nativeParser = {
  name: 'native-parser',
  setup(build) {
    build.onResolve({ filter: /^oxc-parser\/src-js\/bindings\.js$/ }, ({ path }) => ({
      path: fileURLToPath(import.meta.resolve(path)),
    }));
    build.onLoad({ filter: /[\\/]oxc-parser[\\/]src-js[\\/]bindings\.js$/ }, ({ path }) => {
      const own = 'createRequire(import.meta.url)';
      const text = readFileSync(path, 'utf8');
      if (!text.includes(own)) throw new Error('another version of oxc-parser');
      return { contents: text.replace(own, `createRequire(${own}.resolve('oxc-parser'))`) };
    });
  },
};

/** V8 takes half the time for a large object where it is parsed as JSON, and not as a program. */
export const parsedJson = {
  name: 'parsed-json',
  setup(build) {
    build.onLoad({ filter: /[\\/]src[\\/]catalog[\\/].*\.json$/ }, ({ path }) => {
      const text = JSON.stringify(JSON.parse(readFileSync(path, 'utf8')));
      return { contents: `export default JSON.parse(${JSON.stringify(text)});` };
    });
  },
};

/** Of a stage, what a module has to need for that it is loaded with all of it. */
const SHARE = 0.1;

/**
 * esbuild makes a file of each set of modules that several entries share, and does not know that what is loaded later finds there what
 * was loaded before: of a run that would be 80 files, each of which costs a start a quarter of a millisecond. So what is loaded later
 * is made to import what is there.
 * @param metafile of the same build
 * @param entries the program, and others, which do not begin with what it loads
 * @param stages what it loads in turn
 */
export function loadedInStages(root, { inputs }, [main, ...others], stages) {
  const before = importedBefore(inputs, main, others, stages);
  return {
    name: 'loaded-in-stages',
    setup(build) {
      build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const paths = before.get(relative(root, path).replaceAll('\\', '/'));
        const imports = paths?.map((one) => `import ${JSON.stringify(join(root, one))};`).join('');
        return imports ? { contents: imports + readFileSync(path, 'utf8'), loader: 'ts' } : undefined;
      });
    },
  };
}

/** Module → what it is to import. */
function importedBefore(inputs, main, others, stages) {
  const importsOf = (path, isLazy) =>
    inputs[path].imports
      .filter(({ kind, external }) => !external && (kind === 'dynamic-import') === isLazy)
      .map((one) => one.path);
  const reachedFrom = (paths, isAlsoLater = false) => {
    const found = new Set(paths);
    for (const path of found)
      for (const one of [...importsOf(path, false), ...(isAlsoLater ? importsOf(path, true) : [])]) found.add(one);
    return found;
  };
  const bytesOf = (paths) => paths.reduce((sum, path) => sum + inputs[path].bytes, 0);
  const ofOthers = reachedFrom(others, true);
  const isOurs = (path) => path.startsWith('src/') && !ofOthers.has(path);
  const later = new Set(Object.keys(inputs).flatMap((path) => importsOf(path, true)));
  const before = new Map([...later].filter(isOurs).map((path) => [path, importsOf(main, false)]));
  const isThere = reachedFrom(importsOf(main, false));
  for (const stage of stages) {
    const own = [...reachedFrom([stage])].filter((path) => !isThere.has(path));
    for (const [path, imports] of before) {
      const needed = reachedFrom([path]);
      const share = bytesOf(own.filter((one) => needed.has(one))) / bytesOf(own);
      if (path !== stage && share > SHARE) imports.push(stage);
    }
    for (const path of own) isThere.add(path);
  }
  return before;
}
