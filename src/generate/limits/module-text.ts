import type { Profile } from '../../catalog/profile.js';
import { asCommonJs } from '../as-commonjs.js';
import type { ModuleForm } from '../module-form.js';
import { headed } from '../own-file.js';
import { filled, template } from '../template.js';
import type { Rate } from './limits-plan.js';

const TEMPLATES: Readonly<Record<ModuleForm, string>> = {
  typescript: 'limits.ts',
  esm: 'limits.js',
  commonjs: 'limits.js',
  python: 'limits.py',
};

/** The module, in the usual style of its language, for a rate. */
export function moduleText(form: ModuleForm, { variableWord }: Profile, rate: Rate): string {
  const isPython = form === 'python';
  const text = (value: string) => (isPython ? `"${value}"` : `'${value}'`);
  const any = isPython ? 'None' : 'Number.POSITIVE_INFINITY';
  const body = filled(template(TEMPLATES[form]), {
    REQUESTS: String(rate.requests),
    SECONDS: String(rate.seconds),
    CONCURRENCY: rate.concurrency === undefined ? any : String(rate.concurrency),
    PER_SECOND: text(`${variableWord}_REQUESTS_PER_SECOND`),
    PER_MINUTE: text(`${variableWord}_REQUESTS_PER_MINUTE`),
    AT_ONCE: text(`${variableWord}_CONCURRENCY`),
  });
  return headed(form === 'commonjs' ? asCommonJs(body) : body, 'limits', isPython ? 'python' : 'javascript');
}
