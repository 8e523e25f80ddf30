import { PARAMETERS } from '../../catalog/capabilities.js';
import { MODELS as KNOWN } from '../../catalog/models.js';
import { Failure } from '../../errors.js';
import { modelOutcome } from '../../plan/model-map.js';
import type { PlanOptions } from '../../plan/types.js';
import { asCommonJs } from '../as-commonjs.js';
import type { ModuleForm } from '../module-form.js';
import { headed } from '../own-file.js';
import { filled, template } from '../template.js';

/** What is chosen for a canary, beside where the migration goes. */
export interface CanaryOptions extends PlanOptions {
  /** What the user is hashed with; another one draws the users anew. */
  salt?: string;
}

const TEMPLATES: Readonly<Record<ModuleForm, string>> = {
  typescript: 'canary.ts',
  esm: 'canary.js',
  commonjs: 'canary.js',
  python: 'canary.py',
};

/** The module, in the usual style of its language, with the values of a migration in it. */
export function moduleText(form: ModuleForm, options: CanaryOptions): string {
  const { profile, salt } = options;
  const isPython = form === 'python';
  const text = (value: string) => quoted(value, isPython ? '"' : "'");
  const flag = `${profile.id}-canary`;
  const word = profile.variableWord;
  const map = (pairs: Iterable<readonly [string, string]>) => {
    const items = [...pairs].map(([from, to]) =>
      isPython ? `${text(from)}: ${text(to)}` : `[${text(from)}, ${text(to)}]`,
    );
    return isPython ? `{${items.join(', ')}}` : `[${items.join(', ')}]`;
  };
  const newMap = (pairs: Iterable<readonly [string, string]>) => {
    if (isPython) return map(pairs);
    return `new Map${form === 'typescript' ? '<string, string>' : ''}(${map(pairs)})`;
  };
  const body = filled(template(TEMPLATES[form]), {
    BASE_URL: text(profile.baseUrl),
    KEY: text(profile.variables.apiKey),
    FRACTION: text(`${word}_CANARY_FRACTION`),
    OFF: text(`${word}_CANARY_OFF`),
    FALLBACK: text(`${word}_CANARY_FALLBACK`),
    SALT: text(salt ?? flag),
    FLAG: text(flag),
    MODEL: text(profile.model),
    MODELS: newMap(otherModels(options)),
    RENAMED: map(renamed()),
    LEFT_OUT: `[${leftOut().map(text).join(', ')}]`,
    ROLES: newMap(roles()),
  });
  return headed(form === 'commonjs' ? asCommonJs(body) : body, 'canary', isPython ? 'python' : 'javascript');
}

/** The salt of a module that is there: another one would draw its users anew. */
export function saltIn(text: string | undefined): string | undefined {
  return /^(?:const )?SALT = ["']([^"'\n]*)["'];?\r?$/m.exec(text ?? '')?.[1];
}

/** What stands between quotes of either kind, in either language, as it is. */
const PLAIN = /^[^'"\\\p{Cc}\u2028\u2029\ud800-\udfff]*$/u;

/** @throws Failure for what would have to be escaped: nobody names a model or an address so. */
function quoted(value: string, quote: string): string {
  if (!PLAIN.test(value))
    throw new Failure('usage', `${JSON.stringify(value)} has a sign in it that cannot stand in the module.`);
  return quote + value + quote;
}

/** The models that become another one than the usual. */
function otherModels(options: CanaryOptions): [string, string][] {
  const ids = new Set([...KNOWN.map(({ id }) => id), ...options.modelMap.map(({ from }) => from)]);
  return [...ids].flatMap((id): [string, string][] => {
    const outcome = modelOutcome(id, options);
    return outcome.kind === 'map' && outcome.to !== options.profile.model ? [[id, outcome.to]] : [];
  });
}

const OWN = PARAMETERS.filter(({ path }) => !path.includes('.'));

function renamed(): [string, string][] {
  return OWN.flatMap(({ path, to, when }): [string, string][] => (to === undefined || when ? [] : [[path, to]]));
}

function leftOut(): string[] {
  return OWN.flatMap(({ path, also = [], mayBeLeftOut }) => (mayBeLeftOut ? [path, ...also] : []));
}

function roles(): [string, string][] {
  return PARAMETERS.filter(({ path }) => path === 'messages.*.role').flatMap(({ to, when }) =>
    to === undefined ? [] : (when?.equals ?? []).map((role): [string, string] => [String(role), to]),
  );
}
