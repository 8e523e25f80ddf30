import { renamed } from '../catalog/variables.js';
import type { ConfigModel } from '../ir.js';
import type { SecretToCreate } from '../report.js';
import type { Finding, PlanOptions } from './types.js';

/** Secrets that files refer to under a new name, and that somebody has to create where they are kept. */
export function secretsToCreate(
  configs: readonly ConfigModel[],
  findings: readonly Finding[],
  { profile }: PlanOptions,
): SecretToCreate[] {
  const edits = findings.flatMap((finding) => finding.edits ?? []);
  const found = new Map<string, SecretToCreate>();
  const add = (name: string, file: string, store?: string) => {
    const key = `${store ?? ''}\0${name}`;
    const known = found.get(key) ?? { name, ...(store !== undefined && { store }), files: [] };
    if (!known.files.includes(file)) known.files.push(file);
    found.set(key, known);
  };
  for (const { path, references } of configs) {
    const here = edits.filter((edit) => edit.path === path);
    if (here.length === 0) continue;
    for (const { to, nameSpan, store } of references) {
      const edit = to === 'secret' ? here.find(({ start }) => start === nameSpan.start) : undefined;
      if (edit) add(edit.text, path, store);
    }
    // A setting that is written once more, beside the old one, with what it refers to.
    for (const { start, end, edits: own = [] } of findings.filter((one) => one.path === path))
      for (const { to, nameSpan, name, store } of references) {
        const created = renamed(name, profile);
        const isInside = to === 'secret' && name !== created && start <= nameSpan.start && nameSpan.end <= end;
        const isWritten = (text: string) => text.split(/[^\w.-]+/).includes(created);
        if (isInside && store !== undefined && own.some((edit) => edit.start === edit.end && isWritten(edit.text)))
          add(created, path, store);
      }
    for (const { start, end, text } of here)
      if (start === end) for (const match of text.matchAll(/\bsecrets\.([A-Za-z_]\w*)/g)) add(match[1] ?? '', path);
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
