import type { SourceModel, TemplateNode } from '../ir.js';
import type { Writer } from '../languages/writer.js';
import type { Project } from '../link/project.js';
import { named } from '../names.js';
import type { Edit, Finding } from './types.js';

/** What is written inside a text that interpolates does not end that text: it takes other quotes, where the language asks for them. */
export function quotedInTemplates(
  rewrites: readonly Finding[],
  project: Project,
  writer: (model: SourceModel) => Writer,
): Finding[] {
  const known = new Map<SourceModel, TemplateNode[]>();
  const templatesOf = (model: SourceModel) => {
    const found = known.get(model) ?? named(model, 'templates', () => true).filter(({ concatenated }) => !concatenated);
    known.set(model, found);
    return found;
  };
  const quoted = (edit: Edit): Edit => {
    const model = /["'`]/.test(edit.text) ? project.models.get(edit.path) : undefined;
    const write = model && writer(model).insideTemplate;
    if (!model || !write) return edit;
    const around = templatesOf(model).filter(({ start, end }) => start < edit.start && edit.end < end);
    return { ...edit, text: around.reduce((text, template) => write(template, edit.start, text), edit.text) };
  };
  return rewrites.map((finding) => (finding.edits ? { ...finding, edits: finding.edits.map(quoted) } : finding));
}
