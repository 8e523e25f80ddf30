// `npm run new:transform -- map-model`: a transform to start from, its fixture and its must-not-change twin.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const VERBS = 'add default drop flag map move remove rename replace set split use wrap'.split(' ');

const [name = '', ...rest] = process.argv.slice(2);
const problem = problemWith(name);
if (problem || rest.length > 0) {
  console.error(problem ?? 'Give one name.');
  process.exit(2);
}
for (const [path, text] of Object.entries(filesOf(name))) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text, { flag: 'wx' });
  console.log(`made ${path}`);
}
console.log(
  `Next: write what ${name} does, fill both fixtures, and add it to transforms/index.ts and src/reporters/rules.ts.`,
);

function problemWith(name) {
  if (!/^[a-z]+(-[a-z0-9]+)+$/.test(name)) return `"${name}" is no name: give a verb and a thing, such as map-model.`;
  const [verb] = name.split('-');
  if (!VERBS.includes(verb)) return `"${verb}" is no verb known here: start with one of ${VERBS.join(', ')}.`;
  if (name.endsWith('-not')) return '"-not" ends the names of the must-not-change twins.';
  const present = Object.keys(filesOf(name)).find((path) => existsSync(join(root, path)));
  return present && `${present} is there already.`;
}

function filesOf(name) {
  const client = (source) => `import OpenAI from '${source}';\n\nexport const client = new OpenAI();\n`;
  const fixture = `fixtures/javascript/${name}`;
  return {
    [`transforms/${name}.ts`]: transform(name),
    [`${fixture}/input/app.ts`]: client('openai'),
    [`${fixture}/expected/app.ts`]: client('openai'),
    [`${fixture}-not/input/app.ts`]: client('./not-openai'),
    [`${fixture}-not/expected/app.ts`]: client('./not-openai'),
  };
}

function transform(name) {
  const [verb, ...words] = name.split('-');
  const identifier = verb + words.map((word) => word[0].toUpperCase() + word.slice(1)).join('');
  return `import { modelOrigins } from '../src/plan/moved-uses.js';
import { replaceInside, rewrite, type Transform } from '../src/plan/transform.js';

/** TODO: what it rewrites, and why. */
export const ${identifier}: Transform = {
  id: '${name}',
  apply(unit, context) {
    return modelOrigins(unit).flatMap((origin) => {
      if (origin.kind !== 'string') return [];
      const { node } = origin;
      // TODO: the new text, and when there is none to give.
      const text = node.value;
      if (text === node.value) return [];
      const edit = replaceInside(context.writer(node.model), node, text);
      return [rewrite(this.id, unit, node.model, node, [edit], 'model-mapped', \`\${node.value} becomes \${text}\`)];
    });
  },
};
`;
}
