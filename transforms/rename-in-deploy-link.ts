import { namesInDeployLinks } from '../src/catalog/deploy-links.js';
import { note } from '../src/plan/finding.js';
import { type NamesTransform, rewrite } from '../src/plan/transform.js';

/** Moves the names that a document's “Deploy” button asks for with the code that reads them. */
export const renameInDeployLink: NamesTransform = {
  id: 'rename-in-deploy-link',
  apply({ documents, variables, readers, options }) {
    return documents.flatMap((document) =>
      namesInDeployLinks(document.text).flatMap(({ name, repository, start, end }) => {
        const variable = variables.find(name, document.path);
        if (!variable || variable.mode === 'stay') return [];
        const span = { start, end };
        // What another repository reads is its own affair.
        const isOwn = repository === undefined || readers.isOwn(repository);
        if (variable.mode === 'add' || !options.docs || !isOwn)
          return [note(this.id, document.path, span, 'review', 'deploy-link', variable.to)];
        const edit = { ...span, text: variable.to };
        return [rewrite(this.id, undefined, document, span, [edit], 'name-renamed', variable.to)];
      }),
    );
  },
};
