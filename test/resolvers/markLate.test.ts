import { describe, expect, it } from 'vitest';
import { people } from './helpers/bundles.ts';
import { runField, type Answer } from './helpers/runField.ts';

/** The clock of the tests stands at 12:00. */
const at = (time: string): string => `2026-11-21T${time}Z`;
const event = (eventId: string, timestamp: string, more: object = {}) => ({
  ...{ itemId: 'film-1', eventType: 'VIEW', eventId, timestamp },
  ...more,
});
const found = (): Answer => ({ result: { data: { catalogue: [{ itemId: 'film-1' }], 'user-data': [] } } });
const written = (): Answer => ({ result: { keys: [], cancellationReasons: null } });
const taken = (): Answer => ({ result: { data: {}, unprocessedItems: {} } });

const together = (interactions: object[], markLate = taken, identity: unknown = people.ada) => {
  const context = { identity, arguments: { input: { interactions } } };
  const answers = { readInteractions: found, markLate, putInteractions: written, putRemainingInteractions: written };
  const run = runField('Mutation.recordInteractions', context, answers);
  const outcomes = (run.value as { results: { outcome: string }[] } | undefined)?.results.map(({ outcome }) => outcome);
  return { ...run, names: run.requests.map(({ name }) => name), outcomes };
};
const mark = (userId: string) => ({
  pk: { S: `USER#${userId}` },
  sk: { S: 'LATE#2026-11-21T12:00:60' },
  // A day, as long as lists are kept.
  expiresAt: { N: Date.parse(at('12:00:00')) / 1000 + 86_400 },
});

describe('the mark of what is recorded long after it happened', () => {
  it('is written before the interaction, when that is more than twenty seconds old', () => {
    const run = (timestamp: string) => {
      const context = { identity: people.ada, arguments: { input: event('e', timestamp) } };
      return runField('Mutation.recordInteraction', context, {
        ...{ readInteractions: found, markLate: taken, putInteraction: () => ({ result: {} }) },
      }).requests;
    };
    expect(run(at('11:59:40.000')).map(({ name }) => name)).toEqual(['readInteractions', 'putInteraction']);
    const late = run(at('11:59:39.999'));
    expect(late.map(({ name }) => name)).toEqual(['readInteractions', 'markLate', 'putInteraction']);
    expect(late[1].request).toEqual({ operation: 'BatchPutItem', tables: { 'user-data': [mark('ada')] } });
  });

  it('is one for each user of a batch, and none for impressions and for what is refused', () => {
    const run = together(
      [
        event('a', at('11:00:00'), { userId: 'ada' }),
        event('b', at('11:01:00'), { userId: 'ada' }),
        event('c', at('11:00:00'), { userId: 'bob' }),
        event('d', at('11:59:59'), { userId: 'cid' }),
        event('e', at('11:00:00'), { userId: 'dan', eventType: 'IMPRESSION' }),
        event('f', at('11:00:00'), { userId: 'eve', itemId: 'unknown' }),
      ],
      taken,
      people.backend,
    );
    expect(run.requests.find(({ name }) => name === 'markLate')?.request.tables).toEqual({
      'user-data': [mark('ada'), mark('bob')],
    });
    expect(run.outcomes).toEqual(['RECORDED', 'RECORDED', 'RECORDED', 'RECORDED', 'RECORDED', 'REJECTED']);
  });

  it('comes first: what could not be marked is not written, nor told to be there', () => {
    const busy = (): Answer => ({ result: { unprocessedItems: { 'user-data': [{ pk: 'USER#ada' }] } } });
    const run = together(
      [
        event('a', at('11:00:00'), { userId: 'ada' }),
        event('a', at('11:00:00'), { userId: 'ada' }),
        event('b', at('11:00:00'), { userId: 'bob' }),
      ],
      busy,
      people.backend,
    );
    expect(run.outcomes).toEqual(['RETRY', 'RETRY', 'RECORDED']);
    const failed = together([event('a', at('11:00:00'))], () => ({ error: { type: 'DynamoDB:X', message: 'secret' } }));
    expect(failed.error?.type).toBe('InternalFailure');
    expect(failed.names).toEqual(['readInteractions', 'markLate']);
  });
});
