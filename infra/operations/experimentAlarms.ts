import type { AlarmRules } from './AlarmRule.ts';
import { ownMetric } from './metrics.ts';

/** What experiments ask of whoever runs them. */
export const experimentAlarms = (): AlarmRules => ({
  ExperimentsStopped: {
    metric: ownMetric('ExperimentsStopped', 'run-experiments'),
    threshold: 1,
    description: 'An experiment stopped by itself because a guard was broken: experimentResults says which.',
  },
  ExperimentsDecided: {
    metric: ownMetric('ExperimentsDecided', 'run-experiments'),
    threshold: 1,
    description: 'A running experiment has told a variant from the control: experimentResults says which. End it.',
  },
  ExperimentsFailed: {
    metric: ownMetric('ExperimentsFailed', 'run-experiments'),
    threshold: 3,
    description: 'A running experiment cannot be brought up to date: look into the log group of run-experiments.',
  },
});
