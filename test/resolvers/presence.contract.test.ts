import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDynamoDBDataSource } from '../../emulator/appsync/index.ts';
import { startEngine } from '../../emulator/test/helpers/startEngine.ts';
import type { TestEngine } from '../../emulator/test/helpers/startEngine.ts';
import { listenersOf } from '../../functions/on-interaction/listenersOf.ts';
import { itemsAttribute, presenceSortKey, userPartitionKey } from '../../schema/contract/keys.ts';
import { maximumPlacementsListened, presenceSeconds } from '../../schema/contract/limits.ts';
import { environment, evaluate, now, people } from './helpers/bundles.ts';

const table = environment.USER_DATA_TABLE;

describe('presence on a real table', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await startEngine();
    await engine.makeTables({ [table]: ['pk', 'sk'] });
  });
  afterAll(() => engine?.stop());

  /** What AppSync does with the pipeline of the subscription. */
  async function subscribe(placement: string, selectionSetList = ['items', 'items/itemId']): Promise<void> {
    const source = createDynamoDBDataSource({ client: engine.client, tableName: table });
    const args = { userId: 'ada', placement };
    const subscription = evaluate('Subscription.onRecommendation', 'request', {
      identity: people.ada,
      arguments: args,
      info: { selectionSetList },
    });
    const { stash } = subscription;
    const mark = evaluate('markPresence', 'request', { stash });
    const error = await source.invoke(mark.result as object, {} as never).then(
      () => undefined,
      (refusal: unknown) => refusal as { type: string; message: string },
    );
    const marked = evaluate('markPresence', 'response', {
      stash,
      error: error && { type: error.type, message: error.message },
    });
    expect(marked.error).toBeUndefined();
    const replace = evaluate('replacePresence', 'request', { stash: marked.stash });
    if (!replace.earlyReturn) await source.invoke(replace.result as object, {} as never);
  }
  const listened = async (at: number): Promise<string[]> =>
    ((await listenersOf(DynamoDBDocumentClient.from(engine.client), table, ['ada'], at)).get('ada') ?? []).map(
      ({ placement }) => placement,
    );

  it('is bounded: invented placements take the room of one another, and the row does not grow', async () => {
    const invented = Array.from({ length: 3 * maximumPlacementsListened + 1 }, (_, index) => `invented-${index}`);
    for (const placement of invented) {
      await subscribe(placement);
      const placements = await listened(now);
      expect(placements).toContain(placement);
      expect(placements.length).toBeLessThanOrEqual(maximumPlacementsListened);
    }
    const { Item } = await DynamoDBDocumentClient.from(engine.client).send(
      new GetCommand({ TableName: table, Key: { pk: userPartitionKey('ada'), sk: presenceSortKey } }),
    );
    expect(Object.keys(Item ?? {}).sort()).toEqual([
      'expiresAt',
      `items#${invented.at(-1)}`,
      'pk',
      `placement#${invented.at(-1)}`,
      'placements',
      'sk',
    ]);
  });

  it('keeps those that are marked again, and ends by the clock', async () => {
    for (const placement of ['home', 'cart', 'home']) await subscribe(placement);
    expect(await listened(now)).toEqual(expect.arrayContaining(['home', 'cart']));
    expect(await listened(now + presenceSeconds * 1000)).toEqual([]);
  });

  it('knows whether anybody who listens asks for items, and not only for their ids', async () => {
    const client = DynamoDBDocumentClient.from(engine.client);
    const asking = async (at: number): Promise<Record<string, boolean>> =>
      Object.fromEntries(
        ((await listenersOf(client, table, ['ada'], at)).get('ada') ?? []).map((one) => [
          one.placement,
          one.asksForItems,
        ]),
      );
    const whole = ['items', 'items/itemId', 'items/item', 'items/item/title'];
    await subscribe('ids');
    await subscribe('whole', whole);
    await subscribe('both', whole);
    await subscribe('both');
    await subscribe('ids-of-items', ['items', 'items/item', 'items/item/itemId']);
    await subscribe('aliases', ['items', 'items/shown', 'items/shown/title']);
    expect(await asking(now)).toMatchObject({
      ...{ ids: false, whole: true, both: true },
      ...{ 'ids-of-items': true, aliases: true },
    });

    // Of before an update: nothing is known.
    const Key = { pk: userPartitionKey('ada'), sk: presenceSortKey };
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key,
        UpdateExpression: 'REMOVE #items',
        ExpressionAttributeNames: { '#items': itemsAttribute('ids') },
      }),
    );
    expect((await asking(now)).ids).toBe(true);

    // Who asked for items has gone; who asks for ids listens on.
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key,
        UpdateExpression: 'SET #items = :past',
        ExpressionAttributeNames: { '#items': itemsAttribute('both') },
        ExpressionAttributeValues: { ':past': Math.floor(now / 1000) },
      }),
    );
    await subscribe('both');
    expect((await asking(now)).both).toBe(false);
  });
});
