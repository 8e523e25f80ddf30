import data from './claims.json' with { type: 'json' };

/** What somebody says, and when. */
export interface Said {
  says: string;
  /** Who, or where it stands. */
  by: string;
  /** `2026-04-12`, or the month. */
  date: string;
}

/** A figure that was published to sell the move. Nothing else in this tool rests on one. */
export interface Claim extends Said {
  about: 'price' | 'saving' | 'swe-bench' | 'latency' | 'context';
  /** The model, or what the figure is of. */
  subject: string;
  contradictedBy: readonly Said[];
}

export const CLAIMS = data.claims as readonly Claim[];
export const CLAIMS_AS_OF = data.asOf;
/** What is on record of the founding article, and what is not. */
export const CLAIMS_NOTE = data.note;
