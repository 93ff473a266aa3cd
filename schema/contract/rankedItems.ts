import type { Reason, ReasonCode } from '../generated/types.ts';
import type { RankedItem } from './rows.ts';

/**
 * Ranked items as text, as stored lists keep them and `score-candidates` hands them on. What the items of a list say
 * again and again, the codes of their reasons and the evidence, stands once, in tables before the items; reasons name it
 * by its place there. That is a sixth of the same as objects, and JSON still: a resolver has nothing else to read it by.
 */

/** The code's place, the share, then places in the evidence: item ids first, attributes behind them. */
type PackedReason = [code: number, share: number, ...evidence: number[]];
type PackedItem = [itemId: string, score: number, ...reasons: PackedReason[]];
type PackedItems = [codes: ReasonCode[], itemIds: string[], attributes: string[], ...items: PackedItem[]];

const tables = 3;

interface Table {
  texts: string[];
  /** By `#<text>`, so that no text is the name of something that every object has. */
  places: Record<string, number>;
}

/** Every number and text comes back as it was. Items without `reasons` come back with none. */
export function packRankedItems(items: RankedItem[]): string {
  const reasons = items.flatMap((item) => item.reasons ?? []);
  const codes = tableOf(reasons.map(({ code }) => code));
  const itemIds = tableOf(reasons.flatMap(({ evidence }) => evidence.itemIds));
  const attributes = tableOf(reasons.flatMap(({ evidence }) => evidence.attributes));
  const packed = items.map((item) => [
    item.itemId,
    item.score,
    ...(item.reasons ?? []).map(({ code, share, evidence }) => [
      codes.places[`#${code}`],
      share,
      ...evidence.itemIds.map((itemId) => itemIds.places[`#${itemId}`]),
      ...evidence.attributes.map((attribute) => itemIds.texts.length + attributes.places[`#${attribute}`]),
    ]),
  ]);
  return JSON.stringify([codes.texts, itemIds.texts, attributes.texts, ...packed]);
}

/**
 * The items, best first. Reads the older form too, the JSON text of the items themselves.
 *
 * @param leftOut - ids that are not wanted
 * @param most - how many are wanted; left out, all
 */
export function unpackRankedItems(text: string, leftOut: string[] = [], most?: number): RankedItem[] {
  if (!isPacked(text)) {
    const items = (JSON.parse(text) as RankedItem[]).filter(({ itemId }) => !leftOut.includes(itemId));
    return items.slice(0, most ?? items.length);
  }
  const packed = JSON.parse(text) as PackedItems;
  const wanted = itemsOf(packed).filter((item) => !leftOut.includes(item[0]));
  const [codes, itemIds, attributes] = packed;
  const evidence = [...itemIds, ...attributes];
  return wanted.slice(0, most ?? wanted.length).map((item) => ({
    itemId: item[0],
    score: item[1],
    reasons: item.slice(2).map((reason) => unpackReason(reason as PackedReason, codes, evidence, itemIds.length)),
  }));
}

/** The ids and scores alone, best first. */
export function unpackScores(text: string): { itemId: string; score: number }[] {
  if (!isPacked(text)) return unpackRankedItems(text).map(({ itemId, score }) => ({ itemId, score }));
  return itemsOf(JSON.parse(text) as PackedItems).map((item) => ({ itemId: item[0], score: item[1] }));
}

/** The first `count` of packed items, packed. */
export function firstRankedItems(text: string, count: number): string {
  const packed = JSON.parse(text) as PackedItems;
  return packed.length - tables <= count ? text : JSON.stringify(packed.slice(0, tables + count));
}

/** Of the older form the first element is an object, or there is none. */
function isPacked(text: string): boolean {
  return text.startsWith('[[');
}

function itemsOf(packed: PackedItems): PackedItem[] {
  return packed.slice(tables) as PackedItem[];
}

function unpackReason(reason: PackedReason, codes: ReasonCode[], evidence: string[], attributesFrom: number): Reason {
  const places = reason.slice(2);
  return {
    code: codes[reason[0]],
    evidence: {
      itemIds: places.filter((place) => place < attributesFrom).map((place) => evidence[place]),
      attributes: places.filter((place) => place >= attributesFrom).map((place) => evidence[place]),
    },
    share: reason[1],
  };
}

function tableOf(texts: string[]): Table {
  const table: Table = { texts: [], places: {} };
  texts.forEach((text) => {
    if (table.places[`#${text}`] !== undefined) return;
    table.places[`#${text}`] = table.texts.length;
    table.texts.push(text);
  });
  return table;
}
