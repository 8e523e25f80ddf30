/** A version as PEP 440 orders it. A local part (`+cu118`) is left out: it decides nothing here. */
export interface PythonVersion {
  epoch: number;
  release: readonly number[];
  /** Development release −1, alpha 0, beta 1, candidate 2, final 3. */
  stage: number;
  stageNumber: number;
  /** −1 where there is none. */
  post: number;
  /** Infinity where there is none: a development release comes before what it leads to. */
  dev: number;
}

const VERSION =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(alpha|beta|preview|pre|rc|a|b|c)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(post|rev|r)[-_.]?(\d*))?(?:[-_.]?(dev)[-_.]?(\d*))?(?:\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?$/i;
const FINAL = 3;
const DEVELOPMENT = -1;

export function parseVersion(text: string): PythonVersion | undefined {
  const match = VERSION.exec(text.trim());
  if (!match) return undefined;
  const [, epoch, release, stageName, stageNumber, implicitPost, post, postNumber, dev, devNumber] = match;
  const hasPost = implicitPost !== undefined || post !== undefined;
  const noStage = dev !== undefined && !hasPost ? DEVELOPMENT : FINAL;
  return {
    epoch: Number(epoch ?? 0),
    release: (release ?? '').split('.').map(Number),
    stage: stageName === undefined ? noStage : stageOf(stageName.toLowerCase()),
    stageNumber: Number(stageNumber ?? 0),
    post: hasPost ? Number(implicitPost ?? postNumber ?? 0) : -1,
    dev: dev === undefined ? Number.POSITIVE_INFINITY : Number(devNumber ?? 0),
  };
}

function stageOf(name: string): number {
  if (name.startsWith('a')) return 0;
  return name.startsWith('b') ? 1 : 2;
}

export function compareVersions(a: PythonVersion, b: PythonVersion): number {
  const releases = Math.max(a.release.length, b.release.length);
  let order = a.epoch - b.epoch;
  for (let index = 0; index < releases && order === 0; index++)
    order = (a.release[index] ?? 0) - (b.release[index] ?? 0);
  // Infinity − Infinity is not a number.
  for (const part of ['stage', 'stageNumber', 'post', 'dev'] as const)
    if (order === 0 && a[part] !== b[part]) order = a[part] - b[part];
  return order;
}

export function isPreRelease(version: PythonVersion): boolean {
  return version.stage !== FINAL || version.dev !== Number.POSITIVE_INFINITY;
}

/** What comes before everything of a release, its development releases too. */
export function floorOf(epoch: number, release: readonly number[]): PythonVersion {
  return { epoch, release, stage: DEVELOPMENT, stageNumber: 0, post: -1, dev: -1 };
}

/** `1.2.3` up to its second number → the floor of `1.3`. */
export function floorAfter({ epoch, release }: PythonVersion, length: number): PythonVersion {
  const kept = Array.from({ length: Math.max(length, 1) }, (_, index) => release[index] ?? 0);
  kept.push((kept.pop() ?? 0) + 1);
  return floorOf(epoch, kept);
}

/** What comes after the version's own post-releases. */
export function afterPosts(version: PythonVersion): PythonVersion {
  const hasPosts = version.post === -1 && version.dev === Number.POSITIVE_INFINITY;
  return hasPosts ? { ...version, post: Number.POSITIVE_INFINITY } : version;
}
