import { Document, isMap, isScalar, visit, type YAMLMap } from 'yaml';
import { visibleLine } from '../visible.js';
import type { AskedPrompt, PromptfooConfig } from './promptfoo-config.js';

/** The configuration as a file, with what there is to say of each prompt above it. */
export function promptfooYaml(config: PromptfooConfig, prompts: readonly AskedPrompt[], keyVariable: string): string {
  const document = new Document(config, { aliasDuplicateObjects: false });
  document.commentBefore = [
    ' yaml-language-server: $schema=https://promptfoo.dev/config-schema.json',
    ' Made by "migrate-to-holysheep evaluate". Run it with: npx promptfoo@latest eval',
    ` The keys come from OPENAI_API_KEY and ${keyVariable}; none stands here.`,
  ].join('\n');
  // A block that holds nothing but line ends is not read alike everywhere. Those of prompts are JSON.
  visit(document, {
    Pair: (_, { key, value }) => {
      if (isScalar(value) && isScalar(key) && key.value === 'raw') value.type = 'BLOCK_LITERAL';
    },
    Scalar: (_, node) => {
      if (typeof node.value === 'string' && node.value.includes('\n') && node.type === undefined)
        node.type = 'QUOTE_DOUBLE';
    },
  });
  const items = document.getIn(['prompts']) as { items: unknown[] };
  for (const item of items.items) if (isMap(item)) item.commentBefore = commentOn(labelOf(item), prompts);
  return document.toString({ lineWidth: 0 });
}

function labelOf(item: YAMLMap): unknown {
  const label = item.get('label', true);
  return isScalar(label) ? label.value : undefined;
}

function commentOn(label: unknown, prompts: readonly AskedPrompt[]): string | undefined {
  const prompt = prompts.find(({ id }) => id === label);
  if (!prompt) return undefined;
  return [`Sent by ${prompt.calls.join(', ')}.`, ...prompt.notes].map((line) => ` ${visibleLine(line)}`).join('\n');
}
