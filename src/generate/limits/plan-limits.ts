import { posix } from 'node:path';
import type { Profile } from '../../catalog/profile.js';
import type { Repository } from '../../discover/repository.js';
import { applyEdits } from '../../edit/apply-edits.js';
import { orderEdits } from '../../edit/order-edits.js';
import type { SourceModel } from '../../ir.js';
import { SyntaxFailure } from '../../languages/front-end.js';
import type { Insertion } from '../../languages/writer.js';
import type { Plan } from '../../plan/plan.js';
import { push } from '../../push.js';
import { importEdits } from '../import-edits.js';
import { specifierFor } from '../import-specifier.js';
import { commonFolder, extensionFor, formFor, formOf, type ModuleForm, packageOf } from '../module-form.js';
import { isOwn, ownFile } from '../own-file.js';
import { inStyle, styleOf } from '../style.js';
import { type Limitable, limitableOf, limited, type NotLimited } from './limited.js';
import { type LimitsChange, type LimitsPlan, NOTHING, type Rate } from './limits-plan.js';
import { moduleText } from './module-text.js';
import { unlimited } from './reasons.js';

const COMMAND = 'limits';

/** Plans a module for each package whose clients ask the gateway, and its transport for those. */
export function planLimits(plan: Plan, repository: Repository, profile: Profile, rate: Rate): LimitsPlan {
  const groups = new Map<string, Limitable[]>();
  const parts: LimitsPlan[] = [];
  for (const unit of plan.units) {
    if (unit.isTest || (unit.verdict !== 'migrate' && !unit.isAtTarget)) continue;
    const found: Limitable | NotLimited = unit.isAtTarget ? limitableOf(unit) : { code: 'not-moved' };
    if ('code' in found) parts.push({ ...NOTHING, left: [unlimited(unit.id, found.code, found.detail)] });
    else {
      const key = `${found.sdk.language} ${packageOf(unit.model.path, found.sdk.language, repository)}`;
      push(groups, key, found);
    }
  }
  parts.push(...[...groups.values()].map((group) => planGroup(group, repository, profile, rate)));
  const by =
    <T>(keyOf: (one: T) => string) =>
    (a: T, b: T) =>
      keyOf(a).localeCompare(keyOf(b), 'en', { numeric: true });
  return {
    modules: parts.flatMap(({ modules }) => modules).sort(by(({ path }) => path)),
    limited: parts.flatMap((part) => part.limited).sort(by((unit) => unit)),
    left: parts.flatMap(({ left }) => left).sort(by(({ unit }) => unit)),
    changes: parts.flatMap(({ changes }) => changes).sort(by(({ path }) => path)),
  };
}

/** One module, for the clients of one language in one package. What shares a file with one that is left does without it. */
function planGroup(group: readonly Limitable[], repository: Repository, profile: Profile, rate: Rate): LimitsPlan {
  const [first] = group;
  if (!first) return NOTHING;
  const { language } = first.sdk;
  const models = [...new Set(group.map(({ unit }) => unit.model))].sort((a, b) => (a.path < b.path ? -1 : 1));
  const module = moduleFor(models, first, repository, profile);
  const open = (model: SourceModel) => group.filter(({ unit, isLimited }) => unit.model === model && !isLimited);
  const files = new Map(models.map((model) => [model, fileWith(model, open(model), module, repository)]));
  const left = group.flatMap(({ unit }) => {
    const file = files.get(unit.model);
    return file && 'code' in file ? [unlimited(unit.id, file.code, file.detail)] : [];
  });
  if (left.length > 0) {
    const rest = group.filter(({ unit }) => !left.some((one) => one.unit === unit.id));
    const again = planGroup(rest, repository, profile, rate);
    return { ...again, left: [...left, ...again.left] };
  }
  const style = styleOf(
    models.map(({ text }) => text),
    language,
  );
  const text = inStyle(moduleText(module.form, profile, rate), style, language);
  const own = ownFile(repository.root, module.path, text, COMMAND);
  return {
    left: [],
    modules: [{ ...module, text, packages: [...new Set(group.map(({ given }) => given.package))].sort() }],
    limited: group.map(({ unit }) => unit.id),
    changes: [
      ...(own ? [{ ...own, edits: [{ start: 0, end: own.before?.length ?? 0, text }] }] : []),
      ...[...files.values()].flatMap((file) => (file && !('code' in file) ? [file] : [])),
    ],
  };
}

/** The module that the package has, or where it is to be. */
function moduleFor(
  models: readonly SourceModel[],
  { sdk, unit }: Limitable,
  repository: Repository,
  { id }: Profile,
): { path: string; form: ModuleForm } {
  const form = formFor(models);
  const base = form === 'python' ? `${id}_limits` : `${id}-limits`;
  const of = (path: string) => packageOf(path, sdk.language, repository);
  const there = ['.ts', '.mts', '.js', '.mjs', '.cjs', '.py']
    .flatMap((extension) => repository.named(base + extension))
    .find((path) => of(path) === of(unit.model.path) && isOwn(repository.read(path) ?? '', COMMAND));
  if (there !== undefined) return { path: there, form: formOf({ path: there, text: repository.read(there) ?? '' }) };
  const folder = commonFolder(models.map(({ path }) => path));
  return { path: posix.join(folder, base + extensionFor(form, models, repository)), form };
}

const FORMS: Readonly<Record<ModuleForm, string>> = {
  typescript: 'TypeScript',
  esm: 'an ES module',
  commonjs: 'a CommonJS module',
  python: 'Python',
};

/** A file with its clients limited, why it cannot be so, or nothing where they are already. */
function fileWith(
  model: SourceModel,
  clients: readonly Limitable[],
  { path, form }: { path: string; form: ModuleForm },
  repository: Repository,
): LimitsChange | NotLimited | undefined {
  if (clients.length === 0) return undefined;
  const own = formOf(model);
  if (own !== form && !(own === 'typescript' && form === 'esm')) return { code: 'module-form', detail: FORMS[form] };
  const specifier = specifierFor(model, path, repository);
  if (specifier === undefined) return { code: 'no-import' };
  const frontEnd = repository.frontEndFor(model.path);
  const source = repository.source(model.path);
  if (!frontEnd || !source) throw new Error(`${model.path} was read before`);
  const wanted = clients.map((client) => limited(client, frontEnd.writer));
  const names = [...new Set(wanted.flatMap((one) => one.names))].sort();
  const before = Math.min(...clients.map(({ call }) => call.start));
  const imports = importEdits({ model, specifier, names, before }, frontEnd.writer);
  if (!imports) return { code: 'name-taken', detail: names.join(' or ') };
  const edits = orderEdits<Insertion>([...imports, ...wanted.flatMap((one) => one.edits)]);
  const after = applyEdits(source.text, edits);
  try {
    frontEnd.parse(model.path, after);
  } catch (error) {
    if (error instanceof SyntaxFailure) return { code: 'syntax' };
    throw error;
  }
  return { path: model.path, before: source.text, after, hash: source.hash, edits };
}
