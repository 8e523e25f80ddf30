import { posix } from 'node:path';
import type { Repository } from '../../discover/repository.js';
import { applyEdits } from '../../edit/apply-edits.js';
import { orderEdits } from '../../edit/order-edits.js';
import type { SourceModel } from '../../ir.js';
import { SyntaxFailure } from '../../languages/front-end.js';
import type { Insertion } from '../../languages/writer.js';
import { positionIn } from '../../text-position.js';
import { importEdits } from '../import-edits.js';
import { specifierFor } from '../import-specifier.js';
import { commonFolder, extensionFor, formFor, formOf, type ModuleForm, packageOf } from '../module-form.js';
import { isOwn, ownFile } from '../own-file.js';
import { inStyle, styleOf } from '../style.js';
import { type NotRouted, type RoutedCall, routed } from './calls.js';
import { type CanaryChange, type CanaryPlan, NOTHING } from './canary-plan.js';
import { type CanaryOptions, moduleText, saltIn } from './module-text.js';
import { leftClient } from './reasons.js';
import type { Routable } from './routable.js';
import type { CanarySdk } from './sdk.js';

const COMMAND = 'canary';

/** One module, for the clients of one language in one package. A client of which a call cannot use it stays as a whole. */
export function planGroup(group: readonly Routable[], repository: Repository, options: CanaryOptions): CanaryPlan {
  const [first] = group;
  if (!first) return NOTHING;
  const { sdk } = first;
  const models = modelsOf(group);
  const module = moduleFor(models, sdk, repository, options);
  const files = new Map(
    models.map((model) => [model, fileWith(model, callsIn(model, group), module, sdk, repository)]),
  );
  const obstacle = ({ calls }: Routable) => calls.map(({ use }) => files.get(use.call.model)).find(isObstacle);
  const left = group.flatMap((one) => {
    const found = obstacle(one);
    return found ? [leftClient(one.unit.id, found.code, found.detail)] : [];
  });
  const rest = group.filter((one) => !obstacle(one));
  // What shared a file with one that is left does without its calls.
  if (left.length > 0) {
    const again = planGroup(rest, repository, options);
    return { ...again, left: [...left, ...again.left] };
  }
  const style = styleOf(
    models.map(({ text }) => text),
    sdk.language,
  );
  const salt = options.salt ?? saltIn(repository.read(module.path));
  const text = inStyle(moduleText(module.form, { ...options, salt }), style, sdk.language);
  const own = ownFile(repository.root, module.path, text, COMMAND);
  const whole = own && { ...own, edits: [{ start: 0, end: own.before?.length ?? 0, text }] };
  return {
    left: [],
    modules: [{ ...module, text }],
    calls: models.flatMap((model) =>
      callsIn(model, group).map(({ use, user }) => ({
        file: model.path,
        line: positionIn(model, use.call.start).line,
        ...(user !== undefined && { user }),
      })),
    ),
    changes: [...(whole ? [whole] : []), ...[...files.values()].flatMap((one) => (isObstacle(one) ? [] : [one]))],
  };
}

interface Module {
  path: string;
  form: ModuleForm;
}

/** The module that the package has, or where it is to be. */
function moduleFor(
  models: readonly SourceModel[],
  sdk: CanarySdk,
  repository: Repository,
  { profile }: CanaryOptions,
): Module {
  const name = `${profile.id}-canary`;
  const form = formFor(models);
  const base = form === 'python' ? name.replaceAll('-', '_') : name;
  const of = (path: string) => packageOf(path, sdk.language, repository);
  const home = of(models[0]?.path ?? '');
  const there = ['.ts', '.mts', '.js', '.mjs', '.cjs', '.py']
    .flatMap((extension) => repository.named(base + extension))
    .find((path) => of(path) === home && isOwn(repository.read(path) ?? '', COMMAND));
  if (there !== undefined) {
    const text = repository.read(there) ?? '';
    return { path: there, form: formOf({ path: there, text }) };
  }
  const folder = commonFolder(models.map(({ path }) => path));
  return { path: posix.join(folder, base + extensionFor(form, models, repository)), form };
}

/** A file with its calls routed, or why it cannot have them so. */
function fileWith(
  model: SourceModel,
  calls: readonly RoutedCall[],
  { path, form }: Module,
  sdk: CanarySdk,
  repository: Repository,
): CanaryChange | NotRouted {
  const own = formOf(model);
  if (own !== form && !(own === 'typescript' && form === 'esm')) return { code: 'module-form', detail: FORMS[form] };
  const specifier = specifierFor(model, path, repository);
  if (specifier === undefined) return { code: 'no-import' };
  const frontEnd = repository.frontEndFor(model.path);
  const source = repository.source(model.path);
  if (!frontEnd || !source) throw new Error(`${model.path} was read before`);
  const { route, required } = sdk.names;
  const names = calls.some(({ user }) => user === undefined) ? [route, required] : [route];
  const before = Math.min(...calls.map(({ client }) => client.start));
  const imports = importEdits({ model, specifier, names, before }, frontEnd.writer);
  if (!imports) return { code: 'name-taken', detail: names.join(' or ') };
  const edits = orderEdits<Insertion>([...imports, ...calls.flatMap((call) => routed(call, sdk))]);
  const after = applyEdits(source.text, edits);
  return parses(() => frontEnd.parse(model.path, after))
    ? { path: model.path, before: source.text, after, hash: source.hash, edits }
    : { code: 'syntax' };
}

const FORMS: Readonly<Record<ModuleForm, string>> = {
  typescript: 'TypeScript',
  esm: 'an ES module',
  commonjs: 'a CommonJS module',
  python: 'Python',
};

function parses(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch (error) {
    if (error instanceof SyntaxFailure) return false;
    throw error;
  }
}

function isObstacle(one: CanaryChange | NotRouted | undefined): one is NotRouted {
  return one !== undefined && 'code' in one;
}

/** A call that several clients may be asked by is one call. */
function callsIn(model: SourceModel, group: readonly Routable[]): RoutedCall[] {
  const byStart = new Map<number, RoutedCall>();
  for (const call of group.flatMap(({ calls }) => calls))
    if (call.use.call.model === model) byStart.set(call.use.call.start, call);
  return [...byStart.values()].sort((a, b) => a.use.call.start - b.use.call.start);
}

function modelsOf(group: readonly Routable[]): SourceModel[] {
  const models = new Set(group.flatMap(({ calls }) => calls.map(({ use }) => use.call.model)));
  return [...models].sort((a, b) => (a.path < b.path ? -1 : 1));
}
