import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDynamoDBDataSource } from '../../emulator/appsync/index.ts';
import { startEngine } from '../../emulator/test/helpers/startEngine.ts';
import type { TestEngine } from '../../emulator/test/helpers/startEngine.ts';
import { listenersOf } from '../../functions/on-interaction/listenersOf.ts';
import { itemsUntilAttribute, presenceSortKey, userPartitionKey } from '../../schema/contract/keys.ts';
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
      'itemsUntil',
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

  describe('knows whether anybody who listens asks for items, and not only for their ids', () => {
    const whole = ['items', 'items/itemId', 'items/item', 'items/item/title'];
    const begin = async (row: object = {}): Promise<void> => {
      const Item = { pk: userPartitionKey('ada'), sk: presenceSortKey, ...row };
      await DynamoDBDocumentClient.from(engine.client).send(new PutCommand({ TableName: table, Item }));
    };
    const asking = async (): Promise<boolean[]> =>
      ((await listenersOf(DynamoDBDocumentClient.from(engine.client), table, ['ada'], now)).get('ada') ?? []).map(
        ({ asksForItems }) => asksForItems,
      );

    it.each([
      ['ids', ['items', 'items/itemId'], false],
      ['items', whole, true],
      ['ids by way of items', ['items', 'items/item', 'items/item/itemId'], true],
      ['what an alias stands for', ['items', 'items/shown', 'items/shown/title'], true],
    ])('%s', async (_, selection, expected) => {
      await begin();
      await subscribe('home', selection);
      expect(await asking()).toEqual([expected]);
    });

    it('of two, and of who is sent the lists of every placement', async () => {
      await begin();
      await subscribe('home', whole);
      await subscribe('home');
      await subscribe('cart');
      expect(await asking()).toEqual([true, true]);
    });

    it('until the mark of who asks ends', async () => {
      await begin({ [itemsUntilAttribute]: Math.floor(now / 1000) });
      await subscribe('home');
      expect(await asking()).toEqual([false]);
    });

    it('and takes it for asking where nothing is known: of before an update, and in a row that begins anew', async () => {
      await begin({ 'placement#home': Math.floor(now / 1000) + 60 });
      expect(await asking()).toEqual([true]);
      await begin();
      for (let place = 0; place <= maximumPlacementsListened; place += 1) await subscribe(`invented-${place}`);
      expect(await asking()).toEqual([true]);
    });
  });
});
