import type { Dialect } from '../form.js';
import { APP } from './app.js';
import { callsOf } from './calls.js';
import { clientsOf } from './clients.js';
import { FORMS } from './forms.js';
import { GO_OPENAI } from './go-openai.js';
import { BASE_LEAVES, KEY_LEAVES, MODEL_LEAVES } from './leaves.js';
import { LOOKUP_FILE } from './lookup.js';
import { OPENAI_GO } from './openai-go.js';
import { REQUESTS } from './requests.js';
import type { Sdk } from './sdk.js';

function dialectOf(sdk: Sdk): Dialect {
  const { module, version } = sdk;
  return {
    main: 'main',
    files: {
      'go.mod': `module ${APP}\n\ngo 1.24\n\nrequire (\n\t${module} ${version}\n\tgithub.com/caarlos0/env/v11 v11.3.1\n)\n`,
      'lookup/lookup.go': LOOKUP_FILE,
    },
    names: {
      key: ['APIKey', 'Token', 'OpenAIKey', 'Secret', 'AuthToken'],
      base: ['BaseURL', 'Endpoint', 'APIBase', 'Host', 'OpenAIURL'],
      model: ['Model', 'ChatModel', 'Engine', 'ModelName', 'LLMModel'],
    },
    owners: ['Config', 'Settings', 'Options', 'Defaults', 'App'],
    leaves: { key: KEY_LEAVES, base: BASE_LEAVES, model: [...MODEL_LEAVES, ...sdk.models] },
    forms: FORMS,
    makes: sdk.makes,
    clients: clientsOf(sdk),
    calls: callsOf(sdk),
    requests: REQUESTS,
    ends: [
      (runs) => ['func main() {', ...runs.map((line) => `\t${line}`), '}'],
      (runs) => ['func main() {', '\trun()', '}', 'func run() {', ...runs.map((line) => `\t${line}`), '}'],
    ],
    filesOf,
  };
}

/** A package, whose declarations may lie in two files, each with the imports that it needs. */
function filesOf(module: string, imports: readonly string[], lines: readonly string[]): Record<string, string> {
  const name = module === 'main' ? 'main' : `${module}/${module}`;
  const own = lines.flatMap((line) => /^import (.*)/.exec(line)?.[1] ?? []);
  const declared = declarations(lines.filter((line) => !line.startsWith('import ')));
  const all = [...new Set([...imports, ...own])];
  const middle = declared.length % 3 === 0 ? declared.length / 3 : 0;
  const files: Record<string, string> = { [`${name}.go`]: fileOf(module, all, declared.slice(middle)) };
  if (middle > 0) files[`${name}_more.go`] = fileOf(module, all, declared.slice(0, middle));
  return files;
}

function declarations(lines: readonly string[]): string[] {
  const found: string[] = [];
  for (const line of lines) {
    const before = found.at(-1);
    if (before !== undefined && /^[\t})]/.test(line)) found[found.length - 1] = `${before}\n${line}`;
    else found.push(line);
  }
  return found;
}

function fileOf(module: string, imports: readonly string[], declared: readonly string[]): string {
  const body = declared.join('\n\n');
  const used = imports.filter((one) => isUsed(one, body)).toSorted();
  const head = used.length === 0 ? '' : `import (\n${used.map((one) => `\t${one}\n`).join('')})\n\n`;
  return `package ${module}\n\n${head}${body}\n`;
}

/** Go compiles no file that imports what it does not use. */
function isUsed(line: string, body: string): boolean {
  const [, alias, path = ''] = /^(?:(\w+) )?"(.*)"$/.exec(line) ?? [];
  const name =
    alias ??
    (path.includes('openai') && !path.endsWith('/option') ? 'openai' : path.replace(/\/v\d+$/, '').replace(/.*\//, ''));
  return new RegExp(`(?<![.\\w])${name}\\.`).test(body.replace(/"[^"\n]*"|`[^`]*`/g, '""'));
}

/** Programs with sashabaranov/go-openai or net/http. */
export const GO_WITH_GO_OPENAI = dialectOf(GO_OPENAI);
/** The same with openai/openai-go. */
export const GO_WITH_OPENAI_GO = dialectOf(OPENAI_GO);
