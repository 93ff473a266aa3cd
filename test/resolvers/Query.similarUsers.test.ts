import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EvidenceTable } from '../../functions/find-similar-users/EvidenceTable.ts';
import { findSimilarUsers } from '../../functions/find-similar-users/findSimilarUsers.ts';
import { parseRequest } from '../../functions/find-similar-users/parseRequest.ts';
import { addEvidenceIndex } from '../helpers/addEvidenceIndex.ts';
import { startApi } from './helpers/startApi.ts';
import type { Api } from './helpers/startApi.ts';

const ask = (api: Api, args: string, headers: Record<string, string>) =>
  api.query(`{ similarUsers(${args}) { userId similarity commonItemIds } }`, {}, headers);

describe('similarUsers, switched on', () => {
  let api: Api;
  let admin: Record<string, string>;
  let isBroken = false;
  const record = (userId: string, ...interactions: object[]) =>
    api.query(
      'mutation ($input: RecordInteractionsInput!) { recordInteractions(input: $input) { results { outcome } } }',
      { input: { interactions: interactions.map((interaction) => ({ userId, ...interaction })) } },
      admin,
    );

  beforeAll(async () => {
    api = await startApi(() => ({}), undefined, {
      // The function itself, on the tables of the API.
      findSimilarUsers: async (payload, client) => {
        if (isBroken) throw new Error('index EvidenceByItem of table user-data');
        const table = new EvidenceTable(DynamoDBDocumentClient.from(client), 'user-data', () => undefined);
        return findSimilarUsers(parseRequest(payload), table);
      },
    });
    await addEvidenceIndex(api.client, 'user-data');
    admin = await api.as('root', { groups: ['admin'] });
    const items = ['film-1', 'film-2'].map((itemId) => ({ itemId }));
    await api.query(
      'mutation ($input: PutItemsInput!) { putItems(input: $input) { results { errorType } } }',
      { input: { items } },
      admin,
    );
    const [view, shown] = ['VIEW', 'IMPRESSION'].map((eventType) => ({ itemId: 'film-1', eventType }));
    await record('ada', view, { itemId: 'film-2', eventType: 'PURCHASE' });
    await record('bob', view);
    await record('cy', shown);
    await record('dee', { itemId: 'film-1', eventType: 'DISLIKE' });
  });
  afterAll(() => api?.stop());

  it('finds people by what was recorded, not by what they were shown or dislike', async () => {
    // Two are interested in film-1, ada alone in film-2.
    const [common, own] = [1 / Math.log2(3), 1 / Math.log2(3) + 1];
    const bob = { userId: 'bob', similarity: Math.sqrt(common / own), commonItemIds: ['film-1'] };
    const { data, errors } = await ask(api, 'userId: "ada"', admin);
    expect(errors).toBeUndefined();
    expect(data).toEqual({ similarUsers: [{ ...bob, similarity: expect.closeTo(bob.similarity, 12) }] });
    expect((await ask(api, 'userId: "nobody", limit: 50', admin)).data).toEqual({ similarUsers: [] });
  });

  it.each([
    ['userId: ""', 'userId: received an empty text'],
    [`userId: "${'x'.repeat(257)}"`, 'userId: received'],
    ['userId: "ada", limit: 0', 'limit: received 0; allowed: 1 to 50.'],
    ['userId: "ada", limit: 51', 'limit: received 51; allowed: 1 to 50.'],
  ])('refuses %s', async (args, message) => {
    api.requests.length = 0;
    const { errors } = await ask(api, args, admin);
    expect(errors).toMatchObject([{ errorType: 'InvalidInput', message: expect.stringContaining(message) }]);
    expect(api.requests).toEqual([]);
  });

  it('tells nobody else, and nothing of what is inside', async () => {
    for (const headers of [await api.as('ada'), undefined]) {
      const { errors } = await api.query('{ similarUsers(userId: "ada") { userId } }', {}, headers);
      expect(errors).toMatchObject([{ errorType: 'Unauthorized' }]);
    }
    isBroken = true;
    const broken = await ask(api, 'userId: "ada"', admin);
    expect(broken.errors).toMatchObject([{ errorType: 'InternalFailure' }]);
    expect(JSON.stringify(broken)).not.toContain('EvidenceByItem');
  });
});

describe('similarUsers, switched off', () => {
  it('says how it is switched on, and asks nobody', async () => {
    const api = await startApi(() => ({}));
    try {
      const { errors } = await ask(api, 'userId: "ada"', await api.as('root', { groups: ['admin'] }));
      expect(errors).toMatchObject([
        { errorType: 'SimilarUsersOff', message: expect.stringContaining('similarUsers=true') },
      ]);
      expect(api.requests).toEqual([]);
    } finally {
      await api.stop();
    }
  });
});
