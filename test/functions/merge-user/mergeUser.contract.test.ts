import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mergeUser } from '../../../functions/merge-user/mergeUser.ts';
import type { BegunMerge, MergeProgress, MergeUserInput } from '../../../schema/contract/merges.ts';
import { startTables } from '../../helpers/startTables.ts';
import type { TestTables } from '../../helpers/startTables.ts';

const start = Date.UTC(2026, 10, 28, 12);
const day = 86_400_000;

describe('the merge of a visitor', () => {
  let tables: TestTables;
  let ids = 0;
  beforeAll(async () => {
    tables = await startTables();
  });
  afterAll(() => tables?.stop());

  const setUp = () => {
    const marks = new Set<string>();
    const clock = { now: () => start };
    const dependencies = {
      client: tables.client,
      userDataTable: tables.userData,
      // The signature is tested by itself: here an id is signed when it says so.
      signature: { verify: async (id: string) => (id.startsWith('signed:') ? id.slice(7) : undefined) },
      archive: {
        mark: async (userId: string) => void marks.add(userId),
        unmark: async (userId: string) => void marks.delete(userId),
      },
      newId: () => `merge-${ids++}`,
      clock: () => clock.now(),
    };
    const run = (input: MergeUserInput) => mergeUser(input, dependencies);
    const begin = (userId: string, visitorId: string) =>
      run({ step: 'begin', userId, anonymousId: `signed:${visitorId}` }) as Promise<BegunMerge>;
    const undo = (userId: string, visitorId: string) =>
      run({ step: 'beginUndo', userId, visitorId }) as Promise<BegunMerge>;
    const goOn = (mergeId: string | undefined, step: 'sweep' | 'finish' = 'sweep') =>
      run({ step, mergeId: mergeId ?? '' }) as Promise<MergeProgress>;
    return { marks, clock, begin, undo, goOn };
  };
  const done = (userId: string, count: number, kind = 'EVT') =>
    Array.from({ length: count }, (_, index) => {
      const timestamp = new Date(start - index * 1000).toISOString();
      const eventId = `e${index}`;
      return { pk: `USER#${userId}`, sk: `${kind}#${timestamp}#${eventId}`, userId, itemId: `i${index}`, timestamp };
    });
  const keysOf = async (userId: string) =>
    (await tables.partition(tables.userData, `USER#${userId}`)).map(({ sk }) => String(sk));
  const eventsOf = async (userId: string) =>
    (await tables.partition(tables.userData, `USER#${userId}`)).filter(({ sk }) => /^(EVT|DISPLAY)#/.test(String(sk)));

  it('moves everything, renews lists, ends, and is found again unchanged', async () => {
    const { begin, goOn, marks } = setUp();
    await tables.put(
      tables.userData,
      ...done('v1', 120),
      ...done('v1', 7, 'DISPLAY'),
      { pk: 'USER#v1', sk: 'REC#home' },
      { pk: 'USER#v1', sk: 'PRESENCE' },
      { pk: 'USER#v1', sk: 'VARIANT#e' },
      { pk: 'USER#u1', sk: 'REC#home' },
      { pk: 'USER#u1', sk: 'EVT#own', userId: 'u1' },
    );
    const { mergeId, refusal } = await begin('u1', 'v1');
    expect(refusal).toBeUndefined();
    expect(await goOn(mergeId)).toMatchObject({ isDone: true, merge: { status: 'MERGING', moved: 127 } });
    expect(await keysOf('v1')).toEqual(['ERASED', 'VARIANT#e']);
    const events = await eventsOf('u1');
    expect(events).toHaveLength(128);
    expect(events.filter(({ mergedFrom, userId }) => mergedFrom === 'v1' && userId === 'u1')).toHaveLength(127);
    expect(await keysOf('u1')).not.toContain('REC#home');
    // What was under way when the mark was written.
    await tables.put(tables.userData, { pk: 'USER#v1', sk: 'EVT#late', userId: 'v1' });
    // The workflow keeps what it is answered, so it is told no names.
    expect(await goOn(mergeId, 'finish')).toEqual({ isDone: true });
    expect((await begin('u1', 'v1')).merge).toMatchObject({ status: 'MERGED', moved: 128 });
    expect((await begin('u1', 'v1')).mergeId).toBeUndefined();
    expect([...marks]).toEqual(['v1']);
    expect(await tables.partition(tables.userData, `MERGE#${mergeId}`)).toEqual([]);
  });

  it('refuses an id that is not signed, erased people on either side, and a visitor of another', async () => {
    const { begin } = setUp();
    const typeOf = async (answer: Promise<BegunMerge>) => (await answer).refusal?.errorType;
    await tables.put(
      tables.userData,
      { pk: 'USER#gone', sk: 'ERASED', status: 'ERASED' },
      { pk: 'USER#going', sk: 'ERASED', status: 'ERASING' },
    );
    const unsigned = mergeUser({ step: 'begin', userId: 'u2', anonymousId: 'v2' }, {
      signature: { verify: async () => undefined },
      clock: () => start,
    } as never) as Promise<BegunMerge>;
    expect(await typeOf(unsigned)).toBe('InvalidVisitor');
    expect(await typeOf(begin('gone', 'v2'))).toBe('UserErased');
    expect(await typeOf(begin('u2', 'going'))).toBe('UserErased');
    expect(await typeOf(begin('u2', 'v2'))).toBeUndefined();
    expect(await typeOf(begin('u3', 'v2'))).toBe('VisitorMerged');
    expect(await keysOf('u3')).toEqual([]);
  });

  it('lets one of many users win who merge one visitor at once', async () => {
    const { begin, goOn } = setUp();
    await tables.put(tables.userData, ...done('v4', 60));
    const users = ['a', 'b', 'c', 'd', 'e'].map((name) => `race-${name}`);
    const answers = await Promise.all(users.map((user) => begin(user, 'v4')));
    await Promise.all(answers.map(({ mergeId }) => goOn(mergeId)));
    const winners = users.filter((_, index) => !answers[index].refusal);
    expect(winners).toHaveLength(1);
    for (const user of users) expect(await eventsOf(user)).toHaveLength(user === winners[0] ? 60 : 0);
  });

  it('moves and counts each thing once when executions run side by side, and what the user has already not at all', async () => {
    const { begin, goOn } = setUp();
    const [first] = done('v5', 150);
    await tables.put(tables.userData, ...done('v5', 150), { ...first, pk: 'USER#u5', userId: 'u5', own: true });
    const { mergeId } = await begin('u5', 'v5');
    await Promise.all([goOn(mergeId), goOn(mergeId), goOn(mergeId, 'finish')]);
    await goOn(mergeId, 'finish');
    expect(await eventsOf('v5')).toEqual([]);
    expect(await eventsOf('u5')).toHaveLength(150);
    expect((await eventsOf('u5')).filter(({ own }) => own)).toHaveLength(1);
    expect((await begin('u5', 'v5')).merge).toMatchObject({ status: 'MERGED', moved: 149 });
  });

  it('goes on where it was when it ran out of time, to and fro', async () => {
    const { begin, undo, goOn, clock } = setUp();
    await tables.put(tables.userData, ...done('v6', 200), ...done('u6', 700, 'DISPLAY'));
    const { mergeId } = await begin('u6', 'v6');
    const exhausted = () => {
      let calls = 0;
      clock.now = () => (calls++ < 2 ? start : start + 60_000);
    };
    exhausted();
    expect(await goOn(mergeId)).toMatchObject({ isDone: false, merge: { moved: 49 } });
    // The newest first.
    expect((await eventsOf('u6')).at(-1)).toMatchObject({ itemId: 'i0', mergedFrom: 'v6' });
    clock.now = () => start;
    await goOn(mergeId, 'finish');
    await undo('u6', 'v6');
    exhausted();
    expect(await goOn(mergeId)).toMatchObject({ isDone: false, merge: { status: 'UNDOING' } });
    const [{ cursor }] = (await tables.partition(tables.userData, 'USER#u6')).filter(({ sk }) => sk === 'VISITOR#v6');
    expect(cursor).toMatch(/^DISPLAY#/);
    clock.now = () => start;
    expect(await goOn(mergeId)).toMatchObject({ isDone: true, merge: { status: 'UNDONE', moved: 0 } });
    expect(await eventsOf('v6')).toHaveLength(200);
    expect(await eventsOf('u6')).toHaveLength(700);
  });

  it('undoes within 30 days, gives back what was moved and nothing else, and then merges anew', async () => {
    const { begin, undo, goOn, clock, marks } = setUp();
    const seen = { pk: 'USER#u7', sk: 'SEEN#2026-11-28', items: '[["i0",0],["own",3]]', revision: 4, position: '9' };
    await tables.put(
      tables.userData,
      ...done('v7', 60),
      seen,
      { pk: 'USER#u7', sk: 'SEEN#BEFORE#0', itemIds: new Set(['i1']) },
      { pk: 'USER#u7', sk: 'EVT#own', userId: 'u7' },
    );
    const { mergeId } = await begin('u7', 'v7');
    await goOn(mergeId, 'finish');
    await tables.put(tables.userData, { pk: 'USER#u7', sk: 'REC#home' });
    expect((await undo('u7', 'v-unknown')).refusal?.errorType).toBe('MergeNotFound');
    expect((await undo('eve', 'v7')).refusal?.errorType).toBe('MergeNotFound');
    clock.now = () => start + 31 * day;
    expect((await undo('u7', 'v7')).refusal?.errorType).toBe('MergeSettled');
    clock.now = () => start + 29 * day;
    const undone = await undo('u7', 'v7');
    expect(undone.merge).toMatchObject({ status: 'UNDOING', userId: 'u7' });
    expect((await begin('u7', 'v7')).refusal?.errorType).toBe('MergeUndoing');
    await Promise.all([goOn(undone.mergeId), goOn(undone.mergeId)]);
    expect(await keysOf('u7')).toEqual(['EVT#own', 'SEEN#2026-11-28']);
    const [, kept] = await tables.partition(tables.userData, 'USER#u7');
    expect(kept).toMatchObject({ items: '[["own",3]]', revision: 5, position: '9' });
    expect(await eventsOf('v7')).toHaveLength(60);
    expect(await keysOf('v7')).not.toContain('ERASED');
    expect([...marks]).toEqual([]);
    const again = await begin('somebody', 'v7');
    await goOn(again.mergeId);
    expect(await eventsOf('somebody')).toHaveLength(60);
  });

  it('moves nothing more once the user is erased', async () => {
    const { begin, goOn } = setUp();
    await tables.put(tables.userData, ...done('v8', 5));
    const { mergeId } = await begin('u8', 'v8');
    await tables.client.send(
      new DeleteCommand({
        TableName: tables.userData,
        Key: { pk: 'USER#u8', sk: 'VISITOR#v8' },
      }),
    );
    expect(await goOn(mergeId)).toEqual({ isDone: true });
    expect(await eventsOf('u8')).toEqual([]);
  });
});
