import { readersOf } from '../src/plan/model-readers.js';
import { rewrite, type Transform } from '../src/plan/transform.js';

/** A tokenizer does not know the new id: it goes on with the one that it was given so far. */
export const keepTokenizerModel: Transform = {
  id: 'keep-tokenizer-model',
  title: 'Give a tokenizer the id that it knows',
  apply(unit, context) {
    return readersOf(unit, context.linked, context.options).readers.flatMap(({ remedy }) => {
      if (remedy?.kind !== 'literal') return [];
      const { node, text } = remedy;
      const edit = { start: node.start, end: node.end, text: context.writer(node.model).string(node.model, text) };
      return [rewrite(this.id, unit, node.model, node, [edit], 'tokenizer-kept', text)];
    });
  },
};
