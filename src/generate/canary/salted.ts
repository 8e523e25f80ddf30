import type { Repository } from '../../discover/repository.js';
import { formOf } from '../module-form.js';
import { isOwn, ownFile } from '../own-file.js';
import { inStyle, styleOf } from '../style.js';
import { type CanaryPlan, NOTHING } from './canary-plan.js';
import { type CanaryOptions, moduleText } from './module-text.js';

/** Modules that are there and that no new call asks for, with the salt that was asked for. */
export function salted(repository: Repository, options: CanaryOptions, planned: ReadonlySet<string>): CanaryPlan[] {
  if (options.salt === undefined) return [];
  const name = new RegExp(`(?:^|/)${options.profile.id}[-_]canary\\.(?:[cm]?js|m?ts|py)$`);
  return repository.listing.files
    .filter((path) => name.test(path) && !planned.has(path) && isOwn(repository.read(path) ?? '', 'canary'))
    .flatMap((path) => {
      const old = repository.read(path) ?? '';
      const form = formOf({ path, text: old });
      const language = form === 'python' ? 'python' : 'javascript';
      const text = inStyle(moduleText(form, options), styleOf([old], language), language);
      const change = ownFile(repository.root, path, text, 'canary');
      if (!change) return [];
      const edits = [{ start: 0, end: old.length, text }];
      return [{ ...NOTHING, modules: [{ path, form, text }], changes: [{ ...change, edits }] }];
    });
}
