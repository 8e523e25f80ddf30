// The floor for `python-tree.mjs`: reads each Python file of a directory, parses it, walks its tree, replaces its literals.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';

await Parser.init();
const language = await Language.load(
  createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm'),
);
const parser = new Parser().setLanguage(language);
const [directory] = process.argv.slice(2);

function literalsOf(tree) {
  const found = [];
  const cursor = tree.walk();
  for (let isDone = false; !isDone; ) {
    if (cursor.nodeType === 'string_content') found.push({ start: cursor.startIndex, end: cursor.endIndex });
    if (cursor.gotoFirstChild()) continue;
    while (!cursor.gotoNextSibling())
      if (!cursor.gotoParent()) {
        isDone = true;
        break;
      }
  }
  cursor.delete();
  return found;
}

let edited = 0;
for (const path of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
  if (!path.endsWith('.py')) continue;
  const text = readFileSync(join(directory, path), 'utf8');
  const tree = parser.parse(text);
  let out = '';
  let from = 0;
  for (const { start, end } of literalsOf(tree)) {
    if (!/^gpt-/.test(text.slice(start, end))) continue;
    out += `${text.slice(from, start)}deepseek-chat`;
    from = end;
  }
  tree.delete();
  if (from > 0) edited += (out + text.slice(from)).length;
}
console.log(edited);
