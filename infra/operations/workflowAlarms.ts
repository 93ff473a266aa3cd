import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { AlarmRule, AlarmRules } from './AlarmRule.ts';
import { period } from './metrics.ts';

export type WorkflowAlarmsProps = Record<'push' | 'erasure' | 'merge' | 'training' | 'batch', StateMachine>;

const failures = (workflow: StateMachine, threshold: number, description: string): AlarmRule => ({
  metric: workflow.metricFailed({ period }),
  threshold,
  description,
});

/** An execution that is over its time is none that failed: it has a metric of its own, and its states could say nothing. */
const timeouts = (workflow: StateMachine, threshold: number, description: string): AlarmRule => ({
  metric: workflow.metricTimedOut({ period }),
  threshold,
  description,
});

/** Executions that do not end well. That trainings and lists in bulk fail, they say themselves (`modelAlarms`). */
export const workflowAlarms = ({ push, erasure, merge, training, batch }: WorkflowAlarmsProps): AlarmRules => ({
  WorkflowFailures: failures(push, 5, 'Pushes fail: the log group of the workflow says in which step.'),
  WorkflowTimeouts: timeouts(
    push,
    5,
    'Pushes take over 30 seconds and are given up: compare the latency of score-candidates and of the endpoint.',
  ),
  ErasureFailures: failures(
    erasure,
    1,
    'The data of somebody were not erased: correct what erase-user logs, and send deleteUserData again.',
  ),
  ErasureTimeouts: timeouts(
    erasure,
    1,
    'An erasure was not done within seven days: see in the execution what it waits for, and send deleteUserData again.',
  ),
  MergeFailures: failures(
    merge,
    1,
    'A merge was not ended: correct what merge-user logs, and send mergeUser or undoMerge again.',
  ),
  MergeTimeouts: timeouts(
    merge,
    1,
    'A merge was not done within a day: see in the execution what it waits for, and send mergeUser or undoMerge again.',
  ),
  TrainingTimeouts: timeouts(
    training,
    1,
    'A training was not done within seven days, and the old model goes on: see in the execution what it waits for, and send requestTraining.',
  ),
  BatchTimeouts: timeouts(
    batch,
    1,
    'Lists in bulk were not done within two days: see in the execution what they wait for, and send requestBatchRecommendations.',
  ),
});
