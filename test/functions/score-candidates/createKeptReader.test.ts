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

  it('does not wait for a table that hangs when it knows an answer', async () => {
    const { live, table, wait } = start(async () => row(1));
    await live();
    table.read = () => new Promise(() => undefined);
    wait(5_000);
    expect(await live()).toEqual(row(1));
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
