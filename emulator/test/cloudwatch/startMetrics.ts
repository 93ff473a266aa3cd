import { join } from 'node:path';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { onTestFinished } from 'vitest';
import { readAlarm } from '../../cloudwatch/Alarm.ts';
import { Alarms } from '../../cloudwatch/Alarms.ts';
import { createCloudWatchApi } from '../../cloudwatch/CloudWatchApi.ts';
import { MetricStore } from '../../cloudwatch/MetricStore.ts';
import { createMetricReader } from '../../cloudwatch/readEmbeddedMetrics.ts';
import type { Statement } from '../../identity/index.ts';
import { Topics } from '../../sns/index.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';
import { makeAccess, startTestGateway } from '../helpers/startTestGateway.ts';

export const topicArn = 'arn:aws:sns:us-east-1:000000000000:alarms';
const everything: Statement[] = [{ Effect: 'Allow', Action: 'cloudwatch:*', Resource: '*' }];

/** CloudWatch behind the gateway with these alarms by name, and the SDK's client of a role that has these permissions. */
export async function startMetrics(
  alarmProperties: Record<string, Record<string, unknown>> = {},
  statements = everything,
  folder = folderOfTest(),
) {
  const { access, credentials } = makeAccess(statements);
  const lines: string[] = [];
  const store = new MetricStore(join(folder, 'metrics'), (line) => lines.push(line));
  const topics = new Topics(folder, [{ name: 'alarms', arn: topicArn }]);
  const alarms = new Alarms({
    file: join(folder, 'alarms.json'),
    definitions: Object.entries(alarmProperties).map(([ref, properties]) =>
      readAlarm({
        stack: 's',
        logicalId: ref,
        type: 'AWS::CloudWatch::Alarm',
        ref,
        attributes: { Arn: `arn:aws:cloudwatch:us-east-1:000000000000:alarm:${ref}` },
        properties,
      }),
    ),
    store,
    region: 'us-east-1',
    accountId: '000000000000',
    publish: (arn, subject, message) => void topics.publish(arn, { subject, message }),
    log: (line) => lines.push(line),
  });
  onTestFinished(() => {
    alarms.stop();
    store.stop();
  });
  const endpoint = await startTestGateway(access, createCloudWatchApi(store, alarms, access));
  const client = new CloudWatchClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  /** What functions write to their log. */
  const log = createMetricReader((datum) => store.put(datum));
  return { client, store, alarms, topics, lines, folder, log };
}
