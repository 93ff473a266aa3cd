import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { createRandom } from '../../model/statistics/createRandom.ts';
import type { Random } from '../../model/statistics/createRandom.ts';

export interface ShopSize {
  readonly users: number;
  readonly items: number;
  readonly interactions: number;
  readonly seed: number;
}

export interface ShopEvent {
  readonly user: number;
  readonly item: number;
  readonly timestamp: number;
}

const tastes = 200;
const tastesPerUser = 3;
const start = Date.UTC(2026, 0, 1);
const year = 365 * 86_400_000;
/** How long somebody comes, before or after the year of the archive too: it ends while people are still coming. */
const stay = year / 2;
/** How much of a stay is in that year on average. */
const meanStay = (stay * year) / (year + stay);

/** The taste that an item belongs to. */
export const tasteOf = (item: number): number => item % tastes;

/**
 * Events of an invented shop, users in order: every user has three tastes and mostly stays in them, within a taste few
 * items take most events (a power law), and half of all steps go to an item close to the last one, so that order means
 * something. Nobody's data; it has the size of a real shop, not its secrets.
 */
export function* generateEvents({ users, items, interactions, seed }: ShopSize): Generator<ShopEvent> {
  const random = createRandom(seed);
  const perTaste = Math.max(1, Math.floor(items / tastes));
  let left = interactions;
  for (let user = 0; user < users && left > 0; user += 1) {
    const arrival = start - stay + random() * (year + stay);
    const last = Math.min(start + year, arrival + stay);
    let time = Math.max(start, arrival);
    const further = (left / (users - user) - 1) * ((last - time) / meanStay);
    const count = user === users - 1 ? left : Math.min(left, 1 + Math.floor(-Math.log(1 - random()) * further + 0.5));
    const mine = Array.from({ length: tastesPerUser }, () => Math.floor(random() * tastes));
    let place = Math.floor(random() ** 3 * perTaste);
    for (let event = 0; event < count; event += 1) {
      const taste = random() < 0.9 ? mine[Math.floor(random() * mine.length)] : Math.floor(random() * tastes);
      place = random() < 0.5 ? (place + 1 + Math.floor(random() * 3)) % perTaste : Math.floor(random() ** 3 * perTaste);
      // The earliest of what is left of `count` even draws.
      time += (last - time) * (1 - (1 - random()) ** (1 / (count - event)));
      yield { user, item: Math.min(items - 1, place * tastes + taste), timestamp: Math.floor(time) };
    }
    left -= count;
  }
}

export interface ShopInteraction {
  userId: string;
  itemId: string;
  eventType: string;
  /** Milliseconds since the Unix epoch. */
  timestamp: number;
}

export interface ShopItem {
  itemId: string;
  title: string;
  categories: string[];
  tags: string[];
  brand: string;
  price: number;
  createdAt: string;
}

/** The records of the shop. The items are drawn after the interactions: take them in this order. */
export function shopRecords(size: ShopSize): {
  interactions(): Generator<ShopInteraction>;
  items(): Generator<ShopItem>;
} {
  const types = ['VIEW', 'VIEW', 'VIEW', 'CLICK', 'ADD_TO_CART', 'PURCHASE'];
  const random = createRandom(size.seed + 1);
  return {
    *interactions() {
      for (const { user, item, timestamp } of generateEvents(size)) {
        const eventType = types[Math.floor(random() * types.length)];
        yield { userId: `user${user}`, itemId: `item${item}`, eventType, timestamp };
      }
    },
    *items() {
      for (let item = 0; item < size.items; item += 1) yield itemRecord(item, random);
    },
  };
}

/** Writes the shop as training input: `input/data/interactions` and `input/data/items` under `root`. */
export async function writeShop(root: string, size: ShopSize): Promise<void> {
  const shop = shopRecords(size);
  await writeLines(join(root, 'input/data/interactions'), 'interactions.jsonl', shop.interactions());
  await writeLines(join(root, 'input/data/items'), 'items.jsonl', shop.items());
}

function itemRecord(item: number, random: Random): ShopItem {
  const taste = tasteOf(item);
  return {
    itemId: `item${item}`,
    title: `Item ${item}`,
    categories: [`category${taste % 40}`],
    tags: [`taste${taste}`, `tag${Math.floor(random() * 500)}`],
    brand: `brand${Math.floor(random() * 300)}`,
    price: Math.round(random() * 10_000) / 100,
    createdAt: new Date(start + random() * year).toISOString(),
  };
}

async function writeLines(folder: string, name: string, records: Iterable<object>): Promise<void> {
  await mkdir(folder, { recursive: true });
  const stream = createWriteStream(join(folder, name));
  let block = '';
  for (const record of records) {
    block += `${JSON.stringify(record)}\n`;
    if (block.length > 1 << 20) {
      if (!stream.write(block)) await once(stream, 'drain');
      block = '';
    }
  }
  stream.end(block);
  await once(stream, 'finish');
}
