import { posix } from 'node:path';
import { COPIED } from './copied-files.js';

/** How a file is read. `text`: only searched for mentions, since no front end reads it. */
export type FileKind =
  | 'javascript'
  | 'component'
  | 'python'
  | 'go'
  | 'java'
  | 'php'
  | 'ruby'
  | 'csharp'
  | 'notebook'
  | 'dotenv'
  | 'text';

/** By what stands behind the last point of a name. */
const KINDS = new Map<string, FileKind>(
  Object.entries({
    javascript: ['js', 'cjs', 'mjs', 'ts', 'cts', 'mts', 'jsx', 'tsx'],
    component: ['vue', 'svelte', 'astro'],
    python: ['py', 'pyw', 'pyi'],
    go: ['go'],
    java: ['java'],
    php: ['php', 'phtml'],
    ruby: ['rb', 'rake', 'ru'],
    csharp: ['cs', 'csx'],
    notebook: ['ipynb'],
  } satisfies Partial<Record<FileKind, string[]>>).flatMap(([kind, endings]) =>
    endings.map((ending) => [ending, kind as FileKind]),
  ),
);
/** Not what is called so and says by its ending that it is something else, as `.env.json` does; `.env-cmdrc` is JSON. */
const OTHER_ENDING = '(?!\\.env[\\w.-]*\\.(?:json[c5]?|ya?ml|toml|[cm]?[jt]sx?|py)$|\\.env-cmdrc$)';
const DOTENV = new RegExp(
  `(?:^|/)${OTHER_ENDING}(?:\\.env(?:[._-][\\w.-]+)?|\\.?[\\w-]+\\.env|env(?:\\.[\\w-]+)?[._-](?:${COPIED}|local)|\\.dev\\.vars(?:\\.[\\w.-]+)?)$`,
);

export function fileKind(path: string): FileKind {
  // Asked of all files, many times: one of these words is in what the expression finds.
  if ((path.includes('env') || path.includes('.vars')) && DOTENV.test(path)) return 'dotenv';
  const point = path.lastIndexOf('.');
  const kind = point === -1 ? undefined : KINDS.get(path.slice(point + 1));
  if (kind) return kind;
  return /(?:^|\/)Rakefile$/.test(path) ? 'ruby' : 'text';
}

/** A program that a front end reads. */
export function isSource(path: string): boolean {
  const kind = fileKind(path);
  return kind !== 'text' && kind !== 'dotenv';
}

const TEST_DIRECTORY =
  /(?:^|\/)(?:tests?|__tests__|specs?|e2e|__mocks__|mocks?|testdata|fixtures?|__fixtures__|cypress|playwright|(?:[\w-]+\.)*(?:Unit|Integration|Functional|E2E)?Tests?)\//;
const TEST_FILE =
  /(?:[.-](?:test|spec|e2e|mock|fixture)\.[cm]?[jt]sx?$)|(?:^|\/)(?:test_[^/]*|[^/]*_test|tests|conftest)\.py$|(?:^|\/)(?:[^/]*_(?:test|spec)|test_[^/]*|(?:spec|test|rails)_helper)\.rb$|_test\.(?:go|[cm]?[jt]sx?)$|(?:Tests?|IT|TestCase)\.java$|Test\.php$|[a-z0-9](?:Tests?|Specs)\.cs$|(?:^|\/)(?:jest|vitest)\.(?:setup|config)[^/]*$/;

/** A path that holds tests, by the usual names. */
export function isTestPath(path: string): boolean {
  return TEST_DIRECTORY.test(path) || TEST_FILE.test(path);
}

const FOR_NO_DEPLOYMENT = new RegExp(
  `(?:^|[./_-])(?:(?:${COPIED})s?|dev|develop|development|local|tests?|ci)(?:[./_-]|$)`,
  'i',
);

/** A file that by its name is filled in by whoever copies it, or for tests and those who develop the app. */
export function isForNoDeployment(path: string): boolean {
  return isTestPath(path) || FOR_NO_DEPLOYMENT.test(posix.basename(path));
}

/** A log tells people what a program did: none reads its settings there. */
const PROSE = /\.(?:md|mdx|markdown|rst|adoc|asciidoc|txt|log|org|tex|svg|po|pot)$/i;
const PROSE_NAME = /^(?:readme|changelog|license|licence|authors|contributing|history|news|code_of_conduct|notice)\b/i;

