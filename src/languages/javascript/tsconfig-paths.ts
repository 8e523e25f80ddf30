import { createRequire } from 'node:module';
import { posix } from 'node:path';
import type { ts as TypeScript } from 'ts-morph';
import type { Files } from '../front-end.js';
import { ancestors } from './workspace.js';

const require = createRequire(import.meta.url);
/** Paths inside the repository, as TypeScript sees them: it never sees the disk. */
const VIRTUAL_ROOT = '/repository/';

interface Config {
  options: TypeScript.CompilerOptions;
  host: TypeScript.ModuleResolutionHost;
}
const CONFIGS = new WeakMap<Files, Map<string, Config | undefined>>();

/**
 * A specifier that a tsconfig or jsconfig maps to a file (`paths`, `baseUrl`, `extends`, project references).
 * TypeScript itself does it, through ts-morph's copy, loaded only when such a file is there to ask.
 */
export function resolveThroughTsconfig(from: string, specifier: string, files: Files): string | undefined {
  const config = configFor(from, files);
  if (!config) return undefined;
  const { ts } = require('ts-morph') as { ts: typeof TypeScript };
  const { resolvedModule } = ts.resolveModuleName(specifier, VIRTUAL_ROOT + from, config.options, config.host);
  const name = resolvedModule?.resolvedFileName;
  if (!name?.startsWith(VIRTUAL_ROOT) || name.includes('/node_modules/')) return undefined;
  return name.slice(VIRTUAL_ROOT.length);
}

/** The nearest configuration that maps modules, or undefined. */
function configFor(from: string, files: Files): Config | undefined {
  const known = CONFIGS.get(files) ?? new Map<string, Config | undefined>();
  CONFIGS.set(files, known);
  for (const directory of ancestors(from)) {
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      const path = posix.join(directory, name);
      if (!files.has(path)) continue;
      if (!known.has(path)) known.set(path, readConfig(path, files));
      const config = known.get(path);
      if (config) return config;
    }
  }
  return undefined;
}

function readConfig(path: string, files: Files): Config | undefined {
  const text = files.read(path) ?? '';
  // Only what can map a module is worth the price of loading the compiler.
  if (!/"(?:paths|baseUrl|extends|references)"/.test(text)) return undefined;
  const { ts } = require('ts-morph') as { ts: typeof TypeScript };
  const inside = (name: string) => (name.startsWith(VIRTUAL_ROOT) ? name.slice(VIRTUAL_ROOT.length) : undefined);
  const host = {
    fileExists: (name: string) => files.has(inside(name) ?? '\0'),
    readFile: (name: string) => files.read(inside(name) ?? '\0'),
    readDirectory: () => [],
    useCaseSensitiveFileNames: true,
    getCurrentDirectory: () => VIRTUAL_ROOT,
  };
  const options = optionsOf(ts, path, host);
  return (
    options && {
      options: { ...options, moduleResolution: ts.ModuleResolutionKind.Bundler, module: ts.ModuleKind.ESNext },
      host,
    }
  );
}

function optionsOf(
  ts: typeof TypeScript,
  path: string,
  host: TypeScript.ParseConfigHost,
  seen = new Set<string>(),
): TypeScript.CompilerOptions | undefined {
  seen.add(path);
  const { config } = ts.readConfigFile(VIRTUAL_ROOT + path, host.readFile);
  if (!config) return undefined;
  const parsed = ts.parseJsonConfigFileContent(
    config,
    host,
    VIRTUAL_ROOT + posix.dirname(path),
    undefined,
    VIRTUAL_ROOT + path,
  );
  if (parsed.options.paths || parsed.options.baseUrl) return parsed.options;
  // A solution file only refers to others; the first that maps anything speaks for the directory.
  for (const { path: referred } of parsed.projectReferences ?? []) {
    const inside = referred.slice(VIRTUAL_ROOT.length);
    const file = inside.endsWith('.json') ? inside : posix.join(inside, 'tsconfig.json');
    if (!seen.has(file) && host.fileExists(VIRTUAL_ROOT + file)) {
      const options = optionsOf(ts, file, host, seen);
      if (options) return options;
    }
  }
  return undefined;
}
