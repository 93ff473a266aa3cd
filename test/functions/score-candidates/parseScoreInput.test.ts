import { describe, expect, it } from 'vitest';
import { InvalidScoreRequestError } from '../../../functions/score-candidates/errors.ts';
import { parseScoreInput } from '../../../functions/score-candidates/parseScoreInput.ts';

describe('the input of score-candidates', () => {
  const input = { kind: 'POPULAR', placement: 'popular', limit: 10 };

  it('takes the nulls of resolvers for nothing', () => {
    expect(parseScoreInput({ ...input, userId: null, history: null, filter: null, context: null })).toEqual(input);
  });

  it('reads the attributes of a context as object and as JSON text', () => {
    const attributes = { weather: 'rain' };
    expect(parseScoreInput({ ...input, context: { attributes } }).context).toEqual({ attributes });
    expect(parseScoreInput({ ...input, context: { attributes: '{"weather":"rain"}' } }).context).toEqual({
      attributes,
    });
  });

  it.each([
    ['no kind', { kind: undefined }, 'kind'],
    ['a limit of 0', { limit: 0 }, 'limit'],
    ['a moment that is none', { basedOn: 'now' }, 'basedOn'],
    ['a filter on a field that there is not', { filter: { colour: { eq: 'red' } } }, 'filter.colour'],
    ['attributes that are no JSON', { context: { attributes: '{' } }, 'attributes'],
  ])('refuses %s and names it', (_, wrong, name) => {
    const parse = (): unknown => parseScoreInput({ ...input, ...wrong });
    expect(parse).toThrow(InvalidScoreRequestError);
    expect(parse).toThrow(name);
  });

  it('keeps what it can read of a history', () => {
    const instant = '2026-11-21T10:00:00.000Z';
    const good = { itemId: 'a', eventType: 'VIEW', timestamp: instant, recordedAt: instant };
    const history = [good, { ...good, timestamp: 'now' }, { ...good, itemId: '' }, { ...good, eventValue: '4' }, null];
    expect(parseScoreInput({ ...input, history }).history).toEqual([good]);
  });
});
