import { hostOf, isHostOf } from '../catalog/hosts.js';
import { beginsAsOthers, isPlaceholder } from '../catalog/keys.js';
import { type Service, staysThere } from '../catalog/service.js';
import { JINJA_ENDING } from '../discover/copied-files.js';
import type { ConfigEntry, ConfigModel } from '../ir.js';
import { note } from './finding.js';
import { type ModelOutcome, modelOutcome } from './model-map.js';
import type { Finding, PlanOptions, Role } from './types.js';
import { withTargetHost } from './urls.js';
import type { Variable } from './variables.js';

/** What the setting is for: as the code that reads it says, else as its name says. */
export function roleOf({ name }: { name: string }, variable: Variable | undefined): Role | undefined {
  const [role] = variable?.roles ?? [];
  if (role) return role;
  if (/MODEL(?:_NAME|_ID)?$/.test(name)) return 'model';
  if (/(?:URL|BASE|HOST|ENDPOINT)$/.test(name)) return 'baseUrl';
  return /(?:KEYS?|TOKEN|SECRET)$/.test(name) ? 'apiKey' : undefined;
}

/** What is said of a base URL that leads to another service than the two; undefined for any other setting. */
export function leadsElsewhere(
  { path }: ConfigModel,
  entry: ConfigEntry,
  role: Role | undefined,
  { from, profile }: PlanOptions,
): Finding | undefined {
  const { value } = entry;
  if (role !== 'baseUrl' || from.hostsIn(value).length > 0) return undefined;
  // Code may put the scheme before it.
  const [alone] = /^(?:localhost|[\w-]+(?:\.[\w-]+)+)(?=[:/]|$)/i.exec(value) ?? [];
  if (alone === undefined && !/^https?:\/\//i.test(value)) return undefined;
  const host = alone ?? hostOf(value) ?? 'another host';
  if (isHostOf(profile, host)) return undefined;
  return note('variable', path, entry, 'review', from.isProvider(host) ? 'other-service' : 'proxy', host);
}

/** Whether an entry sets a variable: of some program's environment, or of a script under a name of OpenAI's. */
export function isVariable({ kind, inShell, name }: ConfigEntry, from: Service): boolean {
  return kind === 'variable' || (inShell === true && from.names(name));
}

/** Whether a file is a `.env` file, and no template that other files fill in. */
export function isEnvFile({ language, path }: ConfigModel): boolean {
  return language === 'dotenv' && !JINJA_ENDING.test(path);
}

/** `@secret`, `/path/in/a/store`, `secretref:name`, `op://vault/item`, `ref+…`, `arn:…`, `{{ … }}`: where a key is kept, and not the key. */
export function isAddressOfSecret(value: string): boolean {
  return /^(?:@[\w-]|\/[\w.-]+(?:\/|$)|(?!https?:|wss?:)[a-z][a-z0-9+.-]*:\/\/|ref\+|(?:secretref|keyvaultref|vault|arn):|\{\{)/i.test(
    value,
  );
}

/** Whether the value is a text as it stands, and not what a reference or a command gives. */
export function isWritten({ references, isPassedOn, value }: ConfigEntry): boolean {
  return references.length === 0 && !isPassedOn && !/\$[({\w]|`|\{\{|%[sd(]/.test(value) && !isAddressOfSecret(value);
}

/** A reference, or a stand-in for anyone's key (`sk-xxxxxx`, `<your key>`). One that asks for OpenAI's would mislead. */
function isBlank(value: string, from: Service): boolean {
  return isPlaceholder(value) && !from.isSpokenOf.test(value.replace(/^\$\{?\w+\}?$/, ''));
}

/** The value that is written once more, beside the old one. A stand-in that looks like the old keys (`sk-…`) would ask for the same. */
export function valueBeside(
  entry: Pick<ConfigEntry, 'value'>,
  role: Role | undefined,
  variable: Variable | undefined,
  options: PlanOptions,
): string {
  const value = newValue(entry, role, variable, options);
  const { profile } = options;
  const isOthers = role === 'apiKey' && isPlaceholder(value) && beginsAsOthers(value, profile.id);
  return isOthers && !staysThere(options) ? profile.placeholder : value;
}

/** The value after the migration; the same where it stays. */
export function newValue(
  { value }: Pick<ConfigEntry, 'value'>,
  role: Role | undefined,
  variable: Variable | undefined,
  options: PlanOptions,
): string {
  if (value === '') return value;
  switch (role) {
    case 'apiKey':
      // The same service goes on taking its own key.
      return staysThere(options) || isAddressOfSecret(value) || isBlank(value, options.from)
        ? value
        : options.profile.placeholder;
    case 'baseUrl':
      return withTargetHost(value, options) ?? value;
    case 'model': {
      const outcome = modelOutcome(value, options, variable?.modelForm);
      return outcome.kind === 'map' ? outcome.to : withModelAmong(value, outcome, options);
    }
    default:
      return value;
  }
}

/** The value with another model, where it names one of the old service's among other things: `gpt-4o,16000`. */
function withModelAmong(value: string, { kind }: ModelOutcome, options: PlanOptions): string {
  const [only, ...others] = kind === 'foreign' ? modelsAmong(value, options) : [];
  if (!only || others.length > 0) return value;
  return value.slice(0, only.start) + only.to + value.slice(only.start + only.text.length);
}

function modelsAmong(value: string, options: PlanOptions): { text: string; start: number; to: string }[] {
  return options.from.modelIdsIn(value).flatMap(({ text, start }) => {
    const outcome = modelOutcome(text, options);
    return outcome.kind === 'map' && outcome.to !== text ? [{ text, start, to: outcome.to }] : [];
  });
}

/** Whether a value names several models of the old service's: which of them become one is its owner's decision. */
export function isListOfModels(value: string, role: Role | undefined, options: PlanOptions): boolean {
  return role === 'model' && modelOutcome(value, options).kind === 'foreign' && modelsAmong(value, options).length > 1;
}
