/** What a run is at. */
export type Step = 'list' | 'look' | 'read' | 'plan' | 'verify' | 'write';

/** Told how far a run is, often: `done` of `total` things of the step, where these are known. */
export type Progress = (step: Step, done?: number, total?: number) => void;
