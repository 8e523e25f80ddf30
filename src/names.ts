import { eachCalleeName, rootOf, terminalName } from './callee-names.js';
import type {
  Assignment,
  Binding,
  CallNode,
  ClassNode,
  ConstantNode,
  Export,
  Expression,
  FunctionNode,
  MemberNode,
  ModuleNode,
  ObjectNode,
  SourceModel,
  StringNode,
  TemplateNode,
} from './ir.js';
import { ANY } from './ir.js';

/**
 * What is found by a name, without a look at all nodes: a project has very many, and few of them are ever asked about. By
 * the name of a table, what stands under each name in it.
 */
export interface Named {
  /** By the last name of the callee. */
  calls: CallNode;
  /** By each last name that the callee may have where it was defined; `*` for one that may have any. */
  callees: CallNode;
  /** Of a name, by the specifiers that it is imported from. */
  importedCalls: CallNode;
  /** Of what lies in the value of a name, by the specifiers that this is imported from. */
  importedMemberCalls: CallNode;
  /** By the names of the arguments. */
  keywordCalls: CallNode;
  /** By the property. */
  members: MemberNode;
  /** By each key. */
  objects: ObjectNode;
  /** By each field. */
  classes: ClassNode;
  /** All that extend another one, without a name. */
  subclasses: ClassNode;
  /** By each name in the types of its parameters; `*` where these say more than names. */
  functions: FunctionNode;
  /** By the value. */
  strings: StringNode;
  /** All of them, without a name. */
  templates: TemplateNode;
  /** All regular expressions, without a name. */
  patternLiterals: ConstantNode;
  /** By the specifier. */
  modules: ModuleNode;
  /** By the property that is assigned to; `*` where it is computed. */
  assignments: Assignment;
  /** Those of the top level, by their own names. */
  bindings: Binding;
  /** By the specifiers that they are imported from. */
  imports: Binding;
  /** By the last name of what each definition takes from a module or a value. */
  parts: Binding;
  /** By the first name of what each definition takes from a value. */
  patterns: Binding;
  /** By the name that other files know. */
  exports: Export;
  /** By the name that the file itself knows. */
  exportedBindings: Export;
  /** What is passed on, by the specifier that it comes from. */
  reexports: Export;
}
export type Table = keyof Named;
export const TABLES = [
  'calls',
  'callees',
  'importedCalls',
  'importedMemberCalls',
  'keywordCalls',
  'members',
  'objects',
  'classes',
  'subclasses',
  'functions',
  'strings',
  'templates',
  'patternLiterals',
  'modules',
  'assignments',
  'bindings',
  'imports',
  'parts',
  'patterns',
  'exports',
  'exportedBindings',
  'reexports',
] as const satisfies readonly Table[];

/** The tables of one model. Numbers stand for what is named, in the order of the source; the same ones in all tables. */
export interface Names {
  each(table: Table, visit: (name: string, number: number) => void): void;
  made<T extends Table>(table: T, number: number): Named[T];
  numberOf(node: Expression): number;
}

/** All that stands in a model under a name that is wanted, each once, in order. */
export function named<T extends Table>(model: SourceModel, table: T, isWanted: (name: string) => boolean): Named[T][] {
  const names = namesOf(model);
  const found: Named[T][] = [];
  let last = -1;
  names.each(table, (name, number) => {
    if (number === last || !isWanted(name)) return;
    last = number;
    found.push(names.made(table, number));
  });
  return found;
}

/** Nodes of a model that were found in several ways: each once, in the order of the source. */
export function inOrder<T extends Expression>(model: SourceModel, nodes: Iterable<T>): T[] {
  const names = namesOf(model);
  return [...new Set(nodes)].sort((a, b) => names.numberOf(a) - names.numberOf(b));
}

export function namesOf(model: SourceModel): Names {
  const known = model.names ?? KNOWN.get(model) ?? new NamesOfNodes(model);
  if (!model.names) KNOWN.set(model, known);
  return known;
}
const KNOWN = new WeakMap<SourceModel, Names>();

class NamesOfNodes implements Names {
  readonly #tables = new Map<Table, { names: string[]; numbers: number[] }>();

  #numbers: Map<Expression, number> | undefined;

