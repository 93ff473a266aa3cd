import { DynamoDBDocumentClient, PutCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseInteraction, type InteractionRecord } from '../../../data/records/InteractionRecord.ts';
import { writeInteractions } from '../../../data/write/writeInteractions.ts';
import { hasAmazon, hasDynoxide, startEngine } from '../../../emulator/test/helpers/startEngine.ts';
import type { TestEngine } from '../../../emulator/test/helpers/startEngine.ts';
import { EvidenceTable } from '../../../functions/find-similar-users/EvidenceTable.ts';
import { findSimilarUsers } from '../../../functions/find-similar-users/findSimilarUsers.ts';
import { parseRequest } from '../../../functions/find-similar-users/parseRequest.ts';
import { itemWeight } from '../../../functions/find-similar-users/similarity.ts';
import { addEvidenceIndex } from '../../helpers/addEvidenceIndex.ts';

const engines = [
  { name: 'dynoxide', missing: hasDynoxide ? undefined : 'no package for this platform' },
  { name: 'amazon', missing: hasAmazon ? undefined : 'no Java 17' },
];
const start = Date.UTC(2026, 10, 1);

describe.each(engines)('similar users on $name', ({ name, missing }) => {
  let engine: TestEngine;
  let client: DynamoDBDocumentClient;
  const skipped: [string, number][] = [];
  const calls: string[] = [];
  let minutes = 0;

  /** What the line `VIEW film` says, each a minute after the one before. */
  const toRecord = (userId: string, line: string) => {
    const [eventType, itemId, value] = line.split(' ');
    const timestamp = new Date(start + minutes++ * 60_000).toISOString();
    const eventValue = value === undefined ? undefined : Number(value);
    return parseInteraction({ userId, itemId, eventType, eventValue, timestamp }, Date.now());
  };
  const write = (records: InteractionRecord[]) => writeInteractions(engine.client, 'userData', records);
  const did = (userId: string, ...lines: string[]) => write(lines.map((line) => toRecord(userId, line)));
  const put = (Item: Record<string, unknown>) => client.send(new PutCommand({ TableName: 'userData', Item }));
  const similar = (userId: string, limit = 10) =>
    findSimilarUsers(
      { userId, limit },
      new EvidenceTable(client, 'userData', (what, count) => void skipped.push([what, count])),
    );
  const namesOf = async (userId: string, limit?: number) => (await similar(userId, limit)).map((one) => one.userId);

  beforeAll(async () => {
    if (missing) return console.warn(`${name} is skipped: ${missing}`);
    engine = await startEngine(name);
    client = DynamoDBDocumentClient.from(engine.client, { marshallOptions: { removeUndefinedValues: true } });
    engine.client.middlewareStack.add(
      (next, { commandName }) =>
        (given) => {
          calls.push(String(commandName));
          return next(given);
        },
      { step: 'initialize' },
    );
    await engine.makeTables({ userData: ['pk', 'sk'] });
    // Recorded before it was switched on.
    await did('ada', 'VIEW rare', 'PURCHASE some', 'LIKE many');
    await did('twin', 'VIEW many', 'VIEW some', 'VIEW rare');
    await addEvidenceIndex(engine.client, 'userData');
    await did('one', 'VIEW rare');
    await did('crowd-1', 'VIEW many', 'VIEW other');
    await did('crowd-2', 'VIEW many', 'VIEW some', 'VIEW other');
    await did('everything', 'VIEW rare', 'VIEW some', 'VIEW many', ...[...'abcdefghi'].map((id) => `VIEW ${id}`));
  });
  afterAll(() => engine?.stop());

  describe.skipIf(missing)('with the index', () => {
    it('are those with the same items, known before it was switched on or not, by hand', async () => {
      // rare: ada, twin, one, everything; some: ada, twin, crowd-2, everything; many: ada, twin, both crowds, everything.
      const [rare, some, many] = [4, 4, 5].map(itemWeight);
      const own = rare + some + many;
      const average = own / 3;
      const cosine = (common: number, others: number) => common / Math.sqrt(own * (common + others * average));
      const answer = await similar('ada');
      expect(answer.map(({ userId, commonItemIds }) => [userId, commonItemIds])).toEqual([
        ['twin', ['some', 'rare', 'many']],
        ['crowd-2', ['some', 'many']],
        ['one', ['rare']],
        ['everything', ['some', 'rare', 'many']],
        ['crowd-1', ['many']],
      ]);
      const expected = [1, cosine(some + many, 1), cosine(rare, 0), cosine(own, 9), cosine(many, 1)];
      expect(answer.map((one) => one.similarity)).toEqual(expected.map((value) => expect.closeTo(value, 12)));
      expect(await similar('ada', 2)).toEqual(answer.slice(0, 2));
    });

    it('are nobody for the unknown, and for whoever has nothing that says anything', async () => {
      await did('shown', 'IMPRESSION rare', 'DISLIKE some');
      expect(await similar('nobody')).toEqual([]);
      expect(await similar('shown')).toEqual([]);
      expect(await namesOf('ada')).not.toContain('shown');
    });

    it('are not found by what they dislike or rate low, later or by other means', async () => {
      await did('hater', 'VIEW duel', 'DISLIKE duel');
      await did('critic', 'RATING duel 1', 'RATING x1 5', 'RATING x2 5');
      await did('fan', 'RATING duel 5');
      await did('bea', 'VIEW duel');
      expect(await similar('bea')).toEqual([{ userId: 'fan', similarity: 1, commonItemIds: ['duel'] }]);
    });

    it('are nobody who was erased, became somebody else, or looks like a robot', async () => {
      await did('cy', 'VIEW quiet');
      for (const userId of ['gone', 'going', 'visitor', 'bot', 'cleared', 'crowd']) await did(userId, 'VIEW quiet');
      await put({ pk: 'USER#gone', sk: 'ERASED', status: 'ERASED' });
      await put({ pk: 'USER#going', sk: 'ERASED', status: 'ERASING' });
      await put({ pk: 'USER#visitor', sk: 'ERASED', status: 'MERGED', mergeId: 'm' });
      await put({ pk: 'USER#bot', sk: 'SUSPECT', userId: 'bot', open: new Set(['mark']) });
      await put({ pk: 'USER#cleared', sk: 'SUSPECT', userId: 'cleared' });
      // What this one does with other items is believed.
      await put({ pk: 'USER#crowd', sk: 'SUSPECT#quiet', userId: 'crowd', itemId: 'quiet', open: new Set(['mark']) });
      expect(await namesOf('cy')).toEqual(['cleared']);
      expect(await similar('going')).toEqual([]);
      expect(await namesOf('bot')).toEqual(['cleared', 'cy']);
    });

    it('are merged people as they are now', async () => {
      await did('dan', 'VIEW lamp');
      await did('before', 'VIEW lamp');
      expect(await namesOf('dan')).toEqual(['before']);
      const { Items: rows = [] } = await client.send(
        new QueryCommand({
          TableName: 'userData',
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': 'USER#before' },
        }),
      );
      await client.send(
        new TransactWriteCommand({
          TransactItems: rows.flatMap((row) => [
            { Delete: { TableName: 'userData', Key: { pk: row.pk, sk: row.sk } } },
            { Put: { TableName: 'userData', Item: { ...row, pk: 'USER#after', userId: 'after' } } },
          ]),
        }),
      );
      await put({ pk: 'USER#before', sk: 'ERASED', status: 'MERGED', mergeId: 'm' });
      expect(await namesOf('dan')).toEqual(['after']);
    });

    it('leave out a row of another form, and say so', async () => {
      await did('eve', 'VIEW vase');
      await did('fay', 'VIEW vase');
      await put({ pk: 'USER#fay', sk: 'EVT#9', itemId: 'vase', evidenceAt: '9' });
      skipped.length = 0;
      expect(await namesOf('eve')).toEqual(['fay']);
      expect(skipped).toEqual([['Interactions of another form', 1]]);
    });

    it('read so much and no more', async () => {
      const crowd = Array.from({ length: 130 }, (_, index) => `c${String(index).padStart(3, '0')}`);
      await write([...crowd, 'gus'].map((userId) => toRecord(userId, 'VIEW hit')));
      calls.length = 0;
      // Of the newest hundred, gus among them, the first fifty of those who are alike are compared.
      expect(await namesOf('gus', 50)).toEqual(crowd.slice(31, 81));
      // Two queries of each person who is compared, one of each item; marks of one and of 99, a hundred keys a batch.
      expect(calls.filter((call) => call === 'QueryCommand')).toHaveLength(2 * 51 + 1);
      expect(calls.filter((call) => call === 'BatchGetItemCommand')).toHaveLength(1 + 2);
      // Robots cost nobody a place while there are less than fifty.
      await Promise.all(
        crowd
          .slice(31, 81)
          .map((userId) => put({ pk: `USER#${userId}`, sk: 'SUSPECT', userId, open: new Set(['mark']) })),
      );
      expect(await namesOf('gus', 50)).toEqual(crowd.slice(81));
    });
  });
});

describe('what find-similar-users is asked', () => {
  it('is read as the contract has it', () => {
    expect(parseRequest({ userId: 'ada', limit: 50 })).toEqual({ userId: 'ada', limit: 50 });
  });
  it.each([
    [undefined, 'expected object'],
    [{ userId: '', limit: 1 }, 'userId'],
    [{ userId: 'ada', limit: 51 }, 'limit'],
    [{ userId: 'ada', limit: 0 }, 'limit'],
    [{ userId: 'ada', limit: 1.5 }, 'limit'],
  ])('is refused when it is %j', (event, problem) => {
    expect(() => parseRequest(event)).toThrow(
      expect.objectContaining({ code: 'INVALID_REQUEST', message: expect.stringContaining(problem) }),
    );
  });
});
