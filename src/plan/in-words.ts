import type { Route } from '../catalog/service.js';
import { detailOf, REASONS, sentence } from './reasons.js';
import type { Finding } from './types.js';

/**
 * The sentences are written for a move from OpenAI to a gateway. For another one they name who it is about; what is filled in
 * stays as it is.
 */
export function inWords(finding: Finding, { from, profile }: Route): Finding {
  if (from.profile.isDefaultOfSdks) return finding;
  const detail = detailOf(finding.reason, finding.message);
  if (detail === undefined && finding.message !== sentence(finding.reason)) return finding;
  const message = REASONS[finding.reason]
    .replace(/(Azure )?OpenAI/g, (name, azure) => (azure ? name : from.profile.title))
    .replace(/[Tt]he gateway/g, profile.title)
    .replace('{}', () => detail ?? '');
  return { ...finding, message };
}
