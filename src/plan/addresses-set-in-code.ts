import type { Linked } from '../link/link.js';
import { settingUrls, urlsOf } from './assess.js';
import { setFromElsewhere } from './set-for-itself.js';
import type { PlanOptions, Unit, UnitReason } from './types.js';
import type { VariableUses } from './variable-uses.js';

/** Why a client would ask the old service at an address that its program sets: `os.Setenv("CHAT_URL", settings.BaseURL)`. */
export function addressesSetInCode(
  linked: Linked,
  uses: VariableUses,
  options: PlanOptions,
): (unit: Unit) => UnitReason | undefined {
  return setFromElsewhere(linked, uses, {
    role: 'baseUrl',
    code: 'base-url-unknown',
    oldIn: (value) =>
      urlsOf(linked.resolver.at(value, []), linked, options).flatMap(({ host, node }) =>
        host === 'origin' && node ? [node] : [],
      ),
    followedBy: ({ baseUrl }) => settingUrls(baseUrl, linked, options).map(({ node }) => node),
  });
}
