import { posix } from 'node:path';
import { actionFacts, isQuietAction } from '../catalog/actions.js';
import { configProgram, isImage, SETTING_VARIABLES } from '../catalog/config.js';
import { programFacts } from '../catalog/config-clients.js';
import type { Service } from '../catalog/service.js';
import { COPIED_WORD } from '../discover/copied-files.js';
import type { ConfigEntry, ConfigModel } from '../ir.js';
import { isWithin } from '../spans.js';
import type { ChartProgram } from './chart-programs.js';
import { hasBelow, valueAt } from './config-paths.js';
import { isInObject } from './object-keys.js';

/** What is known of whose a program is. */
export interface Owners {
  /** Whether an image, or a repository, is this one's by its name. */
  isOwn(name: string): boolean;
  /** The chart of others for which an entry is a value. */
  chartOf(config: ConfigModel, entry: ConfigEntry): ChartProgram | undefined;
}

export interface ForeignProgram {
  program: string;
  /** The keys that lead to its container, step or release. */
  holder: readonly string[];
  /** A chart may give it more than the file says. */
  isOfChart?: boolean;
}

/**
 * Which program that is not the repository's own is given an entry: the image of a container that is not built here, another
 * repository's action, another's chart, a program that is installed. What such a program reads is its own affair.
 */
export function foreignProgram(config: ConfigModel, entry: ConfigEntry, owners: Owners): string | undefined {
  const program = configProgram(config.path);
  if (program !== undefined) return program;
  if (entry.path.includes('mcpServers')) return 'an MCP server';
  return programOf(config, entry, owners)?.program ?? programBelow(config, entry) ?? commandOf(config, entry, owners);
}

/** The image, action or chart of the nearest container, step or release around an entry. */
export function programOf(config: ConfigModel, entry: ConfigEntry, owners: Owners): ForeignProgram | undefined {
  const { path, within, start } = entry;
  for (let depth = within === 'command' ? -1 : path.length - 1; depth > 0; depth--) {
    const holder = path.slice(0, depth);
    const uses = valueAt(config, [...holder, 'uses'], start) ?? valueAt(config, [...holder, 'pipe'], start);
    if (uses !== undefined) return isForeignAction(uses) ? { program: uses, holder } : undefined;
    const image = imageAt(config, holder, start);
    const inParts = repositoryAt(config, holder, start);
    const program = image ?? inParts;
    if (program === undefined) continue;
    const isBuilt = hasBelow(config, [...holder, 'build'], start);
    // A known program is one whatever its tag is.
    const isCode = isRuntime(program) && programFacts(program) === undefined;
    return isBuilt || isCode || owners.isOwn(program) ? undefined : { program, holder, isOfChart: image === undefined };
  }
  const chart = owners.chartOf(config, entry);
  return chart && !owners.isOwn(chart.chart)
    ? { program: `The chart ${chart.chart}`, holder: chart.holder, isOfChart: true }
    : undefined;
}

function imageAt(config: ConfigModel, holder: readonly string[], start: number): string | undefined {
  const image = valueAt(config, [...holder, 'image'], start);
  if (image) return image;
  const keys = [['name'], ['image', 'url']].map((last) => [...holder, ...last]);
  const known = keys.find((path) => isImage(config.path, path));
  return known && valueAt(config, known, start);
}

/** Values of charts give an image in parts. */
function repositoryAt(config: ConfigModel, holder: readonly string[], at: number): string | undefined {
  const repository = valueAt(config, [...holder, 'image', 'repository'], at);
  const registry = valueAt(config, [...holder, 'image', 'registry'], at);
  return repository && registry ? `${registry}/${repository}` : repository || undefined;
}

