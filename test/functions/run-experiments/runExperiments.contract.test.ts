import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasDynoxide } from '../../../emulator/test/helpers/startEngine.ts';
import { placementCopies, placementPartitionKey, variantSortKey } from '../../../schema/contract/feedback.ts';
import { userPartitionKey } from '../../../schema/contract/keys.ts';
import { startTables } from '../../helpers/startTables.ts';
import type { TestTables } from '../../helpers/startTables.ts';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { Experiments } from './helpers/Experiments.ts';

interface Shown {
  users: number;
  suspects: number;
  unclear: number;
  variants: { variant: string; users: number; outcomes: number; share: number; verdict: string | null }[];
}
const shown = (results: unknown): Record<string, [users: number, outcomes: number]> =>
  Object.fromEntries((results as Shown).variants.map(({ variant, users, outcomes }) => [variant, [users, outcomes]]));

describe.skipIf(!hasDynoxide)('experiments', () => {
  let tables: TestTables;
  let experiments: Experiments;
  beforeEach(async () => {
    tables = await startTables();
    experiments = new Experiments(tables);
  });
  afterEach(() => tables.stop());

  const copies = async () =>
    Promise.all(
      Array.from({ length: placementCopies }, async (_, copy) => {
        const [row] = await tables.partition(tables.feedback, placementPartitionKey('home', copy));
        return row;
      }),
    );

  /** Users of each variant: the first `count` ids that the split gives it. */
  async function usersOf(variant: string, count: number, prefix = 'u'): Promise<string[]> {
    const assigned = await experiments.assignment();
    const userIds = Array.from({ length: 10 * count + 20 }, (_, index) => `${prefix}${index}`);
    return userIds.filter((userId) => assigned(userId) === variant).slice(0, count);
  }

  it('are drafts first, say how many users they need, and when they start every copy of the placement shows them', async () => {
    const { row: draft } = await experiments.put({}, false);
    expect(draft).toMatchObject({ status: 'DRAFT', revision: 1 });
    expect(draft!.usersNeeded).toBeGreaterThan(500);
    expect((await copies()).every((row) => row === undefined)).toBe(true);
    const { row } = await experiments.put({}, true, 1);
    expect(row).toMatchObject({ status: 'RUNNING', revision: 2, startedAt: '2026-11-28T10:00:00.000Z' });
    const written = await copies();
    expect(new Set(written.map(({ experiment, revision }) => JSON.stringify([experiment, revision]))).size).toBe(1);
    expect(JSON.parse(String(written[0].experiment))).toMatchObject({ experimentId: 'prices' });
  });

  it('refuse what does not fit what is there, by name', async () => {
    await experiments.put();
    const types = [
      await experiments.put({}, true),
      await experiments.put({}, true, 1),
      await experiments.put({ experimentId: 'other' }),
      await experiments.put({
        experimentId: 'versions',
        placement: 'cart',
        variants: [
          { variant: 'a', share: 5000 },
          { variant: 'b', share: 5000, modelVersion: 'none' },
        ],
      }),
      await experiments.run({ kind: 'END', experimentId: 'none', promote: null, caller: 'admin' }),
      await experiments.run({ kind: 'END', experimentId: 'prices', promote: 'none', caller: 'admin' }),
      await experiments.run({ kind: 'RESULTS', experimentId: 'none' }),
    ].map((answer) => (answer as { refusal?: { errorType: string } }).refusal?.errorType);
    expect(types).toEqual([
      'ExperimentChanged',
      'ExperimentStarted',
      'PlacementInUse',
      'ModelVersionNotFound',
      'ExperimentNotFound',
      'InvalidInput',
      'ExperimentNotFound',
    ]);
  });

  it('count a user once, by the first exposure and what came of it within the window', async () => {
    await experiments.put();
    const [one, two, three] = await usersOf('control', 3);
    const [four] = await usersOf('treatment', 1);
    // A click without anything seen exposes nobody.
    await experiments.see('nobody', ['CLICK']);
    await experiments.see(one, ['IMPRESSION', 'CLICK', 'CLICK', 'VIEW']);
    await experiments.see(one, ['IMPRESSION', 'CLICK']);
    await experiments.see(two, ['IMPRESSION']);
    await experiments.see(three, ['IMPRESSION', 'PURCHASE']);
    await experiments.see(four, ['IMPRESSION', 'CLICK']);
    experiments.now += 90_000;
    // After the window.
    await experiments.see(two, ['CLICK']);
    await experiments.advance();
    experiments.passWindow();
    await experiments.advance();
    await experiments.advance();
    expect(experiments.troubles).toEqual([]);
    expect(shown(await experiments.results())).toEqual({ control: [3, 1], treatment: [1, 1] });
  });

  it('count the same when every record is delivered twice, to other instances too', async () => {
    await experiments.put({ goal: 'REVENUE', revenueCap: 100 });
    const [userId] = await usersOf('treatment', 1);
    const events = await experiments.events(userId, ['IMPRESSION', 'PURCHASE'], { eventValue: 30 });
    for (const notes of [experiments.freshNotes(), experiments.freshNotes(), experiments.freshNotes()]) {
      expect(await notes.note([...events, ...events], experiments.now)).toEqual(new Map());
    }
    experiments.passWindow();
    await Promise.all([experiments.advance(), experiments.advance(), experiments.advance()]);
    expect(experiments.troubles).toEqual([]);
    expect(shown(await experiments.results())).toEqual({ control: [0, 0], treatment: [1, 0.3] });
  });

  it('leave out who is erased, who is not believed, and who names a variant that is not theirs', async () => {
    await experiments.put();
    const [erased, suspect, cleared, honest, liar] = await usersOf('control', 5);
    for (const userId of [erased, suspect, cleared, honest]) await experiments.see(userId, ['IMPRESSION', 'CLICK']);
    await experiments.see(liar, ['IMPRESSION', 'CLICK'], { variant: 'treatment' });
    const key = { pk: userPartitionKey(erased), sk: variantSortKey('prices') };
    await tables.client.send(new DeleteCommand({ TableName: tables.userData, Key: key }));
    await tables.put(
      tables.userData,
      { pk: userPartitionKey(suspect), sk: 'SUSPECT', userId: suspect, open: new Set(['mark']) },
      { pk: userPartitionKey(cleared), sk: 'SUSPECT', userId: cleared },
    );
    experiments.passWindow();
    await experiments.advance();
    const results = await experiments.results();
    expect(shown(results)).toEqual({ control: [2, 2], treatment: [0, 0] });
    expect(results).toMatchObject({ users: 2, suspects: 1, unclear: 1 });
  });

  it('note nothing of experiments and variants that clients made up, and read of each once', async () => {
    await experiments.put();
    const notes = experiments.freshNotes();
    const events = await experiments.events('ada', ['IMPRESSION', 'CLICK']);
    const named = (from: string, to: string) =>
      events.map((event) => ({ ...event, recommendationId: event.recommendationId.replace(from, to) }));
    const variant = await experiments.variantOf('ada');
    for (const made of [named('.prices.', '.made-up.'), named(`.${variant}`, '.made-up')]) {
      expect(await notes.note(made, experiments.now)).toEqual(new Map());
    }
    expect(await experiments.tables.partition(experiments.tables.userData, userPartitionKey('ada'))).toEqual([]);
    // The same instance notes what is true, and what starts within seconds of being named too early.
    await notes.note(events, experiments.now);
    const early = events.map((event) => ({
      ...event,
      userId: 'ben',
      recommendationId: event.recommendationId.replace('.prices.', '.later.'),
    }));
    await notes.note(early, experiments.now);
    await experiments.put({ experimentId: 'later', placement: 'basket' });
    await notes.note(early, experiments.now + 5_000);
    for (const userId of ['ada', 'ben']) {
      const rows = await experiments.tables.partition(experiments.tables.userData, userPartitionKey(userId));
      expect(rows).toMatchObject([{ clickedAt: expect.any(String) }]);
    }
  });

  it('stop by themselves when a guard is broken, and the placement is as before', async () => {
    await experiments.put({ segments: false });
    for (const userId of await usersOf('control', 60)) await experiments.see(userId, ['IMPRESSION']);
    for (const userId of await usersOf('treatment', 60)) await experiments.see(userId, ['IMPRESSION', 'DISLIKE']);
    experiments.passWindow();
    await experiments.advance();
    expect(await experiments.rows.experiment('prices')).toMatchObject({ status: 'ENDED', endReason: 'GUARD_BROKEN' });
    expect((await copies()).every((row) => row.experiment === undefined && row.revision === 2)).toBe(true);
    expect(experiments.told).toEqual(['prices STOPPED']);
    expect(await experiments.advance()).toEqual({ advanced: 0 });
  });

  it('move the split of a bandit to what people choose, down to its floor, and keep counting by the split of the time', async () => {
    await experiments.put({ allocation: 'BANDIT', smallestShare: 1000, segments: false, guards: [] });
    for (let round = 0; round < 3; round += 1) {
      for (let index = 0; index < 80; index += 1) {
        const userId = `round${round}-${index}`;
        const isTreatment = (await experiments.variantOf(userId)) === 'treatment';
        const clicks = isTreatment ? index % 2 === 0 : index % 10 === 0;
        await experiments.see(userId, ['IMPRESSION', ...(clicks ? ['CLICK'] : [])]);
      }
      experiments.passWindow();
      await experiments.advance();
      // Until the new split is known everywhere.
      experiments.now += 10_000;
    }
    expect(experiments.troubles).toEqual([]);
    const results = (await experiments.results()) as unknown as Shown & { splits: unknown[] };
    const [control, treatment] = results.variants;
    expect(treatment.share).toBeGreaterThan(0.85);
    expect(control.share).toBeGreaterThanOrEqual(0.1);
    expect(control.users + treatment.users).toBe(240);
    expect(results.unclear).toBe(0);
    expect(results.splits.length).toBeGreaterThan(1);
    expect(JSON.parse(String((await copies())[5].experiment))).toMatchObject({ hasMoved: true });
  });

  it('leave out users whose list was made while a change of the split was on its way', async () => {
    await experiments.put({ allocation: 'BANDIT', smallestShare: 1000, segments: false, guards: [] });
    for (const userId of await usersOf('treatment', 40)) await experiments.see(userId, ['IMPRESSION', 'CLICK']);
    experiments.passWindow();
    await experiments.advance();
    expect(experiments.told).toContain('prices MOVED');
    experiments.now += 2_000;
    await experiments.see('early', ['IMPRESSION']);
    experiments.now += 8_000;
    await experiments.see('late', ['IMPRESSION']);
    experiments.passWindow();
    await experiments.advance();
    expect(await experiments.results()).toMatchObject({ users: 41, unclear: 1 });
  });

  it('end with a promotion: the settings of the variant stay, and its version is live in the same step', async () => {
    const version = '20261101-030000-00aa';
    await tables.put(
      tables.models,
      { pk: 'VERSION', sk: version, modelVersion: version, endpointName: 'shop-b', status: 'RETIRED' },
      { pk: 'VERSION', sk: 'old', modelVersion: 'old', endpointName: 'shop-a', status: 'LIVE' },
      { pk: 'LIVE', sk: 'LIVE', revision: 4, champion: { modelVersion: 'old', endpointName: 'shop-a' } },
    );
    await experiments.put({
      variants: [
        { variant: 'control', share: 5000 },
        { variant: 'treatment', share: 5000, settings: { diversity: 0.5 }, modelVersion: version },
      ],
    });
    const answer = await experiments.run({
      kind: 'END',
      experimentId: 'prices',
      promote: 'treatment',
      caller: 'admin',
    });
    expect(answer).toMatchObject({ row: { status: 'ENDED', endReason: 'PROMOTED', promoted: 'treatment' } });
    const [copy] = await copies();
    expect(copy.experiment).toBeUndefined();
    expect(JSON.parse(String(copy.settings))).toEqual({ diversity: 0.5 });
    const [live] = await tables.partition(tables.models, 'LIVE');
    expect(live).toMatchObject({ revision: 5, champion: { modelVersion: version, endpointName: 'shop-b' } });
    const statuses = await tables.partition(tables.models, 'VERSION');
    expect(statuses.map(({ sk, status }) => [sk, status])).toEqual([
      [version, 'LIVE'],
      ['old', 'RETIRED'],
    ]);
  });

  it('tell new from returning users, and a broken row of one user stops no other', async () => {
    await experiments.put();
    const [returning, fresh, broken] = await usersOf('treatment', 3);
    await tables.put(tables.userData, { pk: userPartitionKey(returning), sk: 'EVT#2026-11-01T00:00:00.000Z#e' });
    for (const userId of [returning, fresh, broken]) await experiments.see(userId, ['IMPRESSION', 'CLICK']);
    await tables.put(tables.userData, { pk: userPartitionKey(broken), sk: variantSortKey('prices'), variant: 7 });
    experiments.passWindow();
    await experiments.advance();
    const results = (await experiments.results()) as unknown as {
      variants: { segments: { segment: string; users: number }[] }[];
    };
    expect(results.variants[1].segments).toMatchObject([
      { segment: 'NEW', users: 1 },
      { segment: 'RETURNING', users: 1 },
    ]);
    expect(experiments.troubles).toEqual(['Exposures of another form']);
  });
});
