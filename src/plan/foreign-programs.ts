import { posix } from 'node:path';
import { configProgram } from '../catalog/config.js';
import { programFacts } from '../catalog/config-clients.js';
import { namesOpenai } from '../catalog/variables.js';
import type { ConfigEntry, ConfigModel } from '../ir.js';
import { isWithin } from '../spans.js';
import { hasBelow, valueAt } from './config-paths.js';

/**
 * Which program that is not the repository's own is given an entry: the image of a container that is not built here, another
 * repository's action, a program that is installed. What such a program reads is its own affair. `isOwn` knows the names of
 * what is built here.
 */
export function foreignProgram(
  config: ConfigModel,
  entry: ConfigEntry,
  isOwn: (image: string) => boolean,
): string | undefined {
  const program = configProgram(config.path);
  if (program !== undefined) return program;
  if (entry.path.includes('mcpServers')) return 'an MCP server';
  return programOf(config, entry, isOwn)?.program ?? programBelow(config, entry) ?? commandOf(config, entry, isOwn);
}

/** The image or action of the nearest container or step around an entry, and the keys that lead to that. */
export function programOf(
  config: ConfigModel,
  entry: ConfigEntry,
  isOwn: (image: string) => boolean,
): { program: string; holder: readonly string[] } | undefined {
  const { path, within, start } = entry;
  for (let depth = within === 'command' ? -1 : path.length - 1; depth > 0; depth--) {
    const holder = path.slice(0, depth);
    const uses = valueAt(config, [...holder, 'uses'], start) ?? valueAt(config, [...holder, 'pipe'], start);
    if (uses !== undefined) return isForeignAction(uses) ? { program: uses, holder } : undefined;
    const image = imageAt(config, holder, start);
    if (image === undefined) continue;
    const isBuilt = hasBelow(config, [...holder, 'build'], start);
    // A known program is one whatever its tag is.
    const isCode = isRuntime(image) && programFacts(image) === undefined;
    return isBuilt || isCode || isOwn(image) ? undefined : { program: image, holder };
  }
  return undefined;
}

function imageAt(config: ConfigModel, holder: readonly string[], start: number): string | undefined {
  const image =
    valueAt(config, [...holder, 'image'], start) ?? valueAt(config, [...holder, 'image', 'repository'], start);
  if (image !== undefined) return image;
  return holder.includes('services') ? valueAt(config, [...holder, 'name'], start) : undefined;
}

