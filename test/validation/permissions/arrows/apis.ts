import type { ArrowsOf } from '../Arrow.ts';
import { sourceOf } from '../needs.ts';
import { writingLogs } from './functions.ts';

/** AppSync writes to a log group that it names after the API: https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html */
export const apis: ArrowsOf = (api, resources) => {
  const role = api.properties.LogConfig?.CloudWatchLogsRoleArn;
  if (!role) return [];
  const logs = resources.get(`/aws/appsync/apis/${api.attributes.ApiId}`);
  return [
    {
      kind: 'API → its logs',
      name: `${api.id} → ${logs.id}`,
      needs: [
        { service: 'appsync.amazonaws.com', actsAs: String(role), context: sourceOf(api, resources) },
        ...writingLogs({ role: String(role) }, logs, resources),
      ],
    },
  ];
};
