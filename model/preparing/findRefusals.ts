import { median } from '../../experiments/drift/learnThreshold.ts';
import type { Dataset } from '../data/Dataset.ts';
import { referenceWindows } from './driftWindows.ts';
import type { DriftWindow } from './driftWindows.ts';

/** What is looked at to tell data that should not be learned from. */
export interface Evidence {
  readonly dataset: Dataset;
  /** Newest first. */
  readonly windows: readonly DriftWindow[];
  /** Rows of the exports, and how many of them could not be read. */
  readonly rows: number;
  readonly rejectedRows: number;
  readonly items: number;
  /** Items at the run before; undefined where there was none. */
  readonly itemsBefore?: number;
  /** Interactions of the archive now and after the run before, undefined where there was none. */
  readonly interactions: number;
  readonly interactionsBefore?: number;
  /** Of people who were erased. */
  readonly hasErased: boolean;
}

/** Rows that cannot be read come one by one; in such a part something writes them wrongly. */
const mostRejectedShare = 0.05;
const leastRejected = 20;
/** A catalogue or an archive that loses half of itself between two runs has been emptied by mistake. */
const leastKept = 0.5;
const leastItemsBefore = 10;
/** Seasons double a day and holidays halve it; twenty times is a fault or an attack. */
const volumeFactor = 20;
const leastVolume = 1000;
/** A type with this share of the events before would come this often in the newest window. */
const leastTypeShare = 0.02;
const leastTypeExpected = 50;
/** What one person can do and what one item can draw in a day of a busy product. */
const mostUserShare = 0.25;
const mostItemShare = 0.5;

/** `CODE: sentence` for each reason not to learn from the data; empty when there is none. */
export function findRefusals(evidence: Evidence): string[] {
  return [unreadable, shrunkCatalogue, shrunkArchive, volume, eventTypesGone, oneUser, oneItem].flatMap(
    (find) => find(evidence) ?? [],
  );
}

type Finding = string | undefined;
const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;

function unreadable({ rows, rejectedRows }: Evidence): Finding {
  if (rejectedRows < leastRejected || rejectedRows <= mostRejectedShare * rows) return undefined;
  return `UNREADABLE_ROWS: ${rejectedRows} of ${rows} rows cannot be read (${percent(rejectedRows / rows)}; at most ${percent(mostRejectedShare)} may be). The report counts them by field: mend what writes them.`;
}

function shrunkCatalogue({ items, itemsBefore }: Evidence): Finding {
  if (itemsBefore === undefined || itemsBefore < leastItemsBefore || items >= leastKept * itemsBefore) return undefined;
  return `CATALOGUE_SHRANK: the catalogue has ${items} items, ${itemsBefore} at the run before. Put the items back; where they are meant to be gone, the next run goes on.`;
}

function shrunkArchive({ interactions, interactionsBefore, hasErased }: Evidence): Finding {
  if (interactionsBefore === undefined || hasErased || interactions >= leastKept * interactionsBefore) return undefined;
  return `ARCHIVE_SHRANK: the archive holds ${interactions} interactions, ${interactionsBefore} at the run before. Find out what removed its objects: what the table still holds comes back with its next export in full.`;
}

function volume({ windows: [newest, ...others] }: Evidence): Finding {
  const before = others.slice(0, referenceWindows);
  if (before.length < referenceWindows) return undefined;
  const usual = median(before.map(({ interactions }) => interactions));
  if (Math.max(usual, newest.interactions) < leastVolume) return undefined;
  if (newest.interactions > volumeFactor * Math.max(1, usual)) {
    return `VOLUME_ROSE: ${newest.interactions} interactions in the newest window, usually ${usual}. Look for a program that sends them.`;
  }
  if (newest.interactions * volumeFactor < usual) {
    return `VOLUME_FELL: ${newest.interactions} interactions in the newest window, usually ${usual}. Look for what no longer records them.`;
  }
  return undefined;
}

function eventTypesGone({ dataset: { eventTypeNames }, windows: [newest, ...others] }: Evidence): string[] {
  const before = others.slice(0, referenceWindows);
  if (before.length < referenceWindows) return [];
  const total = (window: DriftWindow): number => window.eventTypes.reduce((sum, count) => sum + count, 0);
  const all = before.reduce((sum, window) => sum + total(window), 0);
  return eventTypeNames.flatMap((name, type) => {
    const share = before.reduce((sum, window) => sum + window.eventTypes[type], 0) / Math.max(1, all);
    const expected = Math.round(share * total(newest));
    if (newest.eventTypes[type] > 0 || share < leastTypeShare || expected < leastTypeExpected) return [];
    return [
      `EVENT_TYPE_GONE: no ${name} in the newest window, where about ${expected} were to be expected. Look for what no longer records them.`,
    ];
  });
}

function oneUser({ windows: [newest] }: Evidence): Finding {
  if (newest === undefined || newest.interactions < leastVolume) return undefined;
  const share = newest.mostOfOneUser / newest.interactions;
  if (share <= mostUserShare) return undefined;
  return `ONE_USER_DOMINATES: ${percent(share)} of the interactions in the newest window are of one user. Look for a program that acts as them, and erase them.`;
}

function oneItem({ dataset: { itemIds }, windows: [newest] }: Evidence): Finding {
  if (newest === undefined || newest.interactions < leastVolume) return undefined;
  const most = newest.items.indexOf(Math.max(...newest.items));
  const share = newest.items[most] / newest.interactions;
  if (share <= mostItemShare) return undefined;
  return `ONE_ITEM_DOMINATES: ${percent(share)} of the interactions in the newest window are with the item ${JSON.stringify(itemIds[most])}. Look for what sends them.`;
}
