import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appSyncService, s3Service, sqsService, stepFunctionsService } from '../../emulator/index.ts';
import {
  anomaliesPartitionKey,
  anomalyIdOf,
  heldPartitionKey,
  suspectItemSortKey,
  suspectSortKey,
} from '../../schema/contract/anomalies.ts';
import { exposedPartitionKey } from '../../schema/contract/experiments.ts';
import { variantSortKey } from '../../schema/contract/feedback.ts';
import { userPartitionKey } from '../../schema/contract/keys.ts';
import { shownSortKey } from '../../schema/contract/metrics.ts';
import type { LocalCloud } from '../../local/startLocalCloud.ts';
import { postGraphql, type Credentials, type GraphqlAnswer } from '../helpers/postGraphql.ts';
import { RealtimeClient } from '../helpers/RealtimeClient.ts';
import { startTestCloud, type TestCloud } from '../helpers/startTestCloud.ts';

/** A name that nothing else has, so that a scan finds what is theirs. */
const person = 'planted-person-7f3a9c';
/** What they look at as a visitor before they sign in, and nobody else does. */
const visited = 'item-3';
const other = 'somebody-else-51d0';
const SUBSCRIBE = 'subscription ($userId: ID!) { onRecommendation(userId: $userId) { userId source } }';

interface UserData {
  userData: { items: { kind: string; key: string; data: string }[]; nextToken: string | null };
}
interface Receipt {
  erasureId: string;
  userId: string;
  status: string;
  erased: { kind: string; count: number }[];
  remaining: { place: string; until: string | null }[];
}

