import { namesInDeployLinks } from '../src/catalog/deploy-links.js';
import type { SourceModel, Span } from '../src/ir.js';
import { isPlain } from '../src/languages/writer.js';
import { named } from '../src/names.js';
import { note } from '../src/plan/finding.js';
import { type NamesContext, type NamesTransform, rewrite } from '../src/plan/transform.js';

/**
 * Moves the names that a “Deploy” button asks for with the code that reads them: in documents, and in pages that code makes. There,
 * those of the repository's own follow like any text that names them (`rename-variable`).
 */
export const renameInDeployLink: NamesTransform = {
  id: 'rename-in-deploy-link',
  apply(context) {
    const { documents, linked, variables, readers, options } = context;
    const inDocuments = documents.flatMap((document) =>
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
    const inSource = [...linked.project.models.values()].flatMap((model) =>
      namesInLinksOf(model, context).flatMap(({ name, isOwn, ...span }) => {
        const variable = variables.find(name, model.path);
        if (!variable || variable.mode === 'stay' || (isOwn && variable.mode === 'rename')) return [];
        return [note(this.id, model.path, span, 'review', 'deploy-link', variable.to)];
      }),
    );
    return [...inDocuments, ...inSource];
  },
};

/** Names that links ask for which stand in the texts of a source. */
export function namesInLinksOf(
  model: SourceModel,
  { readers }: Pick<NamesContext, 'readers'>,
): (Span & { name: string; isOwn: boolean })[] {
  if (!model.text.includes('https://')) return [];
  return named(model, 'strings', (value) => value.startsWith('https://') && namesInDeployLinks(value).length > 0)
    .filter((text) => text.use !== undefined && isPlain(text))
    .flatMap(({ value, inner }) =>
      namesInDeployLinks(value).map(({ name, repository, start, end }) => ({
        name,
        start: inner.start + start,
        end: inner.start + end,
        isOwn: repository === undefined || readers.isOwn(repository),
      })),
    );
}
