import { expect, test } from 'vitest';
import { defaultEventTypeWeights, defaultValueMeanings } from '../../../model/contract/eventRules.ts';
import { parseTrainingSettings } from '../../../model/training/TrainingSettings.ts';

test('hyperparameters are strings, quoted or not; the command line wins; the platform own names are ignored', () => {
  const settings = parseTrainingSettings(
    '/ml',
    {
      seed: '"5"',
      budget_seconds: '60',
      models: 'itemKNN, popularity',
      event_type_weights: '{"VIEW":0.5}',
      value_meanings: '{"RATING":"NONE","PLAY":"FRACTION"}',
      sagemaker_region: '"x"',
    },
    ['--budget', '2m'],
  );
  expect(settings).toEqual({
    root: '/ml',
    seed: 5,
    budgetSeconds: 120,
    models: ['itemKNN', 'popularity'],
    rules: {
      eventTypeWeights: { ...defaultEventTypeWeights, VIEW: 0.5 },
      valueMeanings: { ...defaultValueMeanings, RATING: 'NONE', PLAY: 'FRACTION' },
      positiveValue: undefined,
    },
  });
  expect(parseTrainingSettings('/ml', {})).toMatchObject({ seed: 1, budgetSeconds: 120, models: undefined });
  expect(parseTrainingSettings('/ml', { positive_value: '4' }).rules.positiveValue).toBe(4);
  expect(parseTrainingSettings('/ml', { model_version: '20261128-140000-ab12' }).modelVersion).toBe(
    '20261128-140000-ab12',
  );
});

test.each([
  [{ seed: '-1' }, 'seed must be a whole number'],
  [{ seed: '' }, 'seed must be a number'],
  [{ budget_seconds: '0' }, 'budget must be a time'],
  [{ event_type_weights: '{"VIEW":"high"}' }, 'event_type_weights must be a JSON object'],
  [
    { value_meanings: '{"RATING":"STARS"}' },
    'value_meanings must be a JSON object of event types and RATING, FRACTION',
  ],
  [{ positive_value: 'four' }, 'positive_value must be a number'],
  [{ model_version: 'a/b' }, 'model_version must be 1 to 63 letters'],
  [{ model_version: '-a' }, 'model_version must be'],
])('refuses %j', (hyperparameters, message) => {
  expect(() => parseTrainingSettings('/ml', hyperparameters as Record<string, string>)).toThrow(message);
});
