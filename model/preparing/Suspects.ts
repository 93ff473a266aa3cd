import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { suspectSortKey } from '../../schema/contract/anomalies.ts';
import { readJson } from '../jobs/files.ts';
import type { ArchivedInteraction } from './ArchivedInteraction.ts';
import type { Pseudonyms } from './Pseudonyms.ts';

/**
 * Whose interactions training leaves out, because a mark of the anomaly guard is not cleared: all of a user's, or those
 * with one item. The archive keeps them, so that they come back when it is. Under pseudonyms, from run to run.
 */
export class Suspects {
  readonly #users: Set<string>;
  /** JSON text of `[user, item]`. */
  readonly #ofItems: Set<string>;

  private constructor(users: Iterable<string>, ofItems: Iterable<string>) {
    this.#users = new Set(users);
    this.#ofItems = new Set(ofItems);
  }

  /** @param path as the run before wrote it; nobody where there is none */
  static async read(path: string): Promise<Suspects> {
    const { users, ofItems } = (await readJson(path)) ?? {};
    return new Suspects(textsOf(users), textsOf(ofItems));
  }

  /** Whether a row of the user data table says who is not believed. */
  static isRow({ sk }: Readonly<Record<string, unknown>>): boolean {
    return typeof sk === 'string' && (sk === suspectSortKey || sk.startsWith(`${suspectSortKey}#`));
  }

  /** Takes in such a row, newer than what is known. One of another form says nothing. */
  add({ userId, itemId, open }: Readonly<Record<string, unknown>>, pseudonyms: Pseudonyms): void {
    if (typeof userId !== 'string') return;
    const user = pseudonyms.of(userId);
    const isOpen = Array.isArray(open) && open.length > 0;
    const [set, name] =
      typeof itemId === 'string' ? [this.#ofItems, JSON.stringify([user, itemId])] : [this.#users, user];
    if (isOpen) set.add(name);
    else set.delete(name);
  }

  has({ userId, itemId }: Pick<ArchivedInteraction, 'userId' | 'itemId'>): boolean {
    return this.#users.has(userId) || this.#ofItems.has(JSON.stringify([userId, itemId]));
  }

  async write(path: string): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    const content = { users: [...this.#users].sort(), ofItems: [...this.#ofItems].sort() };
    await writeFile(path, `${JSON.stringify(content)}\n`);
  }
}

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
