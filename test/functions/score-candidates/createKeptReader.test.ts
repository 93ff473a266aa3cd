import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createKeptReader } from '../../../functions/score-candidates/createKeptReader.ts';
import type { LiveRow } from '../../../schema/contract/models.ts';

const row = (revision: number): LiveRow => ({ revision }) as LiveRow;

function start(read: () => Promise<LiveRow | undefined>) {
  let now = 0;
  let reads = 0;
  const table = { read };
  const troubles: string[] = [];
  const live = createKeptReader({
    read: () => {
      reads += 1;
      return table.read();
    },
    freshMilliseconds: 5_000,
    clock: () => now,
    onTrouble: (what) => troubles.push(what),
    name: 'Which versions are live',
  });
  return { live, table, troubles, reads: () => reads, wait: (milliseconds: number) => (now += milliseconds) };
}

describe('the reader of what is live', () => {
  it('reads once in five seconds, whoever asks at once, and that there is nothing too', async () => {
    const { live, table, reads, wait } = start(async () => undefined);
    expect(await Promise.all([live(), live(), live()])).toEqual([undefined, undefined, undefined]);
    table.read = async () => row(1);
    wait(4_999);
    expect(await live()).toBeUndefined();
    expect(reads()).toBe(1);
    wait(1);
    expect(await live()).toEqual(row(1));
    expect(reads()).toBe(2);
  });

  it('keeps what it knows while the table fails, and says so once in five seconds', async () => {
    const { live, table, troubles, reads, wait } = start(async () => row(1));
    await live();
    table.read = async () => {
      throw new Error('no table');
    };
    wait(60_000);
    for (let request = 0; request < 5; request += 1) expect(await live()).toEqual(row(1));
    expect(troubles).toHaveLength(1);
    expect(reads()).toBe(2);
  });

  it('waits for a slow table when what it knows is old, as in an instance that was frozen', async () => {
    const { live, table, wait, troubles } = start(async () => row(1));
    await live();
    table.read = () => setTimeout(300, row(2));
    wait(6_000);
    expect(await Promise.all([live(), live()])).toEqual([row(2), row(2)]);
    expect(troubles).toEqual([]);
  });

  it('does not wait for a slow table when what it knows was fresh a moment ago', async () => {
    const { live, table, wait } = start(async () => row(1));
    await live();
    let answer = (_: LiveRow): void => undefined;
    table.read = () => new Promise((resolve) => (answer = resolve));
    wait(5_999);
    expect(await live()).toEqual(row(1));
    answer(row(2));
    await setTimeout(0);
    expect(await live()).toEqual(row(2));
  });

  it('reads again when a read that was under way is of long ago, and does not take its answer for new', async () => {
    const { live, table, wait, reads } = start(async () => row(1));
    await live();
    let answer = (_: LiveRow): void => undefined;
    table.read = () => new Promise((resolve) => (answer = resolve));
    wait(5_000);
    await live();
    wait(3_600_000);
    table.read = async () => row(3);
    expect(await live()).toEqual(row(3));
    answer(row(2));
    await setTimeout(0);
    expect(await live()).toEqual(row(3));
    expect(reads()).toBe(3);
  });

  it('goes on with what it knows when a table hangs, says so once, and has nobody wait as long again', async () => {
    const { live, table, wait, troubles, reads } = start(async () => row(1));
    await live();
    table.read = () => new Promise(() => undefined);
    wait(60_000);
    expect(await live()).toEqual(row(1));
    expect(troubles).toEqual(['Which versions are live is read slowly; what was read last goes on']);
    const first = await Promise.race([live(), setTimeout(600, 'waited long')]);
    expect(first).toEqual(row(1));
    expect(troubles).toHaveLength(1);
    expect(reads()).toBe(2);
  });

  it('throws while it never could read, and recovers', async () => {
    const { live, table } = start(async () => {
      throw new Error('no table');
    });
    await expect(live()).rejects.toThrow('no table');
    table.read = async () => row(2);
    expect(await live()).toEqual(row(2));
  });
});
