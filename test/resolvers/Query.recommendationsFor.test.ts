import { describe, expect, it } from 'vitest';
import { nowInstant, people } from './helpers/bundles.ts';
import { at, idsOf, items, names, scored, type List } from './helpers/recommend.ts';
import { runField, type Answer, type FieldRun } from './helpers/runField.ts';

type Request = Record<string, unknown>;
interface KeyRead {
  tables: { catalogue: { keys: { itemId: { S: string } }[] } };
}

const keysOf = (request: Request) =>
  (request as unknown as KeyRead).tables.catalogue.keys.map(({ itemId }) => itemId.S);
/** The catalogue: every item asked for is there, but those said to be hidden or missing. */
const catalogue =
  ({ hidden = [] as string[], missing = [] as string[] } = {}) =>
  (request: Request): Answer => ({
    result: {
      data: {
        catalogue: keysOf(request).map((itemId) =>
          missing.includes(itemId) ? null : { itemId, hidden: hidden.includes(itemId) },
        ),
      },
      unprocessedKeys: {},
    },
  });
const ask = (args: Request, answers: Record<string, (request: Request) => Answer> = {}) =>
  runField(
    'Query.recommendationsFor',
    { identity: people.apiKey, arguments: args },
    { keepShownHistory: catalogue(), scoreCandidates: scored(items(1, 3), { userId: null }), ...answers },
  ) as Omit<FieldRun, 'value'> & { value: List };
const payloadOf = ({ requests }: Pick<FieldRun, 'requests'>) =>
  requests.find(({ name }) => name === 'scoreCandidates')!.request.payload as Request;
const entry = (itemId: string, minute: number) => ({ itemId, eventType: 'VIEW', timestamp: at(minute) });
const kept = (itemId: string, minute: number) => ({ ...entry(itemId, minute), recordedAt: at(minute) });

describe('Query.recommendationsFor', () => {
  it('scores the history that comes with the request, and neither reads nor writes anything of a user', () => {
    const history = [entry('a', 1), { ...entry('b', 2), eventValue: 4 }];
    const run = ask({ history, limit: 2 });
    expect(names(run)).toEqual(['keepShownHistory', 'scoreCandidates']);
    expect(run.requests[0].request.operation).toBe('BatchGetItem');
    expect(payloadOf(run)).toEqual({
      kind: 'RECOMMEND',
      placement: 'home',
      limit: 3,
      history: [kept('a', 1), { ...kept('b', 2), eventValue: 4 }],
      hasMoreHistory: false,
      excludeItemIds: [],
      explain: true,
      requestedAt: Date.parse(nowInstant),
    });
    expect(idsOf(run.value)).toEqual(['i1', 'i2']);
    expect(run.value).toMatchObject({ userId: null, basedOn: at(2), nextToken: expect.any(String) });
  });

  it('passes on what else was asked for', () => {
    const asked = {
      placement: 'cart',
      filter: { price: { lt: 5 } },
      context: { device: 'phone' },
      excludeItemIds: ['x'],
      diversity: 0.5,
      explain: false,
      maxLatencyMs: 200,
    };
    expect(payloadOf(ask({ history: [], ...asked }))).toMatchObject(asked);
  });

  it('asks the catalogue for nothing when nothing was done', () => {
    const run = ask({ history: [] });
    expect(names(run)).toEqual(['scoreCandidates']);
    expect(payloadOf(run).history).toEqual([]);
    expect(run.value.basedOn).toBeNull();
  });

  it('looks each item up once, and leaves out what is hidden or missing', () => {
    const history = [entry('a', 1), entry('a', 2), entry('secret', 3), entry('gone', 4)];
    const run = ask({ history }, { keepShownHistory: catalogue({ hidden: ['secret'], missing: ['gone'] }) });
    expect(keysOf(run.requests[0].request)).toEqual(['a', 'secret', 'gone']);
    expect(payloadOf(run).history).toEqual([kept('a', 1), kept('a', 2)]);
    expect(run.value.basedOn).toBe(at(2));
  });

  it('takes an entry without a timestamp, or ahead of the clock, for one of now', () => {
    const history = [
      { itemId: 'a', eventType: 'VIEW' },
      { ...entry('b', 1), timestamp: '2999-01-01T00:00:00Z' },
    ];
    expect(payloadOf(ask({ history })).history).toEqual(
      history.map(({ itemId, eventType }) => ({ itemId, eventType, timestamp: nowInstant, recordedAt: nowInstant })),
    );
  });

  it('pages through one list, with the same history and with what was done since left out', () => {
    const history = [entry('a', 1), { itemId: 'b', eventType: 'VIEW' }];
    const { value: first } = ask({ history, limit: 2 });
    const later = [...history.slice(0, 1), { ...history[1] }, { ...entry('i9', 1), timestamp: '2999-01-01T00:00:00Z' }];
    const second = payloadOf(ask({ history: later, limit: 2, nextToken: first.nextToken }));
    expect(second.excludeItemIds).toEqual(['i1', 'i2']);
    expect(second.history).toMatchObject([{ timestamp: at(1) }, { timestamp: nowInstant }, { timestamp: nowInstant }]);

    const { value: dated } = ask({ history: [entry('a', 1)], limit: 2 });
    const grown = payloadOf(ask({ history: [entry('a', 1), entry('i9', 5)], limit: 2, nextToken: dated.nextToken }));
    expect(grown.history).toEqual([kept('a', 1)]);
    expect(grown.excludeItemIds).toEqual(['i1', 'i2', 'i9']);
    expect(ask({ history, placement: 'cart', nextToken: first.nextToken }).error?.type).toBe('InvalidNextToken');
  });

  it.each([
    ['history', Array.from({ length: 51 }, () => entry('a', 1)), 'received 51 entries; allowed: at most 50'],
    ['history[0].itemId', [entry('', 1)], 'received an empty text'],
    ['history[1].timestamp', [entry('a', 1), { ...entry('b', 1), timestamp: '1970-01-01T00:00:00Z' }], 'from 1990 on'],
    ['history[0].eventValue', [{ ...entry('a', 1), eventValue: 1e16 }], 'received 10000000000000000'],
  ])('refuses what is out of bounds: %s', (path, history, said) => {
    const { error, requests } = ask({ history });
    expect(error).toMatchObject({ type: 'InvalidInput', message: expect.stringContaining(`${path}: `) });
    expect(error?.message).toContain(said);
    expect(requests).toEqual([]);
  });

  it('takes fifty entries', () => {
    const history = Array.from({ length: 50 }, (_, index) => entry(`a${index}`, 1));
    expect(payloadOf(ask({ history })).history).toHaveLength(50);
  });

  it('says nothing of what happens inside when a data source fails', () => {
    const failure = (): Answer => ({ error: { type: 'DynamoDB:AccessDenied', message: 'secret' } });
    for (const name of ['keepShownHistory', 'scoreCandidates']) {
      const { error } = ask({ history: [entry('a', 1)] }, { [name]: failure });
      expect(error?.type).toBe('InternalFailure');
      expect(error?.message).not.toContain('secret');
    }
  });
});