/** Markup: mostly text for people, in which a script may call an address all the same. */
export function isMarkup(path: string): boolean {
  return /\.(?:x?html?|hbs|ejs|njk|liquid|pug)$/i.test(path);
}

/** Markup with programs in it. */
export function isComponent(path: string): boolean {
  return fileKind(path) === 'component';
}

/** A document whose code fences may be read. */
export function isMarkdown(path: string): boolean {
  return /\.(?:md|mdx|markdown)$/i.test(path);
}

/** Messages in people’s languages. */
const LOCALE = /(?:^|\/)(?:locales?|i18n|lang|langs|translations?|messages)\//i;
const DATA = /\.(?:json|ya?ml|toml)$/i;

/** `news.json`, `history.jsonl`: what has a name of such a text and is none. */
const NO_PROSE = /^(?:history|news|notice)\..*(?:json[c5l]?|ndjson|ya?ml|toml|csv|tsv|sql)$/i;

/** Text for people: documentation, changelogs, licences. */
export function isProse(path: string): boolean {
  if (isSource(path) || isProgram(path)) return false;
  const name = posix.basename(path);
  const isNamedSo = PROSE_NAME.test(name) && !NO_PROSE.test(name);
  return PROSE.test(path) || isNamedSo || (LOCALE.test(path) && DATA.test(path));
}

/** What files are made from: a head that says that a file is generated is that of what is made. */
export function isTemplate(path: string): boolean {
  return /\.(?:j2|jinja2?|tmpl|gotmpl|tpl|erb|mustache)$/i.test(path);
}

const OWN_CONFIG = /(?:^|\/)(?:\.holysheeprc(?:\.(?:json|ya?ml))?|holysheep\.config\.json|\.holysheepignore)$/;

/** A file that configures this tool: what it names is about the migration, and no part of it. */
export function isOwnConfig(path: string): boolean {
  return OWN_CONFIG.test(path);
}

const LOCK =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|deno\.lock|poetry\.lock|uv\.lock|pdm\.lock|Pipfile\.lock|Cargo\.lock|go\.sum|composer\.lock|Gemfile\.lock|packages\.lock\.json|flake\.lock)$/;
const VENDORED =
  /(?:^|\/)(?:node_modules|bower_components|vendor|third_party|thirdparty|dist|build|out|\.build|\.aws-sam|\.serverless|cdk\.out|\.next|\.nuxt|\.output|\.svelte-kit|\.venv|venv|site-packages|__pycache__|Pods|target|\.git|\.hg|\.svn|coverage|\.turbo|\.cache|\.yarn)\//;
const GENERATED = /\.min\.(?:js|css|mjs)$|\.(?:map|snap|bundle\.js)$|(?:^|\/)__snapshots__\//;
const BINARY =
  /\.(?:png|jpe?g|gif|webp|avif|ico|icns|bmp|tiff?|pdf|zip|gz|tgz|bz2|xz|7z|rar|jar|war|class|so|dylib|dll|exe|bin|o|a|wasm|woff2?|ttf|otf|eot|mp[34]|m4a|wav|ogg|webm|mov|avi|flac|psd|sketch|fig|db|sqlite3?|parquet|npy|npz|pt|onnx|pyc|lockb|node)$/i;

export type SkipReason = 'lock-file' | 'vendored' | 'generated' | 'binary';

/** Why a path is not even opened, by its name alone. */
export function skippedByName(path: string): SkipReason | undefined {
  if (VENDORED.test(path)) return 'vendored';
  if (LOCK.test(path)) return 'lock-file';
  if (GENERATED.test(path)) return 'generated';
  if (BINARY.test(path)) return 'binary';
  return undefined;
}

/** A record a line: what was asked and answered, or is to be. */
export function isRecords(path: string): boolean {
  return /\.(?:jsonl|ndjson|csv|tsv|log)$/i.test(path);
}

const PROGRAM =
  /\.(?:kt|kts|scala|groovy|erb|fs|vb|rs|swift|dart|ex|exs|erl|clj|lua|pl|sh|bash|zsh|ps1|r|jl|c|cc|cpp|h|hpp|m|mm)$/i;

/** A program in a language that is not read yet. */
export function isProgram(path: string): boolean {
  return PROGRAM.test(path);
}
