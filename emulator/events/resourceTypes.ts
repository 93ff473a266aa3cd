import type { Properties, ResourceTypes } from '../template/index.ts';

const checkSchedule = ({ ScheduleExpressionTimezone: zone }: Properties): string | undefined =>
  zone === undefined || zone === 'UTC' ? undefined : `its time zone ${String(zone)} is not emulated`;

/** The resource types of EventBridge and of its scheduler. */
export const resourceTypes: ResourceTypes = {
  'AWS::Events::Rule': {
    uses: ['Name', 'ScheduleExpression', 'State', 'Targets', 'EventBusName'],
    ignores: ['Description', 'Tags'],
    check: ({ EventPattern, EventBusName }) =>
      EventPattern !== undefined || (EventBusName ?? 'default') !== 'default'
        ? 'rules for events are not emulated: no service here sends any'
        : undefined,
    identify: ({ name, arn }) => {
      const ref = name('Name', 64);
      return { ref, attributes: { Arn: arn('events', `rule/${ref}`) } };
    },
  },
  'AWS::Scheduler::Schedule': {
    uses: ['Name', 'GroupName', 'ScheduleExpression', 'ScheduleExpressionTimezone', 'State', 'Target'],
    // A window within which AWS may choose: here it is the begin of it.
    ignores: ['Description', 'FlexibleTimeWindow', 'KmsKeyArn'],
    check: checkSchedule,
    identify: ({ name, text, arn }) => {
      const ref = name('Name', 64);
      return { ref, attributes: { Arn: arn('scheduler', `schedule/${text('GroupName') || 'default'}/${ref}`) } };
    },
  },
};
