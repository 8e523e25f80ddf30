import { PARAMETERS } from '../../catalog/capabilities.js';
import { MODELS as KNOWN } from '../../catalog/models.js';
import { modelOutcome } from '../../plan/model-map.js';
import type { PlanOptions } from '../../plan/types.js';
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
  const text = (value: string) => (isPython ? JSON.stringify(value) : quoted(value));
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

function quoted(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
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

/** The imports and exports of the template, as `require` and `module.exports`. */
function asCommonJs(text: string): string {
  const names = [...text.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name);
  const body = text
    .replace(/^import (\{[^}]*\}) from ('[^']*');$/gm, 'const $1 = require($2);')
    .replace(/^export (?=const|function)/gm, '');
  return `${body}\nmodule.exports = { ${names.join(', ')} };\n`;
}
