import type { ArrowsOf } from '../Arrow.ts';
import { calls, delivery, keyUse, reading } from '../needs.ts';

/**
 * Lambda polls a stream, and puts away what could not be handled, as the function's role:
 * https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html#events-dynamodb-permissions
 */
export const eventSources: ArrowsOf = (mapping, resources) => {
  const { FunctionName, EventSourceArn, DestinationConfig } = mapping.properties;
  const handler = resources.get(FunctionName);
  const role = { role: String(handler.properties.Role) };
  const source = resources.get(EventSourceArn);
  if (source.type !== 'AWS::DynamoDB::GlobalTable') {
    throw new Error(`Nobody has said what reading from ${source.type} (${mapping.id}) needs.`);
  }
  const read = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map((name) => `dynamodb:${name}`);
  const target = DestinationConfig?.OnFailure && resources.get(DestinationConfig.OnFailure.Destination);
  return [
    {
      kind: 'stream → function',
      name: `${source.id} → ${handler.id}`,
      needs: [...calls(role, String(EventSourceArn), read), ...keyUse(role, source, resources, reading)],
    },
    ...(target
      ? [
          {
            kind: 'failed records → destination',
            name: `${mapping.id} → ${target.id}`,
            needs: delivery(role, target, resources),
          },
        ]
      : []),
  ];
};
