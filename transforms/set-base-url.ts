import { settingUrls } from '../src/plan/assess.js';
import { replaceValue, rewrite, type Transform } from '../src/plan/transform.js';
import { rawOf, withTargetHost } from '../src/plan/urls.js';

/** Gives every written OpenAI address that reaches the unit the gateway's host, in the same form. */
export const setBaseUrl: Transform = {
  id: 'set-base-url',
  apply(unit, context) {
    const { linked, options } = context;
    const { value } = unit.baseUrl;
    if (unit.apart && value)
      return [
        rewrite(
          this.id,
          unit,
          value.model,
          value,
          [replaceValue(value, context.baseUrlSource(unit))],
          'moved',
          options.profile.baseUrl,
        ),
      ];
    return settingUrls(unit.baseUrl, linked, options).flatMap(({ host, node }) => {
      if (host !== 'origin' || !node) return [];
      const moved = withTargetHost(rawOf(node), options);
      if (moved === undefined || moved === rawOf(node)) return [];
      const { pathChange } = unit;
      const text = pathChange?.node === node ? moved.replace(pathChange.from, pathChange.to) : moved;
      return [rewrite(this.id, unit, node.model, node, [{ ...node.inner, text }], 'moved', options.profile.baseUrl)];
    });
  },
};
