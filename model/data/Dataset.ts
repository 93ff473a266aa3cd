import type { CatalogueItem } from '../contract/index.ts';
import type { EventRules } from '../contract/eventRules.ts';

/**
 * Interactions and items in the form that training reads: columns of typed arrays, sorted by user, then by time (ties
 * keep the order of the file). Users and items are dense indices into `userIds` and `itemIds`. Items of the catalogue
 * that nobody touched are items too, so that they can be recommended by their content.
 */
export interface Dataset {
  readonly userIds: readonly string[];
  readonly itemIds: readonly string[];
  /** Names of the event types; `eventTypes` in the columns below index into it. */
  readonly eventTypeNames: readonly string[];
  /** Attributes by item index; undefined where the catalogue has no such item. */
  readonly items: readonly (CatalogueItem | undefined)[];
  /** users + 1 offsets: user u owns interactions userOffsets[u] to userOffsets[u + 1]. */
  readonly userOffsets: Uint32Array;
  /** Per interaction: item index. */
  readonly itemIndices: Uint32Array;
  /** Per interaction: index into eventTypeNames. */
  readonly eventTypes: Uint8Array;
  /** Per interaction: the event's value, NaN where it has none. */
  readonly values: Float32Array;
  /** Per interaction: milliseconds since the Unix epoch, or the line number where the data carries no time. */
  readonly timestamps: Float64Array;
  /**
   * Per interaction: how strongly it speaks for the item. Above 0 it is a positive, 0 is no evidence (an impression),
   * below 0 it speaks against the item (a dislike, a rating far below the user's mean).
   */
  readonly weights: Float32Array;
  /** By which `weights` were worked out; serving reads histories by the same. */
  readonly rules: EventRules;
  /** Per interaction: index into `deviceNames` of the device, -1 where unknown. */
  readonly devices: Int16Array;
  /** Names of the devices. */
  readonly deviceNames: readonly string[];
  /** False where the data carries no time: then order is known and durations are not. */
  readonly hasTimestamps: boolean;
}

/** The items of a dataset without what anybody did with them. */
export type Catalogue = Pick<Dataset, 'itemIds' | 'items'>;
