import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { announce } from '../../cli/announce.ts';
import { startLocalCloud, type LocalCloud } from '../../local/startLocalCloud.ts';
import { postGraphql } from '../helpers/postGraphql.ts';
import { RealtimeClient } from '../helpers/RealtimeClient.ts';

const folder = join(process.env.RECSYNC_DATA ?? join(import.meta.dirname, '../../../shared/data'), 'ml-latest-small');
const LIST = `source degraded basedOn
  items { itemId item { title categories } reasons { code evidence { itemIds attributes } share } }`;

interface List {
  source: string;
  degraded: boolean;
  basedOn: string;
  items: {
    itemId: string;
    item: { title: string; categories: string[] };
    reasons: { code: string; evidence: { itemIds: string[] }; share: number }[];
  }[];
}

describe.skipIf(!existsSync(folder))(
  'real films, imported, trained and served (needs ml-latest-small in RECSYNC_DATA)',
  () => {
    let stateFolder: string;
    let cloud: LocalCloud;
    let rated: string[];

    beforeAll(async () => {
      stateFolder = await mkdtemp(join(tmpdir(), 'recsync-movielens-'));
      cloud = await startLocalCloud({
        templateFolder: 'cdk.out',
        stateFolder,
        port: 0,
        dynamodb: process.env.RECSYNC_DYNAMODB,
      });
      announce(cloud, stateFolder);
      const ratings = (await readFile(join(folder, 'ratings.csv'), 'utf8')).split('\n').map((line) => line.split(','));
      rated = ratings.filter(([userId]) => userId === '1').map(([, movieId]) => movieId);
    });
    afterAll(async () => {
      await cloud?.stop();
      await rm(stateFolder, { recursive: true, force: true });
    });

    const importFilms = (from = folder): Promise<{ code: number | null; output: string }> =>
      new Promise((resolve) => {
        const options = ['--format', 'movielens', '--dir', from, '--state', stateFolder];
        const child = spawn(process.execPath, ['--import', 'tsx', 'cli/import.ts', ...options]);
        let output = '';
        child.stdout.on('data', (chunk) => (output += String(chunk)));
        child.once('close', (code) => resolve({ code, output }));
      });
    const recommend = async (user: string): Promise<List> => {
      const answer = await postGraphql<{ recommendations: List }>(
        cloud.graphqlUrl,
        { token: await cloud.token(user) },
        `{ recommendations(limit: 20) { ${LIST} } }`,
      );
      expect(answer.errors).toBeUndefined();
      return answer.data.recommendations;
    };

    test('npm run import takes every line into the running cloud, and nothing the second time', async () => {
      const first = await importFilms();
      expect(first.output).toMatch(/^Read as MovieLens\.\nTook 9,742 items and 100,836 interactions/);
      expect(first.code).toBe(0);
      expect((await importFilms()).output).toMatch(
        /^Read as MovieLens\.\nNothing to do: 9,742 items and 100,836 interactions/,
      );
    }, 900_000);

    test('a model trained on them gives a person films that they have not rated, and says why', async () => {
      await cloud.model.train({ settings: { budgetSeconds: 8, toleratedLoss: 1 } });
      const list = await recommend('1');
      expect(list).toMatchObject({ source: 'MODEL', degraded: false });
      expect(list.items).toHaveLength(20);
      expect(list.items.filter(({ itemId }) => rated.includes(itemId))).toEqual([]);
      const named = list.items.flatMap(({ reasons }) => reasons.flatMap(({ evidence }) => evidence.itemIds));
      expect(named.length).toBeGreaterThan(0);
      expect(named.filter((itemId) => !rated.includes(itemId))).toEqual([]);
      console.log(
        list.items
          .slice(0, 8)
          .map(({ item, reasons }) => `${item.title} (${reasons[0]?.code})`)
          .join('\n'),
      );
    }, 300_000);

    test('a new film rated by a listener leads to a new list without it, and a stranger gets a list too', async () => {
      const { itemId } = (await recommend('1')).items[0];
      const token = await cloud.token('1');
      const client = await RealtimeClient.connect(cloud.realtimeUrl, { token });
      try {
        const query = `subscription { onRecommendation(userId: "1") { ${LIST} } }`;
        expect((await client.subscribe('films', query, {})).type).toBe('start_ack');
        const input = { itemId, eventType: 'RATING', eventValue: 5 };
        const record = 'mutation ($input: RecordInteractionInput!) { recordInteraction(input: $input) { recordedAt } }';
        const answer = await postGraphql<{ recordInteraction: { recordedAt: string } }>(
          cloud.graphqlUrl,
          { token },
          record,
          { input },
        );
        expect(answer.errors).toBeUndefined();
        // The stream still has the import to go through before it comes to this rating.
        const { onRecommendation: pushed } = await client.nextData<{ onRecommendation: List }>('films', 600_000);
        expect(Date.parse(pushed.basedOn)).toBe(Date.parse(answer.data.recordInteraction.recordedAt));
        expect(pushed.items.map((item) => item.itemId)).not.toContain(itemId);
        expect(pushed.items.length).toBeGreaterThan(0);
      } finally {
        client.close();
      }
      const stranger = await recommend('somebody-new');
      expect(stranger.items).toHaveLength(20);
      expect(stranger.source).toBe('POPULAR');
    }, 900_000);

    test('a film file with a broken header is refused and changes nothing', async () => {
      const broken = await mkdtemp(join(tmpdir(), 'recsync-broken-'));
      await writeFile(join(broken, 'movies.csv'), 'film,name\n1,x\n');
      await writeFile(join(broken, 'ratings.csv'), 'userId,movieId,rating,timestamp\n');
      expect((await importFilms(broken)).code).toBe(1);
      await rm(broken, { recursive: true });
      expect((await recommend('1')).items).toHaveLength(20);
    }, 60_000);
  },
);
