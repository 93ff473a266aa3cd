import { describe, expect, it } from 'vitest';
import { InvalidEnvironmentError } from '../../../functions/shared/errors.ts';
import { parseEnvironment, positiveInteger, text } from '../../../functions/shared/parseEnvironment.ts';

describe('the environment of a function', () => {
  it('is read into types', () => {
    expect(parseEnvironment({ TABLE: text, SIZE: positiveInteger }, { TABLE: 't', SIZE: '50', PATH: '/' })).toEqual({
      TABLE: 't',
      SIZE: 50,
    });
  });

  it('names every variable that is missing or wrong', () => {
    const parse = (): unknown => parseEnvironment({ TABLE: text, SIZE: positiveInteger }, { SIZE: '0' });
    expect(parse).toThrow(InvalidEnvironmentError);
    expect(parse).toThrow(/TABLE.*SIZE/);
  });
});
