import type { ConfigModel, Span } from '../ir.js';
import type { SpelledName } from './spelled-names.js';

/** The names of secrets that a build mounts: in the Dockerfile, where one is a file or a variable, and in the command that gives them. */
export function mountedSecrets(
  config: ConfigModel,
  namesWithin: (span: Span) => readonly SpelledName[],
): readonly SpelledName[] {
  const { text, language } = config;
  if (language !== 'dockerfile') return givenIn(config).flatMap(namesWithin);
  const mounts = [...text.matchAll(/--mount=\S{0,200}?type=secret\S{0,300}/g)].map(spanOf).flatMap(namesWithin);
  const mounted = new Set(mounts.map(({ name }) => name));
  const files = [...text.matchAll(/\/run\/secrets\/\w{1,100}/g)].map(spanOf).flatMap(namesWithin);
  // Others give what is mounted while the container runs.
  return [
    ...mounts,
    ...files.filter(({ name, start }) => mounted.has(name) && !mounts.some((one) => one.start === start)),
  ];
}

/** `docker build --secret id=NAME` */
function givenIn({ commands }: ConfigModel): Span[] {
  return commands.flatMap(({ words }) => {
    const isBuild = /^(?:docker|podman|buildah)$/.test(words[0]?.value ?? '');
    return isBuild
      ? words.filter(({ value }, at) => words[at - 1]?.value === '--secret' || value.startsWith('--secret='))
      : [];
  });
}

function spanOf({ 0: { length }, index }: RegExpExecArray): Span {
  return { start: index, end: index + length };
}
