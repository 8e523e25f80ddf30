import { isBuiltin } from 'node:module';
import { parseSync, Visitor } from 'oxc-parser';

/**
 * A file of a bundle, as CommonJS. Node 20 loads it in three quarters of the time that an ES module takes, which no run can do without: its
 * loader is written in JavaScript, and V8 compiles each module whole. esbuild's own CommonJS looks up what another file
 * exports each time that it is used; here it is a constant.
 * @param code an ES module as esbuild writes it, which imports files of the bundle and what Node has
 * @throws where that would not do the same: an export that changes, an import of an ES module
 */
export function asCommonJs(path, code) {
  const { program, module, errors } = parseSync(path, code);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0].message}`);
  const imports = program.body.filter(({ type }) => type === 'ImportDeclaration');
  const exports = program.body.filter(({ type }) => type.startsWith('Export'));
  refuseChanging(path, program, exports);
  const edits = [
    ...[...imports, ...exports].map(({ start, end }) => ({ start, end, text: '' })),
    ...module.importMetas.map(({ start, end }) => ({ start, end, text: 'importMeta' })),
    ...module.dynamicImports.flatMap(({ start, end, moduleRequest }) => {
      const specifier = code.slice(moduleRequest.start, moduleRequest.end);
      const isLoaded = /^["']/.test(specifier) && isRequired(specifier.slice(1, -1));
      return isLoaded ? [{ start, end, text: `Promise.resolve().then(() => requireLater(${specifier}))` }] : [];
    }),
  ].sort((a, b) => b.start - a.start);
  const body = edits.reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), code);
  return [
    '"use strict";',
    ...imports.map((one) => required(path, one)),
    // Packages give a `require` of their own to what stands around an import.
    ...(module.dynamicImports.length > 0 ? ['const requireLater = require;'] : []),
    ...(module.importMetas.length > 0
      ? ['const importMeta = { url: require("node:url").pathToFileURL(__filename).href };']
      : []),
    body,
    `module.exports = { ${exports.flatMap((one) => exported(path, code, one)).join(', ')} };`,
    '',
  ].join('\n');
}

/** What Node's loader of ES modules is not needed for. */
function isRequired(specifier) {
  return specifier.startsWith('.') || isBuiltin(specifier);
}

function required(path, { source, specifiers }) {
  const isOwn = source.value.startsWith('.');
  if (!isRequired(source.value)) throw new Error(`${path}: ${source.value} is to be bundled, or import()ed`);
  const file = `require(${source.raw})`;
  const names = specifiers.flatMap(({ type, imported, local }) => {
    if (type === 'ImportNamespaceSpecifier') return [];
    if (type === 'ImportDefaultSpecifier') return isOwn ? [`default: ${local.name}`] : [];
    return [imported.name === local.name ? local.name : `${imported.name}: ${local.name}`];
  });
  const whole = specifiers.filter(
    ({ type }) => type === 'ImportNamespaceSpecifier' || (type === 'ImportDefaultSpecifier' && !isOwn),
  );
  const lines = whole.map(({ local }) => `const ${local.name} = ${file};`);
  if (names.length > 0) lines.push(`const { ${names.join(', ')} } = ${file};`);
  return lines.length > 0 ? lines.join('\n') : `${file};`;
}

function exported(path, code, { type, specifiers = [], source, declaration }) {
  if (type === 'ExportDefaultDeclaration') return [`default: ${code.slice(declaration.start, declaration.end)}`];
  if (type !== 'ExportNamedDeclaration' || source || declaration) throw new Error(`${path}: ${type} is not known`);
  return specifiers.map(({ exported: name, local }) => `${name.name}: ${local.name}`);
}

/** What imports it would keep the value that it had when its file was loaded. */
function refuseChanging(path, program, exports) {
  const names = new Set(exports.flatMap(({ specifiers = [] }) => specifiers.map(({ local }) => local.name)));
  let functions = 0;
  const enter = () => functions++;
  const leave = () => functions--;
  const refuse = (target) => {
    if (functions > 0 && target.type === 'Identifier' && names.has(target.name))
      throw new Error(`${path}: ${target.name} is exported, and changes`);
  };
  new Visitor({
    FunctionDeclaration: enter,
    'FunctionDeclaration:exit': leave,
    FunctionExpression: enter,
    'FunctionExpression:exit': leave,
    ArrowFunctionExpression: enter,
    'ArrowFunctionExpression:exit': leave,
    AssignmentExpression: ({ left }) => refuse(left),
    UpdateExpression: ({ argument }) => refuse(argument),
  }).visit(program);
}
