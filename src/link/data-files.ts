import { flowFacts } from '../catalog/flow.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { CallNode, Expression, SourceModel } from '../ir.js';
import { named } from '../names.js';
import { type Frame, type OriginOf, walkedName } from './origins.js';
import { givenAt } from './place-in.js';
import type { Project } from './project.js';
import type { Resolver } from './resolve.js';

/**
 * The file of data that a call loads: `json.load(open("config.json"))`, `JSON.parse(readFileSync('config.json'))`. Undefined
 * where it loads none, where its name is not written, or where the repository has several files that may be meant.
 */
export function dataLoaded(
  resolver: Resolver,
  project: Project,
  origin: OriginOf<'external'> | OriginOf<'global'>,
): SourceModel | undefined {
  const { dataLoaders = [] } = flowFacts(origin.node.model.language);
  const called = walkedName(origin);
  const loader = dataLoaders.find((one) => one.called === called);
  const given = loader && argumentOf(origin.calls.at(-1));
  const name = loader
    ? given && writtenName(resolver, given, loader.takes, origin.frame)
    : nameRead(resolver, origin, ({ isText }) => isText === true);
  return name === undefined ? undefined : fileNamed(project, origin.node.model, name);
}

/** The last part of the file's name that is written, whatever folder it is joined to. */
function writtenName(
  resolver: Resolver,
  value: Expression,
  takes: 'name' | 'content',
  frame?: Frame,
): string | undefined {
  const names = resolver.at(value, [], frame).flatMap((origin): (string | undefined)[] => {
    if (origin.kind === 'string') return [takes === 'name' ? origin.node.value : undefined];
    if (origin.kind === 'template') return takes === 'name' ? [lastText(origin.node.parts)] : [undefined];
    if (origin.kind !== 'external' && origin.kind !== 'global') return [undefined];
    return [
      takes === 'content'
        ? nameRead(resolver, origin)
        : lastText(origin.calls.at(-1)?.arguments.map((one) => one.value) ?? []),
    ];
  });
  const [name] = names;
  return name !== undefined && names.every((one) => one === name) ? name : undefined;
}

/** The name of the file that is read or opened. Of `Path("x").read_text()`, it is the first call that has it. */
function nameRead(
  resolver: Resolver,
  origin: OriginOf<'external'> | OriginOf<'global'>,
  isMeant: (reader: { isText?: true }) => boolean = () => true,
): string | undefined {
  const { fileReaders = [] } = flowFacts(origin.node.model.language);
  const called = walkedName(origin);
  const reader = fileReaders.find((one) => one.called === called && isMeant(one));
  const given = reader && argumentOf(origin.calls[reader.call ?? origin.calls.length - 1]);
  return given && writtenName(resolver, given, 'name', origin.frame);
}

function argumentOf(call: CallNode | undefined): Expression | undefined {
  return call && givenAt(call, 0)?.value;
}

/** `os.path.join(folder, "config.json")`, `` `${__dirname}/config.json` ``, `new URL('./config.json', import.meta.url)` */
function lastText(parts: readonly Expression[]): string | undefined {
  return parts.flatMap((part) => (part.kind === 'string' ? [part.value] : [])).at(-1);
}

function fileNamed(project: Project, from: SourceModel, written: string): SourceModel | undefined {
  const name = written.replaceAll('\\', '/').replace(/^(?:\.{0,2}\/)+/, '');
  const found = project.host
    .named(name.slice(name.lastIndexOf('/') + 1))
    .filter((path) => `/${path}`.endsWith(`/${name}`) && (isTestPath(from.path) || !isTestPath(path)));
  const [only] = found;
  return only !== undefined && found.length === 1 ? project.host.data(only) : undefined;
}

/** Where code takes a value out of a file of data: by its key, in whatever way. */
export function dataReads(resolver: Resolver, project: Project, value: Expression, key: string): Expression[] {
  project.looks++;
  const others = [...project.models.values()].flatMap((model) => [
    ...named(model, 'parts', (part) => part === key).flatMap((binding) => binding.references),
    ...named(model, 'strings', (text) => text === key).flatMap(({ use }) => (use?.as === 'argument' ? [use.call] : [])),
  ]);
  const isIt = (node: Expression) => resolver.at(node, []).some((origin) => 'node' in origin && origin.node === value);
  return [...project.members.get(key), ...others].filter(isIt);
}
