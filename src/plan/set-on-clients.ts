import { functionAround } from '../function-around.js';
import type { Assignment, CallNode } from '../ir.js';
import type { Linked } from '../link/link.js';
import { isWithin } from '../spans.js';
import { lineStart } from '../text-position.js';
import { settingsSet } from './settings-files.js';
import type { Setting, Unit } from './types.js';

/** What a client is told of whom it asks, beside its model. */
export function optionsOf({ baseUrl, apiKey, organization }: Unit): readonly Setting[] {
  return [baseUrl, apiKey, ...organization];
}

/** `client.baseURL = …` after it is made. */
export function collectAssigned(linked: Linked, unit: Unit): void {
  for (const reach of unit.others)
    if (reach.kind === 'set')
      for (const setting of optionsOf(unit))
        if (setting.place.split('.').at(-1) === reach.path.join('.')) {
          setting.origins.push(...linked.resolver.at(reach.assignment.value, []));
          if (mayNotHappen(unit, reach.assignment)) setting.isConditional = true;
          else if (setting.place.startsWith('.')) setting.isMissing = false;
        }
}

/** `factory()->withBaseUri($url)`, `$client->setBaseURL($url)`: a setting that a method is given. */
export function collectSet({ resolver }: Linked, unit: Unit, call: CallNode, path: readonly string[]): boolean {
  const place = `.${path.join('.')}()`;
  const [given] = call.arguments;
  const settings = optionsOf(unit).filter((setting) => setting.place === place);
  for (const setting of given ? settings : []) {
    setting.origins.push(...resolver.at(given?.value ?? call, []));
    setting.value ??= given?.value;
    if (isSurelyMade(unit, call)) setting.isMissing = false;
    else setting.isConditional = true;
  }
  return settings.length > 0;
}

/** Whether a method of what a call gives is called in any case: in the same expression, or in a statement beside that. */
function isSurelyMade({ call: made }: Unit, call: CallNode): boolean {
  if (!made || made.model !== call.model) return false;
  if (isWithin(made, call)) return true;
  const { text } = call.model;
  return (
    functionAround(made.model, made) === functionAround(call.model, call) &&
    lineIndent(text, made.start) === lineIndent(text, call.start)
  );
}

/** What a statement inside of a branch has more of than one beside that. */
function lineIndent(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, at)))?.[0] ?? '';
}

/** Whether the client may be made without the assignment. What stands in the same branch happens with it. */
export function mayNotHappen({ model, span }: Unit, { target, isConditional, branch }: Assignment): boolean {
  return isConditional && !(branch && target.model === model && isWithin(span, branch));
}

/** Settings that the program gives while it runs, beside what the file has. */
export function collectSettings(linked: Linked, unit: Unit, { model }: CallNode, file: string): void {
  for (const { name, value } of settingsSet(linked, model.language, file))
    for (const setting of optionsOf(unit))
      if (setting.place === `0.${name}`) {
        setting.origins.push(...linked.resolver.at(value, []));
        setting.isConditional = true;
      }
}
