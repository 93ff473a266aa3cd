import type { Schedule } from './parseSchedule.ts';

/** Whom a rule or a schedule calls. */
export interface Target {
  arn: string;
  /** As whom; EventBridge itself where a target's own policy lets it. */
  roleArn?: string;
  /** JSON text, or undefined for what AWS sends by itself. */
  input?: string;
  /** ARN of a queue for what could not be delivered. */
  deadLetterArn?: string;
}

/** A rule of EventBridge, or a schedule of its scheduler. */
export interface ScheduledRule {
  arn: string;
  source: 'aws.events' | 'aws.scheduler';
  isEnabled: boolean;
  schedule: Schedule;
  targets: Target[];
}

/** Hands the event of a rule to one of its targets. @throws what the target refuses */
export type Delivery = (rule: ScheduledRule, target: Target, moment: number) => Promise<void>;
