import { realpathSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { serviceOf } from '../catalog/service.js';
import { makeCostReport, movingModels } from '../cost/make-cost-report.js';
import { readPrices } from '../cost/read-prices.js';
import { readUsage } from '../cost/read-usage.js';
import type { Usage } from '../cost/usage.js';
import { Failure } from '../errors.js';
import type { Redactor } from '../redact.js';
import { CLAIMS_FORMATS, COST_FORMATS } from '../reporters/cost/formats.js';
import type { ViewOptions } from '../reporters/view-options.js';
import type { CostOptions } from './cost-options.js';
import { isGithubJob, withoutCommands } from './github-job.js';
import { planOf } from './plan-of.js';
import { useColor } from './use-color.js';
import { writeOutput } from './write-output.js';

/** Tells what the models cost, or what was claimed of them, and gives the exit code. */
export async function executeCost(options: CostOptions, redactor: Redactor): Promise<number> {
  if (options.isClaims) {
    show(options, redactor, (name, view) => CLAIMS_FORMATS[name](view));
    return 0;
  }
  // What is wrong with these is said at once, and not after a run.
  const files = options.usage.filter((one) => typeof one === 'string');
  const twice = files.find((file, index) => files.slice(index + 1).some((other) => isSame(file, other)));
  if (twice !== undefined) throw new Failure('usage', `${twice} is given twice, and would count twice.`);
  const usages = options.usage.map((one) => (typeof one === 'string' ? readUsage(one) : one));
  const own =
    options.prices === undefined ? undefined : { ...readPrices(options.prices), file: relative('', options.prices) };
  const texts = new Map<string, string>();
  const { plan, report, root, selection } = await planOf(options, redactor, (text, path) => void texts.set(path, text));
  // What is given to this command asks for no model, wherever it lies.
  const given = [...options.usage, options.prices, ...options.formats.map(({ file }) => file)];
  const isGiven = (path: string) => given.some((one) => typeof one === 'string' && isSame(one, path));
  const found = {
    options: { ...options.migrate, from: serviceOf(report.from?.profile ?? 'openai'), progress: undefined },
    report,
    uses: plan.modelUses(),
    textOf: (path: string) => texts.get(path),
    isSelected: (path: string) =>
      !isGiven(resolve(root, path)) &&
      (selection.length === 0 || selection.some((one) => path === one || path.startsWith(`${one}/`))),
    ...(own && { own }),
  };
  const moving = movingModels(makeCostReport({ ...found, usages: [] }).models);
  const cost = makeCostReport({ ...found, usages: usages.map((usage) => withModel(usage, moving)) });
  show(options, redactor, (name, view) => COST_FORMATS[name](cost, view));
  return 0;
}

/** Whether two paths lead to one file. */
function isSame(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return false;
  }
}

/** Figures without a model are of the one that moves, if there is one. @throws Failure where that is a guess. */
function withModel(usage: Usage, moving: readonly string[]): Usage {
  if (!usage.isTyped || usage.rows.every((row) => row.model !== undefined)) return usage;
  const [model, ...others] = moving;
  if (model === undefined)
    throw new Failure('usage', 'Say which model the figures are of: --usage in=…,out=…,model=ID.');
  if (others.length > 0)
    throw new Failure('usage', `Say which model the figures are of, with model=ID: ${moving.join(', ')}.`);
  return { ...usage, rows: usage.rows.map((row) => ({ ...row, model })) };
}

function show(
  { formats, color }: CostOptions,
  redactor: Redactor,
  render: (name: CostOptions['formats'][number]['name'], view: ViewOptions) => string,
): void {
  for (const { name, file } of formats)
    if (file !== undefined) writeOutput(file, render(name, { color: false, width: 80, redactor }));
  const shown = formats.find(({ file }) => file === undefined);
  if (!shown) return;
  const view = { color: useColor(process.stdout, color, process.env), width: process.stdout.columns || 80, redactor };
  const text = render(shown.name, view);
  const isForPeople = shown.name === 'pretty' || shown.name === 'markdown';
  process.stdout.write(isForPeople && isGithubJob(process.env) ? withoutCommands(text) : text);
}
