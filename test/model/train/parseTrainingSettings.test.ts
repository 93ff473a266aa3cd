import { expect, test } from 'vitest';
import { defaultEventTypeWeights } from '../../../model/data/eventTypeWeights.ts';
import { parseTrainingSettings } from '../../../model/training/TrainingSettings.ts';

test('hyperparameters are strings, quoted or not; the command line wins; the platform own names are ignored', () => {
  const settings = parseTrainingSettings(
    '/ml',
    {
      seed: '"5"',
      budget_seconds: '60',
      models: 'itemKNN, popularity',
      event_type_weights: '{"VIEW":0.5}',
      sagemaker_region: '"x"',
    },
    ['--budget', '2m'],
  );
  expect(settings).toEqual({
    root: '/ml',
    seed: 5,
    budgetSeconds: 120,
    models: ['itemKNN', 'popularity'],
    eventTypeWeights: { ...defaultEventTypeWeights, VIEW: 0.5 },
    positiveValue: undefined,
  });
  expect(parseTrainingSettings('/ml', {})).toMatchObject({ seed: 1, budgetSeconds: 120, models: undefined });
  expect(parseTrainingSettings('/ml', { positive_value: '4' }).positiveValue).toBe(4);
});

test.each([
  [{ seed: '-1' }, 'seed must be a whole number'],
  [{ seed: '' }, 'seed must be a number'],
  [{ budget_seconds: '0' }, 'budget must be a time'],
  [{ event_type_weights: '{"VIEW":"high"}' }, 'event_type_weights must be a JSON object'],
  [{ positive_value: 'four' }, 'positive_value must be a number'],
])('refuses %j', (hyperparameters, message) => {
  expect(() => parseTrainingSettings('/ml', hyperparameters as Record<string, string>)).toThrow(message);
});
