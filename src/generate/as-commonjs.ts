/** The imports and exports of a template, as `require` and `module.exports`. */
export function asCommonJs(text: string): string {
  const names = [...text.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name);
  const body = text
    .replace(/^import (\{[^}]*\}) from ('[^']*');$/gm, 'const $1 = require($2);')
    .replace(/^import (\w+) from ('[^']*');$/gm, 'const { default: $1 } = require($2);')
    .replace(/^export (?=const|function)/gm, '');
  return `${body}\nmodule.exports = { ${names.join(', ')} };\n`;
}
