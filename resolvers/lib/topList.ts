import type { ListStash } from './recommendationList.ts';

/** What `trendingItems` adds for `readTopList`. */
export interface TopListStash extends ListStash {
  topListKey: { pk: string; sk: string };
}

/** A folded list as the counters table has it: docs/contracts.md. */
export interface StoredTopList {
  /** JSON text of `{ itemId, score }[]`. */
  items: string;
  foldedAt: string;
  /** Seconds since 1970; rows outlive it until DynamoDB gets round to deleting them. */
  expiresAt?: number | null;
}