describe('the erasure of a person', () => {
  let test: TestCloud;
  let cloud: LocalCloud;
  let client: DynamoDBDocumentClient;
  let listener: RealtimeClient;
  /** Who they were before they signed in. */
  let visitorId: string;

  const ask = async <Data>(user: string, query: string, variables: object = {}): Promise<GraphqlAnswer<Data>> =>
    postGraphql<Data>(
      cloud.graphqlUrl,
      { token: await cloud.token(user, user === 'root' ? ['admin'] : []) },
      query,
      variables as Record<string, unknown>,
    );
  /** Every row of every table, with the table. */
  const allRows = async (): Promise<{ table: string; row: Record<string, unknown> }[]> => {
    const found = [];
    const { TableNames = [] } = await cloud.dynamodb.send(new ListTablesCommand({}));
    for (const TableName of TableNames) {
      for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true })) {
        for (const row of Items) found.push({ table: TableName, row });
      }
    }
    return found;
  };
  const mentions = (value: unknown): boolean => {
    const text = JSON.stringify(value, (_, member: unknown) => (member instanceof Set ? [...member] : member));
    return [person, visitorId].some((id) => text.includes(id));
  };
  const rowsAbout = async () => (await allRows()).filter(({ row }) => mentions(row));
  /** Files of the cloud, all but those of the database's engine, whose pages and log of changes are its own. */
  const filesAbout = (): string[] => {
    const files = readdirSync(test.stateFolder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.endsWith('/dynoxide'))
      .map(({ parentPath, name }) => join(parentPath, name));
    try {
      return files.filter((file) => [person, visitorId].some((id) => readFileSync(file).includes(id)));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      // The cloud has put a new file in the place of an old one: what holds is what lies there now.
      return filesAbout();
    }
  };
  const userData = async (user: string): Promise<UserData['userData']['items']> => {
    const items = [];
    let nextToken: string | null = null;
    do {
      const query = `query ($nextToken: String) {
        userData(limit: 2, nextToken: $nextToken) { items { kind key data } nextToken } }`;
      const answer: GraphqlAnswer<UserData> = await ask<UserData>(user, query, { nextToken });
      expect(answer.errors).toBeUndefined();
      items.push(...answer.data.userData.items);
      ({ nextToken } = answer.data.userData);
    } while (nextToken);
    return items;
  };

  /** A visitor looks at something and becomes the person, whom a backend signs in. */
  const mergeVisitor = async (): Promise<void> => {
    const post = <Data>(who: Credentials, query: string) => postGraphql<Data>(cloud.graphqlUrl, who, query);
    const made = await post<{ createVisitor: { visitorId: string; anonymousId: string } }>(
      { apiKey: cloud.apiKey },
      'mutation { createVisitor { visitorId anonymousId } }',
    );
    const { anonymousId } = made.data.createVisitor;
    ({ visitorId } = made.data.createVisitor);
    const seen = `mutation { recordInteraction(input: { itemId: "${visited}", eventType: VIEW }) { userId } }`;
    expect((await post({ token: anonymousId }, seen)).errors).toBeUndefined();
    const merge = `mutation { mergeUser(input: { userId: "${person}", anonymousId: "${anonymousId}" }) { moved } }`;
    const merged = await ask<{ mergeUser: { moved: number } }>('root', merge);
    expect(merged.errors).toBeUndefined();
    expect(merged.data.mergeUser.moved).toBe(1);
    await cloud.streamsRead();
  };

  beforeAll(async () => {
    test = await startTestCloud();
    ({ cloud } = test);
    client = DynamoDBDocumentClient.from(cloud.dynamodb);
    const items = Array.from({ length: 5 }, (_, index) => `{ itemId: "item-${index}" }`).join(' ');
    await ask('root', `mutation { putItems(input: { items: [${items}] }) { results { errorType } } }`);
    listener = await RealtimeClient.connect(cloud.realtimeUrl, { token: await cloud.token(person) });
    expect((await listener.subscribe('own', SUBSCRIBE, { userId: person })).type).toBe('start_ack');
    for (const user of [person, other]) {
      const interactions = ['VIEW', 'LIKE', 'IMPRESSION']
        .map((eventType, index) => `{ itemId: "item-${index}" eventType: ${eventType} sessionId: "of ${user}" }`)
        .join(' ');
      const { errors } = await ask(
        user,
        `mutation { recordInteractions(input: { interactions: [${interactions}] }) { results { outcome } } }`,
      );
      expect(errors).toBeUndefined();
    }
    // The first push tells that the stream and the workflow have been at work.
    await listener.nextData('own', 30_000);
    await cloud.streamsRead();
    await mergeVisitor();
    const put = (TableName: string, ...Items: Record<string, unknown>[]) =>
      Promise.all(Items.map((Item) => client.send(new PutCommand({ TableName, Item }))));
    const at = '2026-11-28T00:00:00.000Z';
    const ownMark = anomalyIdOf(at, 'REGULARITY', person);
    const itemMark = anomalyIdOf(at, 'ITEM_RATE', 'item-1');
    const exposedIn = exposedPartitionKey('tried', 7);
    const pk = userPartitionKey(person);
    await put(
      cloud.tables.userData,
      { pk, sk: suspectSortKey, userId: person, open: new Set([ownMark]) },
      { pk, sk: suspectItemSortKey('item-1'), userId: person, itemId: 'item-1', open: new Set([itemMark]) },
      { pk, sk: variantSortKey('tried'), experimentId: 'tried', exposedIn },
      { pk, sk: shownSortKey('2026-11-28'), userId: person },
      { pk, sk: 'REC#planted', userId: person },
    );
    const held = (anomalyId: string, userId: string) => ({
      ...{ pk: heldPartitionKey(anomalyId), sk: `of-${userId.length}` },
      interaction: JSON.stringify({ userId, itemId: 'item-1' }),
    });
    await put(
      cloud.tables.feedback,
      { pk: anomaliesPartitionKey, sk: ownMark, kind: 'REGULARITY', subject: person },
      { pk: anomaliesPartitionKey, sk: itemMark, kind: 'ITEM_RATE', subject: 'item-1' },
      ...[held(ownMark, person), held(itemMark, person), held(itemMark, other)],
      ...[person, other].map((sk) => ({ pk: exposedIn, sk })),
    );
    const queues = cloud.emulator.service(sqsService);
    const [queue] = Object.keys(queues.counts());
    for (const userId of [person, other]) {
      queues.send(`https://sqs/000000000000/${queue}`, JSON.stringify({ code: 'X', input: { userId } }));
    }
  }, 180_000);
  afterAll(async () => {
    listener?.close();
    await test?.close();
  });

  it('finds them first where they are, and nowhere in logs or histories', async () => {
    const places = new Set(
      (await rowsAbout()).map(({ row: { pk, sk } }) => `${String(pk)} ${String(sk).split('#')[0]}`),
    );
    for (const sk of ['EVT', 'DISPLAY', 'PRESENCE', 'SEEN', 'REC', 'SUSPECT', 'VARIANT', 'SHOWN', 'VISITOR']) {
      expect(places).toContain(`USER#${person} ${sk}`);
    }
    const partitions = new Set([...places].map((place) => place.split('#')[0]));
    for (const pk of ['ANOMALIES', 'HELD', 'EXPOSED', 'GUARD', 'MERGE']) {
      expect([...partitions].map((place) => place.split(' ')[0])).toContain(pk);
    }
    expect(filesAbout().map((file) => file.split('/').at(-2))).toEqual(['queues']);
  });

  it('shows them everything that a scan finds of them', async () => {
    const shown = (await userData(person)).map(({ key, data }) => JSON.stringify([key, JSON.parse(data)]));
    const held = (await rowsAbout()).filter(({ row }) => row.pk === `USER#${person}`);
    expect(shown).toHaveLength(held.length);
    for (const { row } of held) {
      const { pk: _pk, sk, expiresAt: _expiresAt, ...attributes } = row;
      const record = shown.find((text) => text.startsWith(`["${String(sk)}"`)) ?? '';
      for (const [name, value] of Object.entries(attributes)) {
        expect(record, String(sk)).toContain(`"${name}"`);
        if (typeof value === 'string' && !/^[[{]/.test(value)) expect(record).toContain(JSON.stringify(value));
      }
    }
  });

  it('leaves nothing of them but the mark, and all of everybody else', async () => {
    const countOf = async (user: string): Promise<number> =>
      (await allRows()).filter(({ row }) => row.pk === `USER#${user}`).length;
    const held = await countOf(person);
    // Beside the mark that the visitor became somebody, which stays as that of an erasure.
    const ofVisitor = (await countOf(visitorId)) - 1;
    const ofOther = await countOf(other);
    const started = await ask<{ deleteUserData: Receipt }>(
      person,
      'mutation { deleteUserData { erasureId userId status erased { kind count } remaining { place until } } }',
    );
    expect(started.errors).toBeUndefined();
    expect(started.data.deleteUserData).toMatchObject({ userId: person, status: 'ERASING', erased: [] });
    await listener.ended('own');

    // A second execution, which does not wait for what is under way as long as the first.
    const { erasureId } = started.data.deleteUserData;
    const machine = cloud.emulator.service(appSyncService)!.environment.ERASURE_WORKFLOW_ARN;
    const input = JSON.stringify({ erasureId, settleSeconds: 1 });
    const { end } = cloud.emulator.service(stepFunctionsService).start(machine, input);
    expect(await end).toMatchObject({ status: 'SUCCEEDED' });

    const { data } = await ask<{ erasureReceipt: Receipt }>(
      person,
      '{ erasureReceipt { status erased { kind count } remaining { place until } } }',
    );
    expect(data.erasureReceipt.status).toBe('ERASED');
    const counts = Object.fromEntries(data.erasureReceipt.erased.map(({ kind, count }) => [kind, count]));
    expect(counts).toMatchObject({
      INTERACTION: 3,
      IMPRESSION: 1,
      MERGE: 1,
      PRESENCE: 1,
      EXPERIMENT_VARIANT: 1,
      SHOWN_LISTS: 1,
      ANOMALY_MARK: 3,
      HELD_INTERACTION: 2,
      FAILED_MESSAGE: 1,
    });
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    // Beside the rows of the partition: the message, the entry in the list of anomalies, and what was held back.
    expect(total).toBe(held + ofVisitor + 4);
    expect(data.erasureReceipt.remaining.map(({ place }) => place)).toEqual(
      expect.arrayContaining(['BACKUPS', 'BATCH_LISTS']),
    );

    const left = (await rowsAbout()).map(({ row: { pk, sk } }) => `${String(pk)} ${String(sk)}`);
    expect(left.sort()).toEqual([`USER#${person} ERASED`, `USER#${visitorId} ERASED`]);
    const { row } = (await rowsAbout()).find(({ row: { pk } }) => pk === `USER#${visitorId}`)!;
    expect(mentions({ ...row, pk: '' })).toBe(false);
    expect(filesAbout()).toEqual([]);
    expect(await countOf(other)).toBe(ofOther);
    const ofOthers = (await allRows()).filter(({ row }) => /^(HELD|EXPOSED)#/.test(String(row.pk)));
    expect(ofOthers).toHaveLength(2);
    expect(Object.values(cloud.emulator.service(sqsService).counts())).toEqual([1]);
    const buckets = cloud.emulator.service(s3Service).all();
    // The pseudonyms of who they are, and of who they were.
    expect(buckets.flatMap((bucket) => [...bucket.list('erased/')])).toHaveLength(2);
  }, 60_000);

  it('records and keeps nothing of them from then on, and answers them all the same', async () => {
    const before = (await rowsAbout()).length;
    const record = await ask(
      person,
      'mutation { recordInteraction(input: { itemId: "item-1", eventType: VIEW }) { eventId } }',
    );
    expect(record.errors?.[0]).toMatchObject({ errorType: 'UserErased' });
    const again = await RealtimeClient.connect(cloud.realtimeUrl, { token: await cloud.token(person) });
    const refused = await again.subscribe('own', SUBSCRIBE, { userId: person });
    again.close();
    expect(refused.type).toBe('error');
    expect(JSON.stringify(refused)).toContain('UserErased');
    const list = await ask<{ recommendations: { items: unknown[] } }>(
      person,
      '{ recommendations { items { itemId } } }',
    );
    expect(list.errors).toBeUndefined();
    await cloud.streamsRead();
    expect((await rowsAbout()).length).toBe(before);
    expect((await userData(person)).map(({ kind }) => kind)).toEqual(['ERASURE']);
    expect(filesAbout()).toEqual([]);
  });
});
