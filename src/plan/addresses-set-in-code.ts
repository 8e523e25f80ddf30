import type { Linked } from '../link/link.js';
import { settingUrls, urlsOf } from './assess.js';
import { isForItself, readsOfSettings } from './set-for-itself.js';
import type { PlanOptions, Unit, UnitReason } from './types.js';
import type { VariableUses } from './variable-uses.js';

/**
 * Why a client would ask the old service at an address that its program puts into the environment, where that is written elsewhere:
 * `os.Setenv("CHAT_URL", settings.BaseURL)`. What is written right there is the setting's own value, and changes with it.
 */
export function addressesSetInCode(
  linked: Linked,
  uses: VariableUses,
  options: PlanOptions,
): (unit: Unit) => UnitReason | undefined {
  const set = uses.settings
    .filter(isForItself)
    .filter(({ value }) => value.kind !== 'string')
    .map((one) => ({ ...one, nodes: originNodes(one.value) }))
    .filter(({ nodes }) => nodes.length > 0);
  const readBy = readsOfSettings(linked, uses, 'baseUrl', set);
  return (unit) => {
    const followed = new Set(settingUrls(unit.baseUrl, linked, options).map(({ node }) => node));
    const found = readBy(unit).find(({ nodes }) => nodes.some((node) => !followed.has(node)));
    return found && { code: 'base-url-unknown', detail: found.name, at: { model: found.model, span: found.value } };
  };

  function originNodes(value: (typeof uses.settings)[number]['value']) {
    const urls = urlsOf(linked.resolver.at(value, []), linked, options);
    return urls.flatMap(({ host, node }) => (host === 'origin' && node ? [node] : []));
  }
}