/** Variables of a whole workflow or job reach the steps below: those of others too, but for what Terraform alone reads. */
function programBelow({ entries, path: file }: ConfigModel, { name, path }: ConfigEntry): string | undefined {
  const at = path.indexOf('env');
  if (SETTING_VARIABLES.some(({ prefix }) => name.startsWith(prefix))) return undefined;
  if (!/(?:^|\/)\.(?:github|gitea|forgejo)\//.test(file) || at === -1 || path.includes('steps')) return undefined;
  const scope = path.slice(0, at);
  return entries.find(
    (one) => one.name === 'uses' && isSame(one.path.slice(0, at), scope) && isForeignAction(one.value, true),
  )?.value;
}

/** Another repository's action that may read what it is given. */
function isForeignAction(uses: string, isAround = false): boolean {
  if (/^\.{1,2}\//.test(uses) || actionFacts(uses) !== undefined) return false;
  return !(isAround && isQuietAction(uses));
}

/** The program that a command starts with the variable set for it. */
function commandOf({ commands }: ConfigModel, entry: ConfigEntry, owners: Owners): string | undefined {
  const command = commands.find((one) => isWithin(entry, one));
  const words = command?.words.map(({ value }) => value) ?? [];
  const image = imageOf(words);
  if (image !== undefined) return isRuntime(image) || owners.isOwn(image) ? undefined : image;
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
  owners: Owners,
  from: Service,
): string[] {
  const { entries, text, path, language } = config;
  const isForeign = (entry: ConfigEntry) => foreignProgram(config, entry, owners) !== undefined;
  const files = entries.flatMap((one) => (isForeign(one) ? (variableFile(path, one) ?? []) : []));
  const shown = files.length === 0 ? [] : configs.filter((one) => files.some((file) => isShownIn(one, file)));
  const inFiles = shown.flatMap((one) => one.entries);
  const hasForeign = entries.some((one) => one.name === 'image' && isForeign(one));
  const isShared = language === 'yaml' && hasForeign && /(?:^|[\s{,])(?:<<:|\*\w)/m.test(text);
  const fromObjects = hasForeign && /\benvFrom\b/.test(text);
  const inObjects = fromObjects ? configs.flatMap((one) => one.entries.filter(isInObject)) : [];
  return [...inFiles, ...inObjects, ...(isShared ? entries : [])].map(({ name }) => name).filter(from.names);
}

/** Files of variables that are given to programs of others alone, and to which: what nothing of the repository's reads is theirs. */
export function filesOfForeign(configs: readonly ConfigModel[], owners: Owners): ReadonlyMap<ConfigModel, string> {
  const given = configs.flatMap((config) =>
    config.entries.flatMap((entry) => {
      const file = variableFile(config.path, entry);
      return file === undefined ? [] : [{ file, program: foreignProgram(config, entry, owners) }];
    }),
  );
  const found = new Map<ConfigModel, string>();
  for (const config of configs.filter(({ language }) => language === 'dotenv')) {
    const programs = given.filter(({ file }) => isShownIn(config, file)).map(({ program }) => program);
    if (programs.length > 0 && !programs.includes(undefined)) found.set(config, [...new Set(programs)].join(' or '));
  }
  return found;
}

/** The file of variables that an entry gives to a program: by its name, or mounted where the program looks for it. */
function variableFile(of: string, { kind, path, value }: ConfigEntry): string | undefined {
  const inVolumes = path[0] === 'services' ? path.indexOf('volumes') : -1;
  const isMount = inVolumes > 0 && (path.length === inVolumes + 2 || path.at(-1) === 'source');
  const file = isMount ? value.split(':')[0] : kind === 'variable-file' ? value : undefined;
  const isOfVariables =
    file !== undefined && (!isMount || (/^[\w./-]+$/.test(file) && /\benv\b/.test(posix.basename(file))));
  if (!isOfVariables) return undefined;
  return posix.join(posix.dirname(of), file);
}

function isShownIn({ path }: ConfigModel, file: string): boolean {
  return path === file || isExampleOf(path, file);
}

/** `.env.example`, `env.example` and `example.env` show what is to stand in `.env`, which a repository does not hold. */
function isExampleOf(path: string, file: string): boolean {
  if (posix.dirname(path) !== posix.dirname(file)) return false;
  const words = (name: string) =>
    posix
      .basename(name)
      .split(/[.-]/)
      .filter((word) => word !== '');
  const rest = words(path).filter((word) => !COPIED_WORD.test(word));
  return rest.length < words(path).length && isSame(rest, words(file));
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
