import type { ArrowsOf } from '../Arrow.ts';
import { calls, keyUse, sourceOf } from '../needs.ts';
import type { Properties } from '../Resource.ts';

const actionsOf = ({ AlarmActions = [], OKActions = [], InsufficientDataActions = [] }: Properties): string[] => [
  ...AlarmActions,
  ...OKActions,
  ...InsufficientDataActions,
];

/**
 * CloudWatch publishes in its own name, so the topic and its key must know it:
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export const alarms: ArrowsOf = (alarm, resources) =>
  actionsOf(alarm.properties).map((action) => {
    const topic = resources.get(action);
    if (topic.type !== 'AWS::SNS::Topic') throw new Error(`Nobody has said what ${alarm.id} needs for ${action}.`);
    const cloudWatch = { service: 'cloudwatch.amazonaws.com' };
    return {
      kind: 'alarm → topic',
      name: `${alarm.id} → ${topic.id}`,
      needs: [
        ...calls(cloudWatch, topic.arn, ['sns:Publish'], sourceOf(alarm, resources)),
        ...keyUse(cloudWatch, topic, resources, ['kms:Decrypt', 'kms:GenerateDataKey']),
      ],
    };
  });