  constructor(private readonly model: SourceModel) {
    eachName(model, (table, name, number) => {
      const { names, numbers } = this.#tables.get(table) ?? { names: [], numbers: [] };
      if (names.length === 0) this.#tables.set(table, { names, numbers });
      names.push(name);
      numbers.push(number);
    });
  }

  each(table: Table, visit: (name: string, number: number) => void): void {
    if (table === 'strings')
      this.model.expressions.forEach((node, number) => {
        if (node.kind === 'string') visit(node.value, number);
      });
    const found = this.#tables.get(table);
    found?.numbers.forEach((number, index) => {
      visit(found.names[index] as string, number);
    });
  }

  made<T extends Table>(table: T, number: number): Named[T] {
    return this.model[LISTS[table] ?? 'expressions'][number] as Named[T];
  }

  numberOf(node: Expression): number {
    this.#numbers ??= new Map(this.model.expressions.map((one, number) => [one, number]));
    return this.#numbers.get(node) ?? -1;
  }
}

/** Tables of what is no expression: the model's list of it. */
export const LISTS: Partial<Record<Table, 'assignments' | 'bindings' | 'exports'>> = {
  assignments: 'assignments',
  bindings: 'bindings',
  imports: 'bindings',
  parts: 'bindings',
  patterns: 'bindings',
  exports: 'exports',
  exportedBindings: 'exports',
  reexports: 'exports',
};

type Add = (table: Table, name: string, number: number) => void;

/** Each name in a model, but for texts, with the number in its list of what it names. */
export function eachName(model: SourceModel, add: Add): void {
  const { expressions } = model;
  for (let number = 0; number < expressions.length; number++)
    eachNameOf(expressions[number] as Expression, number, add);
  model.assignments.forEach(({ target }, number) => {
    add('assignments', target.property ?? ANY, number);
  });
  model.bindings.forEach(({ name, isTopLevel, definitions }, number) => {
    if (isTopLevel) add('bindings', name, number);
    for (const definition of definitions) {
      if (definition.from === 'import') {
        add('imports', definition.specifier, number);
        add('parts', definition.imported, number);
      } else if (definition.from === 'value') {
        const { path } = definition;
        if (path[0] !== undefined) add('patterns', path[0], number);
        if (path.length > 0) add('parts', path.at(-1) as string, number);
      }
    }
  });
  model.exports.forEach((one, number) => {
    add('exports', one.name, number);
    if ('binding' in one) add('exportedBindings', one.binding.name, number);
    if ('specifier' in one) add('reexports', one.specifier, number);
  });
}

/** What a function is found by that provides a type. */
export function providerOf(type: string): string {
  return `provides ${type}`;
}

function eachNameOf(node: Expression, number: number, add: Add): void {
  switch (node.kind) {
    case 'call': {
      const name = terminalName(node.callee);
      if (name) add('calls', name, number);
      eachCalleeName(node, (one) => add('callees', one, number));
      for (const argument of node.arguments)
        if (argument.name !== undefined) add('keywordCalls', argument.name, number);
      const isMember = node.callee.kind === 'member';
      const root = node.callee.kind === 'member' ? rootOf(node.callee) : node.callee;
      if (root.kind !== 'reference') return;
      for (const one of root.binding?.definitions ?? [])
        if (one.from === 'import') add(isMember ? 'importedMemberCalls' : 'importedCalls', one.specifier, number);
      return;
    }
    case 'member':
      if (node.property) add('members', node.property, number);
      return;
    case 'object':
      for (const { key } of node.entries) if (key) add('objects', key, number);
      return;
    case 'class':
      for (const { name } of node.fields) add('classes', name, number);
      if (node.superclass) add('subclasses', '', number);
      return;
    case 'function':
      if (node.provides !== undefined) add('functions', providerOf(node.provides), number);
      for (const { type } of node.parameters) {
        for (const name of type?.names ?? []) add('functions', name, number);
        if (type?.metadata) add('functions', ANY, number);
      }
      return;
    case 'template':
      add('templates', '', number);
      return;
    case 'constant':
      if (node.pattern) add('patternLiterals', '', number);
      return;
    case 'module':
      add('modules', node.specifier, number);
  }
}
