/** The mark that a subscription leaves. */
export interface PresenceStash {
  /** Partition key of the user. */
  pk: string;
  placement: string;
  /** Whether the subscription asks for items and not only for their ids. */
  asksForItems: boolean;
  /** In seconds since 1970. */
  expiry: number;
  /** Whether the row has as many placements as it may, and not this one. */
  isFull?: boolean;
}
