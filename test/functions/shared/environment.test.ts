import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../../functions/shared/environment.ts';
import { InvalidEnvironmentError } from '../../../functions/shared/errors.ts';

describe('the environment of a function', () => {
  const environment = {
    USER_DATA_TABLE: 'u',
    CATALOGUE_TABLE: 'i',
    COUNTERS_TABLE: 'c',
    MODELS_TABLE: 'm',
    FEEDBACK_TABLE: 'b',
    COMPARE_MODELS_FUNCTION: 'f',
    POWERTOOLS_METRICS_NAMESPACE: 'n',
    HISTORY_SIZE: '50',
  };

  it('is read into types', () => {
    expect(readEnvironment('score-candidates', { ...environment, PATH: '/' })).toEqual({
      ...environment,
      HISTORY_SIZE: 50,
    });
  });

  it('names every variable that is missing or wrong', () => {
    const read = (): unknown =>
      readEnvironment('score-candidates', { ...environment, COUNTERS_TABLE: undefined, HISTORY_SIZE: '0' });
    expect(read).toThrow(InvalidEnvironmentError);
    expect(read).toThrow(/COUNTERS_TABLE.*HISTORY_SIZE/);
  });
});