/** Variables of a whole workflow or job reach the steps below: those of others too. */
function programBelow({ entries, path: file }: ConfigModel, { path }: ConfigEntry): string | undefined {
  const at = path.indexOf('env');
  if (!/(?:^|\/)\.(?:github|gitea|forgejo)\//.test(file) || at === -1 || path.includes('steps')) return undefined;
  const scope = path.slice(0, at);
  return entries.find(
    (one) => one.name === 'uses' && isSame(one.path.slice(0, at), scope) && isForeignAction(one.value, true),
  )?.value;
}

/** Another repository's action. Those of GitHub and Docker themselves read no key of OpenAI's. */
function isForeignAction(uses: string, isAround = false): boolean {
  if (/^\.{1,2}\//.test(uses) || /^docker\/build-push-action@/.test(uses)) return false;
  return !(
    isAround && /^(?:actions|docker|github|pnpm|astral-sh|aws-actions|google-github-actions|azure)\//.test(uses)
  );
}

/** The program that a command starts with the variable set for it. */
function commandOf(
  { commands }: ConfigModel,
  entry: ConfigEntry,
  isOwn: (image: string) => boolean,
): string | undefined {
  const command = commands.find((one) => isWithin(entry, one));
  const words = command?.words.map(({ value }) => value) ?? [];
  const image = imageOf(words);
  if (image !== undefined) return isRuntime(image) || isOwn(image) ? undefined : image;
  const isPrefix = command !== undefined && words[0] !== undefined && /^[A-Za-z_]\w*=/.test(words[0]);
  const program = isPrefix ? words.find((word) => !/^[A-Za-z_]\w*=/.test(word)) : undefined;
  return program === undefined || isRunner(program) ? undefined : program;
}

/** What runs the repository's own code, or is part of it. */
function isRunner(program: string): boolean {
  return (
    /^\.{0,2}\//.test(program) ||
    /^(?:node|npm|pnpm|yarn|bun|deno|tsx|ts-node|nodemon|python[\d.]*|uv|poetry|pipenv|pytest|gunicorn|uvicorn|flask|streamlit|celery|docker(?:-compose)?|make|just|bash|sh|zsh|exec|env|sudo|time|export|cross-env|java|mvn|gradle|go|cargo|ruby|bundle|php|dotnet)$/.test(
      program,
    )
  );
}

/** An image whose name is computed, or one of a language or a system, which runs the code that it is given. */
function isRuntime(image: string): boolean {
  return (
    /[$%{<]/.test(image) ||
    /^(?:(?:docker\.io\/)?(?:library\/)?(?:node|python|golang|ruby|php|openjdk|eclipse-temurin|maven|gradle|rust|alpine|ubuntu|debian|fedora|busybox)|oven\/bun|denoland\/deno|cimg\/[\w.-]+|circleci\/[\w.-]+|mcr\.microsoft\.com\/(?:devcontainers|vscode\/devcontainers|playwright)\/[\w./-]+|cypress\/[\w.-]+)(?:[:@].*)?$/.test(
      image,
    )
  );
}

/**
 * Names that reach programs of others by more than an entry of their own: a file of variables, all keys of a Kubernetes
 * object, an anchor of YAML.
 */
export function foreignNames(
  config: ConfigModel,
  configs: readonly ConfigModel[],
  isOwn: (image: string) => boolean,
): string[] {
  const { entries, text, path, language } = config;
  const isForeign = (entry: ConfigEntry) => foreignProgram(config, entry, isOwn) !== undefined;
  const files = entries
    .filter((one) => one.kind === 'variable-file' && isForeign(one))
    .map(({ value }) => posix.join(posix.dirname(path), value));
  const inFiles = configs.filter((one) => files.includes(one.path)).flatMap((one) => one.entries);
  const hasForeign = entries.some((one) => one.name === 'image' && isForeign(one));
  const isShared = language === 'yaml' && hasForeign && /(?:^|[\s{,])(?:<<:|\*\w)/m.test(text);
  const fromObjects = hasForeign && /\benvFrom\b/.test(text);
  const inObjects = fromObjects ? configs.flatMap((one) => one.entries.filter(isInObject)) : [];
  return [...inFiles, ...inObjects, ...(isShared ? entries : [])].map(({ name }) => name).filter(namesOpenai);
}

function isInObject({ path }: ConfigEntry): boolean {
  return (
    path[0] === 'data' || path[0] === 'stringData' || path.some((key) => /MapGenerator$|secretGenerator$/.test(key))
  );
}

/** The image that `docker run` starts: the first word that is no option and no option's value; not one that is computed. */
function imageOf([program = '', verb = '', ...words]: readonly string[]): string | undefined {
  if (!/^(?:docker|podman|nerdctl)$/.test(program) || (verb !== 'run' && verb !== 'create')) return undefined;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (!word.startsWith('-')) return /^[\w./:@-]+$/.test(word) ? word : undefined;
    if (!word.includes('=') && !SWITCHES.test(word)) index++;
  }
  return undefined;
}

/** Options without a value. Source: docs.docker.com, docker container run. */
const SWITCHES =
  /^(?:-[ditPq]+|--(?:detach|disable-content-trust|help|init|interactive|no-healthcheck|oom-kill-disable|privileged|publish-all|quiet|read-only|rm|sig-proxy|tty))$/;

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}
