import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../../data/demo/Random.ts';

export interface TestShop {
  folder: string;
  itemIds: string[];
  userIds: string[];
  /** Ids of the items that a user likes. */
  likedBy(userId: string): string[];
}

const themes = 6;
const itemsPerTheme = 40;
const people = 150;
const visits = 16;
const strays = 3;
const days = 30;
const day = 24 * 60 * 60 * 1000;

/**
 * Writes a shop of six themes with forty items each, and what its people did in thirty days: each likes one theme, and
 * looks at something else three times in sixteen.
 * @param end until when they came, in milliseconds since 1970
 */
export function writeShop(folder: string, end: number, seed: number): TestShop {
  const random = new Random(seed);
  const itemIds = Array.from({ length: themes * itemsPerTheme }, (_, index) => `item-${index + 1}`);
  const userIds = Array.from({ length: people }, (_, index) => `person-${index + 1}`);
  const likedBy = (userId: string): string[] => {
    const theme = userIds.indexOf(userId) % themes;
    return itemIds.filter((_, index) => index % themes === theme);
  };
  const items = itemIds.map((itemId, index) => ({ itemId, title: `Title ${index + 1}`, categories: ['goods'] }));
  const interactions = userIds.flatMap((userId) => {
    const chosen = [...random.sample(likedBy(userId), visits - strays), ...random.sample(itemIds, strays)];
    return random.sample(chosen, visits).map((itemId, visit) => ({
      userId,
      itemId,
      eventType: random.chance(1 / 3) ? 'PURCHASE' : 'LIKE',
      timestamp: new Date(end - ((visits - visit - random.next()) / visits) * days * day).toISOString(),
    }));
  });
  mkdirSync(folder, { recursive: true });
  const write = (name: string, rows: object[]): void =>
    writeFileSync(join(folder, name), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  write('items.jsonl', items);
  write('interactions.jsonl', interactions);
  return { folder, itemIds, userIds, likedBy };
}
