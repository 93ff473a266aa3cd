import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  anomalyIdOf,
  heldPartitionKey,
  suspectItemSortKey,
  suspectSortKey,
} from '../../../schema/contract/anomalies.ts';
import type { AnomalyKind } from '../../../schema/generated/types.ts';
import { startTables } from '../../helpers/startTables.ts';
import type { TestTables } from '../../helpers/startTables.ts';
import { erasureStart as start, setUpErasure } from './setUpErasure.ts';

describe('the erasure of what was held back of a user', () => {
  let tables: TestTables;
  beforeAll(async () => {
    tables = await startTables();
  });
  afterAll(() => tables?.stop());
  const setUp = (userId: string, erasureId: string) => setUpErasure(tables, userId, erasureId);

  it('takes the user off the list of anomalies, and deletes what was held back of them under any mark', async () => {
    const { step, mark } = await setUp('eli', 'e-eli');
    const anomaly = (day: number, kind: AnomalyKind, subject: string) => ({
      pk: 'ANOMALIES',
      sk: anomalyIdOf(new Date(start + day).toISOString(), kind, subject),
      kind,
      subject,
    });
    const [own, likeOwn, item, sameName] = [
      anomaly(1, 'USER_RATE', 'eli'),
      anomaly(2, 'USER_RATE', 'ELI'),
      anomaly(3, 'ITEM_RATE', 'rushed'),
      anomaly(4, 'NEW_USERS', 'eli'),
    ] as const;
    const held = (anomalyId: string, sk: string, userId: string, itemId = 'rushed') => ({
      pk: heldPartitionKey(anomalyId),
      sk,
      interaction: JSON.stringify({ userId, itemId }),
    });
    await tables.put(
      tables.feedback,
      ...[own, likeOwn, item, sameName],
      ...Array.from({ length: 150 }, (_, index) => held(own.sk, `own-${index}`, 'eli')),
      held(item.sk, 'theirs', 'eli'),
      held(item.sk, 'of-another', 'finn'),
      held(item.sk, 'of-another-on-eli', 'finn', 'eli'),
    );
    await tables.put(
      tables.userData,
      { pk: 'USER#eli', sk: suspectSortKey, userId: 'eli', open: new Set([own.sk]) },
      { pk: 'USER#eli', sk: suspectItemSortKey('rushed'), userId: 'eli', open: new Set([item.sk]) },
    );
    await step('sweep');
    // What was under way, when neither mark nor suspicion are there any more.
    await tables.put(tables.feedback, held(own.sk, 'late', 'eli'), held(item.sk, 'late', 'eli'));
    await step('sweep');
    await step('finish');
    expect((await tables.partition(tables.feedback, 'ANOMALIES')).map(({ sk }) => sk)).toEqual([
      likeOwn.sk,
      item.sk,
      sameName.sk,
    ]);
    expect(await tables.partition(tables.feedback, heldPartitionKey(own.sk))).toEqual([]);
    expect((await tables.partition(tables.feedback, heldPartitionKey(item.sk))).map(({ sk }) => sk)).toEqual([
      'of-another',
      'of-another-on-eli',
    ]);
    expect(await tables.partition(tables.userData, 'ERASURE#e-eli')).toEqual([]);
    expect(JSON.parse((await mark()).counts as string)).toMatchObject({ ANOMALY_MARK: 3, HELD_INTERACTION: 153 });
  });

  it('gets to the end of what was held back of others, call by call, and begins anew with the next sweep', async () => {
    const { step, mark, clock } = await setUp('ivo', 'e-ivo');
    const anomalyId = anomalyIdOf(new Date(start).toISOString(), 'ITEM_RATE', 'rushed');
    const pk = heldPartitionKey(anomalyId);
    // Pages have a megabyte.
    const held = (sk: string, userId: string) => ({
      ...{ pk, sk },
      interaction: JSON.stringify({ userId, itemId: 'rushed', properties: 'x'.repeat(100_000) }),
    });
    const numbers = Array.from({ length: 40 }, (_, index) => String(index).padStart(2, '0'));
    for (const sk of numbers) await tables.put(tables.feedback, held(sk, Number(sk) > 36 ? 'ivo' : 'jo'));
    await tables.put(tables.userData, {
      ...{ pk: 'USER#ivo', sk: suspectItemSortKey('rushed'), userId: 'ivo' },
      open: new Set([anomalyId]),
    });
    // A look at the clock takes so long that a call gets through one page.
    let looks = 0;
    Object.defineProperty(clock, 'now', { get: () => start + (looks += 1) * 15_000 });
    const sweep = async (name: string): Promise<number> => {
      for (let calls = 1; calls < 20; calls += 1) if ((await step('sweep', name)).isDone) return calls;
      throw new Error('It never came to the end.');
    };
    expect(await sweep('first')).toBeGreaterThan(3);
    const left = async (): Promise<unknown[]> => {
      const query = { TableName: tables.feedback, KeyConditionExpression: 'pk = :pk', ConsistentRead: true };
      const keys: unknown[] = [];
      const pages = paginateQuery({ client: tables.client }, { ...query, ExpressionAttributeValues: { ':pk': pk } });
      for await (const { Items = [] } of pages) keys.push(...Items.map(({ sk }) => sk as unknown));
      return keys;
    };
    expect(await left()).toEqual(numbers.slice(0, 37));
    // What was under way lies before the place that the first sweep came to.
    await tables.put(tables.feedback, held('00-late', 'ivo'));
    await sweep('second');
    expect(await left()).toEqual(numbers.slice(0, 37));
    await step('finish');
    expect(JSON.parse((await mark()).counts as string)).toMatchObject({ HELD_INTERACTION: 4 });
    expect(await tables.partition(tables.userData, 'ERASURE#e-ivo')).toEqual([]);
  });
});
