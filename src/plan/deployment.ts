import { variableCommands } from '../catalog/stores.js';
import type { Expression } from '../ir.js';
import type { Deployment } from '../report.js';
import { variablesOf } from './assess-config.js';
import { entriesNamed } from './entries-named.js';
import type { Mentions } from './mentions.js';
import type { Plan } from './plan.js';
import { isListOfModels, isWritten, newValue } from './setting-values.js';
import { mayFallBack } from './silent-reads.js';
import type { PlanOptions } from './types.js';
import { withTargetHost } from './urls.js';
import type { Variable } from './variables.js';

/** What has to be set where the app runs, before what was rewritten is deployed. */
export function deploymentOf(
  plan: Plan,
  mentions: ReadonlyMap<string, Mentions>,
  listed: readonly string[],
  options: PlanOptions,
): Deployment[] {
  const found: Deployment[] = [];
  const commandsFor = (
    name: string,
    value: string | undefined,
    files: readonly string[],
    setters: readonly string[] = [],
  ) =>
    // What lies in a section of a file is no variable of a process.
    name.includes('.')
      ? []
      : variableCommands(name, value ?? `"$${options.profile.variables.apiKey}"`, listed, files, setters);
  const named = plan.configClients.filter(({ verdict }) => verdict === 'migrate').flatMap(variablesOf);
  for (const variable of plan.variables.all) {
    const [role] = variable.roles;
    if (!role) continue;
    const value =
      role === 'baseUrl'
        ? addressFor(variable, plan, options)
        : role === 'model'
          ? modelFor(variable, plan, options)
          : undefined;
    const sites = variable.mode === 'add' ? variable.movedSites : variable.sites;
    const files = [
      ...new Set([
        ...sites.map((site) => site.model.path),
        ...mentioning(variable.name, mentions),
        ...named.filter(({ name }) => name === variable.name).map(({ config }) => config.path),
      ]),
    ].sort();
    // A key that an SDK reads by itself is spelled only where the new one is written, and so is an address that keeps its name.
    if (files.length === 0 && (role === 'apiKey' || (role === 'baseUrl' && variable.to === variable.name)))
      files.push(...insertedIn(plan, variable.to));
    // A base URL that an SDK reads by itself, and that nothing sets, is no longer needed.
    if (role !== 'apiKey' && files.length === 0) continue;
    const keepsOld = variable.mode === 'add';
    const mayFall = variable.silentReads.some(
      (one) => one.fallbacks.includes(variable.name) && mayFallBack(one, variable) && !isReplaced(one.read, plan),
    );
    const falls = mayFall ? { mayFallBack: true as const } : {};
    const known = found.find((one) => one.name === variable.to && one.instead === variable.name);
    if (known) {
      known.keepsOld ||= keepsOld;
      Object.assign(known, falls);
      known.files = [...new Set([...known.files, ...files])].sort();
    } else {
      const isOpen = role === 'model' && value === undefined;
      const commands = isOpen ? [] : commandsFor(variable.to, value, files, settersOf(variable.name, plan));
      found.push({ name: variable.to, instead: variable.name, keepsOld, ...falls, value, files, commands });
    }
  }
  for (const name of [
    options.profile.variables.apiKey,
    ...(options.env === 'keep' ? [options.from.profile.variables.apiKey] : []),
  ]) {
    const files = found.some((known) => known.name === name) ? [] : insertedIn(plan, name);
    if (files.length > 0)
      found.push({ name, instead: name, keepsOld: false, files, commands: commandsFor(name, undefined, files) });
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Whether a read as a whole became another one, which never gives nothing. */
function isReplaced(read: Expression | undefined, { findings }: Plan): boolean {
  return findings.some(({ edits = [] }) =>
    edits.some(({ path, start, end }) => path === read?.model.path && start === read.start && end === read.end),
  );
}

/** Files that configure and set the variable themselves. */
function settersOf(name: string, { configs }: Plan): string[] {
  const set = entriesNamed(configs, name).filter(({ entry }) => entry.kind === 'variable' && !entry.isCommented);
  return [...new Set(set.map(({ config }) => config.path))];
}

/** In the form in which the code reads it, or files give it: a host, an origin, a base URL, or the whole address of a request. */
function addressFor({ name, isHost, isOrigin, address }: Variable, plan: Plan, options: PlanOptions): string {
  const { baseUrl } = options.profile;
  if (isHost) return new URL(baseUrl).host;
  if (isOrigin) return new URL(baseUrl).origin;
  const given = address === undefined ? writtenValues(name, plan) : [address];
  return given.flatMap((one) => withTargetHost(one, options) ?? [])[0] ?? baseUrl;
}

/** What files that configure give a variable, as it stands there. */
function writtenValues(name: string, { configs }: Plan): string[] {
  return entriesNamed(configs, name).flatMap(({ entry }) =>
    entry.isCommented || !isWritten(entry) ? [] : [entry.value],
  );
}

/**
 * With a map, the model depends on what the variable holds now, which is known only where the app runs. What a file gives it shows
 * what else stands there beside the model.
 */
function modelFor(variable: Variable, plan: Plan, options: PlanOptions): string | undefined {
  const { modelMap, profile } = options;
  if (modelMap.length > 0) return undefined;
  const set = writtenValues(variable.name, plan);
  if (set.some((value) => isListOfModels(value, 'model', options))) return undefined;
  const values = set.flatMap((value) => {
    const written = newValue({ value }, 'model', variable, options);
    return written === value ? [] : [written];
  });
  const plain = variable.modelForm?.written.replace('NAME', () => profile.model) ?? profile.model;
  return values.find((value) => value !== plain) ?? plain;
}

/** Files whose clients get a read of the variable in the place of something else, of a key in the text for instance. */
function insertedIn(plan: Plan, name: string): string[] {
  const edits = plan.findings.flatMap(({ unit, edits = [] }) => (unit === undefined ? [] : edits));
  return [
    ...new Set(edits.filter(({ text }) => new RegExp(`\\b${name}\\b`).test(text)).map(({ path }) => path)),
  ].sort();
}

const UNREAD: ReadonlySet<string> = new Set([
  'language-not-read',
  'markup-not-read',
  'config-not-parsed',
  'config-too-large',
]);

function mentioning(name: string, mentions: ReadonlyMap<string, Mentions>): string[] {
  return [...mentions]
    .filter(([, { findings }]) => findings.some((f) => UNREAD.has(f.reason) && f.message.includes(name)))
    .map(([path]) => path);
}
