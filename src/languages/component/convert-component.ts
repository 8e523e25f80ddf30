import { emptyModel } from '../../empty-model.js';
import type { Binding, ClassNode, FunctionNode, SourceModel } from '../../ir.js';
import type { Context } from '../javascript/convert.js';
import { convertFunction } from '../javascript/functions.js';
import { type AstNode, Scope } from '../javascript/scope.js';
import { convertStatements, layoutOf } from '../javascript/statements.js';
import { bindingOf } from '../packed/nodes.js';
import { Received } from '../packed/parts.js';
import { convertMarkup } from './convert-markup.js';
import { valueOfStore } from './names-of-components.js';
import { programWithin } from './parse-within.js';
import { kindOf, partsOf, type Script } from './parts.js';
import { DECLARED_PROPERTIES, readProperties } from './properties.js';
import { asSvelteRunsIt } from './svelte-script.js';
import { unreadText } from './unread-text.js';
import { componentOfOptions } from './vue-options.js';

/** A component of Vue, Svelte or Astro: its scripts as the programs that they are, and the code in its markup, which sees their names. */
export function parseComponent(path: string, text: string): SourceModel {
  const { kind, scripts, markup } = partsOf(path, text);
  const programs = scripts.map((script) => ({ script, program: programOf(path, text, script) }));
  const model = emptyModel(path, 'javascript', text, layout(programs, text));
  const properties = bindingOf(model, 'properties', 'parameter', { start: 0, end: 0 }, false);
  const module = new Scope(model);
  const instance = new Scope(model, module, true);
  const context = ({ dialect }: Script, scope: Scope): Context => {
    const c: Context = { model, isTypeScript: dialect !== 'jsx', scope, converted: 0, properties };
    if (kind === 'svelte') c.nameInComponent = valueOfStore(c);
    return c;
  };
  let isSetUp = kind !== 'vue';
  for (const { script, program } of inOrder(programs)) {
    if (script.from !== undefined) {
      model.exports.push({ name: 'default', specifier: script.from, imported: 'default' });
      continue;
    }
    readProperties(program);
    if (script.role === 'apart') run(context(script, new Scope(model)), program.body);
    else if (script.role === 'instance') {
      isSetUp = true;
      instance.declare(DECLARED_PROPERTIES, 'variable', { start: 0, end: 0 });
      run(context(script, instance), kind === 'svelte' ? asSvelteRunsIt(program.body) : program.body);
    } else {
      const { setup } = kind === 'vue' ? componentOfOptions(program) : {};
      const c = context(script, module);
      run(c, program.body);
      if (setup) {
        isSetUp = true;
        run({ ...c, scope: instance, self: componentIn(model) }, setup);
      }
    }
  }
  const main = scripts.find(({ role }) => role !== 'apart');
  const c = context(main ?? { role: 'instance', dialect: 'jsx', start: 0, end: 0 }, instance);
  const component = componentIn(model) ?? madeComponent(c, model);
  if (component) handProperties(properties, component);
  const self = component?.kind === 'class' ? component : undefined;
  if (!isSetUp) c.scope = new Scope(model);
  const read = convertMarkup(
    { ...c, self },
    { kind, text, tokens: markup, dialect: kind === 'astro' ? 'tsx' : (main?.dialect ?? 'jsx') },
  );
  if (kind !== 'astro') model.isOfPage = true;
  model.unread = unreadText(text, [...scripts, ...read]);
  return model;
}

interface Program {
  script: Script;
  program: AstNode;
}

function programOf(path: string, text: string, script: Script): AstNode {
  // https://docs.astro.build/en/guides/routing/#dynamic-redirects
  return programWithin(path, text, script, script.dialect, kindOf(path) === 'astro' && script.role === 'instance');
}

/** What runs once for the file has run before what runs for each use. */
function inOrder(programs: readonly Program[]): Program[] {
  const isFirst = ({ script }: Program) => script.role === 'module';
  return [...programs.filter(isFirst), ...programs.filter((one) => !isFirst(one))];
}

function run(c: Context, statements: readonly AstNode[]): void {
  c.scope.hoistBlock(statements);
  c.scope.hoistVars(statements as AstNode);
  convertStatements(c, statements);
}

function layout(programs: readonly Program[], text: string): SourceModel['layout'] {
  const parts = programs.map(({ script: { start, end, role }, program }) => {
    const own = layoutOf(program);
    const isEmpty = program.body.length === 0;
    const firstStatement = isEmpty ? end : Math.min(own.firstStatement, end);
    return { start, end, imports: own.imports, firstStatement, isSeen: role === 'module' };
  });
  return {
    imports: parts.flatMap(({ imports }) => imports),
    firstStatement: parts[0]?.firstStatement ?? text.length,
    isTyped: programs.some(({ script }) => script.dialect !== 'jsx'),
    programs: parts,
  };
}

/** The class that is the component: of its options, or one that is written so. */
function componentIn(model: SourceModel): ClassNode | undefined {
  const exported = model.exports.find(({ name }) => name === 'default');
  return exported && 'value' in exported && exported.value.kind === 'class' ? exported.value : undefined;
}

/** The component that a script is, where it exports none: a function of what it is handed. */
function madeComponent(c: Context, model: SourceModel): FunctionNode | undefined {
  if (model.exports.some(({ name }) => name === 'default')) return undefined;
  const span = { start: 0, end: 0 };
  const params = [{ type: 'Identifier', name: 'properties', ...span }];
  const body = { type: 'BlockStatement', body: [], ...span };
  const made = convertFunction(c, { type: 'ArrowFunctionExpression', params, body, ...span });
  made.use = { as: 'exported', name: 'default' };
  model.exports.push({ name: 'default', value: made });
  return made;
}

/** What scripts read of what the component is handed is what its first parameter has. */
function handProperties(properties: Binding, component: ClassNode | FunctionNode): void {
  const receiver = component.kind === 'class' ? component.constructor_ : component;
  const [parameter] = receiver?.parameters ?? [];
  if (!receiver || !parameter) return;
  const received = new Received(receiver, parameter, []);
  received.binding = properties;
  parameter.targets = [...parameter.targets, received];
  properties.definitions = [received];
}
