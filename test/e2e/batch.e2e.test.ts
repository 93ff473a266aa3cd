import { join } from 'node:path';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Operator } from '../../cli/loop/Operator.ts';
import { importData } from '../../data/index.ts';
import { postOperation } from '../../local/postOperation.ts';
import { batchKeys } from '../../schema/contract/batches.ts';
import type { BatchList, SkippedUser } from '../../schema/contract/batches.ts';
import { PutItemDocument, RecommendationsDocument } from '../../schema/generated/client/graphql.ts';
import { archiveOf } from '../helpers/archiveOf.ts';
import { batchOnce, requestBatch } from '../helpers/batches.ts';
import { startTestCloud, type TestCloud } from '../helpers/startTestCloud.ts';
import { writeShop, type TestShop } from '../helpers/writeShop.ts';

const timeout = 240_000;
const seed = 1;

describe('lists in bulk', () => {
  let test: TestCloud;
  let shop: TestShop;
  let operator: Operator;
  let archive: ReturnType<typeof archiveOf>;
  let modelVersion = '';

  /** What the API answers the user now. */
  const look = async (userId: string, placement: string, limit: number) => {
    const { recommendations } = await postOperation(await operator.admin(), RecommendationsDocument, {
      ...{ userId, placement, limit },
      // Longer than a container takes to start.
      maxLatencyMs: 10_000,
    });
    return recommendations;
  };

  beforeAll(async () => {
    test = await startTestCloud();
    const { cloud, stateFolder } = test;
    shop = writeShop(join(stateFolder, 'shop'), Date.now() - 60_000, seed);
    const { client, tables } = { client: cloud.dynamodb, tables: cloud.tables };
    await importData({ client, tables, stateFolder, folder: shop.folder, now: Date.now, progress: () => undefined });
    await cloud.streamsRead();
    operator = new Operator(cloud);
    archive = archiveOf(cloud.emulator);
  }, timeout);
  afterAll(() => test?.close());

  it('are refused with the reason while there is no model', { timeout }, async () => {
    const batch = await batchOnce(await operator.admin(), await requestBatch(await operator.admin(), {}));
    expect(batch).toMatchObject({ status: 'REFUSED', modelVersion: null, lists: null, requestedBy: 'operator' });
    expect(batch.reason).toMatch(/^NO_MODEL: /);
  });

  it('are those that the API answers, for the users of a file, without what is hidden', { timeout }, async () => {
    modelVersion = await operator.requestTraining({ budgetSeconds: 2 });
    expect(await operator.ends(modelVersion)).toMatchObject({ status: 'PROMOTED' });
    const [ann, bob] = shop.userIds;
    const before = await look(ann, 'before', 5);
    const hidden = before.items[0].itemId;
    await postOperation(await operator.admin(), PutItemDocument, {
      input: { itemId: hidden, title: 'Hidden', categories: ['goods'], hidden: true },
    });
    const wanted = [{ userId: ann }, { userId: 'stranger' }, { userId: bob }, { userId: ann }];
    await archive.put('batch/users/mail.jsonl', wanted.map((line) => `${JSON.stringify(line)}\n`).join(''));

    const input = { placement: 'mail', limit: 5, usersKey: 'batch/users/mail.jsonl' };
    const batchId = await requestBatch(await operator.admin(), input);
    const batch = await batchOnce(await operator.admin(), batchId);
    expect(batch).toMatchObject({
      ...{ status: 'COMPLETED', reason: null, ...input, store: false, modelVersion, users: 2, lists: 2 },
      stored: null,
      rejected: [],
      listsPrefix: `batch/${batchId}/lists/`,
    });
    expect(batch.stages.map(({ stage }) => stage)).toEqual(['COLLECT', 'PREPARE', 'TRANSFORM', 'CHECK']);
    expect(batch.skipped.toSorted((a, b) => a.reason.localeCompare(b.reason))).toEqual([
      { reason: 'REPEATED', count: 1 },
      { reason: 'UNKNOWN_USER', count: 1 },
    ]);
    expect(await archive.lines<SkippedUser>(batchKeys.skipped(batchId))).toContainEqual({
      ...{ userId: 'stranger', line: 2, reason: 'UNKNOWN_USER' },
    });

    const lists = await archive.lines<BatchList>(batch.listsPrefix!);
    expect(lists.map(({ userId }) => userId).toSorted()).toEqual([ann, bob].toSorted());
    let looks = 0;
    for (const list of lists) {
      // Whoever scores knows of the hidden item within five seconds; each look is at a list that nobody has stored.
      await expect
        .poll(async () => {
          const { source, items } = await look(list.userId, `after-${(looks += 1)}`, 5);
          return { source, itemIds: items.map(({ itemId }) => itemId) };
        })
        .toEqual({ source: list.source, itemIds: list.items.map(({ itemId }) => itemId) });
      expect(list).toMatchObject({ placement: 'mail', modelVersion });
      expect(list.items.map(({ itemId }) => itemId)).not.toContain(hidden);
      expect(list.items.every(({ reasons }) => reasons.length > 0)).toBe(true);
    }
  });

  it('become the stored lists of all who have a history', { timeout }, async () => {
    const batchId = await requestBatch(await operator.admin(), { placement: 'morning', store: true });
    const batch = await batchOnce(await operator.admin(), batchId);
    const everybody = shop.userIds.length;
    expect(batch).toMatchObject({
      ...{ status: 'COMPLETED', reason: null, limit: 50, users: everybody, lists: everybody, skipped: [] },
      stored: { stored: everybody, superseded: 0, unstorable: 0 },
    });
    expect(batch.stages.at(-1)).toMatchObject({ stage: 'STORE' });
    const userId = shop.userIds[7];
    const made = (await archive.lines<BatchList>(batch.listsPrefix!)).find((list) => list.userId === userId)!;
    const shown = await look(userId, 'morning', 10);
    expect(shown).toMatchObject({
      ...{ source: 'STORED', degraded: false, modelVersion, recommendationId: made.recommendationId },
    });
    expect(shown.items.map(({ itemId }) => itemId)).toEqual(made.items.slice(0, 10).map(({ itemId }) => itemId));
    const rows = DynamoDBDocumentClient.from(test.cloud.dynamodb);
    const key = { pk: `USER#${userId}`, sk: 'REC#morning' };
    const { Item } = await rows.send(new GetCommand({ TableName: test.cloud.tables.userData, Key: key }));
    expect(Item).toMatchObject({ basedOn: made.basedOn, generatedAt: batch.startedAt, listSize: made.items.length });
  });

  it('are told to be impossible when the file is not there', { timeout }, async () => {
    const input = { usersKey: 'batch/users/none.jsonl' };
    const batch = await batchOnce(await operator.admin(), await requestBatch(await operator.admin(), input));
    expect(batch).toMatchObject({ status: 'REFUSED', users: null });
    expect(batch.reason).toMatch(/^USERS_FILE_MISSING: /);
  });
});
