import { PROFILES, type Profile } from './catalog/profile.js';
import { type Route, type Service, serviceOf, staysThere } from './catalog/service.js';
import { DEFAULT_TARGET } from './catalog/target.js';
import { isProse } from './discover/file-kinds.js';
import type { Repository } from './discover/repository.js';
import { Failure } from './errors.js';

/**
 * Whose clients move where nobody says so. Who goes where the tool goes by default comes from OpenAI. Who goes elsewhere comes from
 * a service that the tool may have moved the repository to, if the files name its host, else from OpenAI too.
 * @throws Failure where they name several.
 */
export function originOf(to: Profile, repository: Repository, candidates: readonly string[]): Service {
  const standard = Object.values(PROFILES).find((one) => one.isDefaultOfSdks)?.id ?? '';
  if (to.id === DEFAULT_TARGET) return serviceOf(standard);
  const texts = candidates.filter((path) => !isProse(path)).map((path) => repository.read(path) ?? '');
  const named = Object.keys(PROFILES)
    .filter((id) => id !== to.id && id !== standard)
    .map(serviceOf)
    .filter((service) => texts.some((text) => service.hostsIn(text).length > 0));
  const [first, second] = named;
  if (first && second)
    throw new Failure(
      'usage',
      `The files name ${first.profile.title} and ${second.profile.title}: say with --from which of them moves.`,
    );
  return first ?? serviceOf(to.id === standard ? DEFAULT_TARGET : standard);
}

/**
 * Where a service stays, only models change; what another of OpenAI's own takes (a limit by another name, no temperature) is known
 * of no model of theirs, and an SDK that is given no address asks OpenAI without a word.
 * @throws Failure
 */
export function assertKnownMove(route: Route): void {
  if (!staysThere(route) || !route.profile.isDefaultOfSdks) return;
  const { title } = route.profile;
  throw new Failure(
    'usage',
    `From ${title} to ${title} nothing is moved: what its other models take is not known here, so choose them by hand.`,
  );
}

/**
 * A name of the old service's cannot be the new key's: where something stays, it would hold both keys, and what has moved would look as if
 * it sent the old one.
 * @throws Failure
 */
export function assertOwnKeyName(route: Route): void {
  const { from, profile } = route;
  const name = profile.variables.apiKey;
  if (staysThere(route) || !from.names(name)) return;
  throw new Failure(
    'usage',
    `${name} is a name of ${from.profile.title}'s, which may still hold its key: give the new key another one, or keep all names with --env keep.`,
  );
}
