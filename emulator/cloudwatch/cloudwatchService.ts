import { join } from 'node:path';
import type { ServiceModule } from '../service/ServiceModule.ts';
import { snsService } from '../sns/index.ts';
import { sqsService } from '../sqs/index.ts';
import { readAlarm, type AlarmDefinition } from './Alarm.ts';
import { Alarms } from './Alarms.ts';
import { createCloudWatchApi } from './CloudWatchApi.ts';
import { measureQueues } from './measureQueues.ts';
import { MetricStore } from './MetricStore.ts';
import { resourceTypes } from './resourceTypes.ts';

/** SQS tells its metrics every minute. */
const queueInterval = 60_000;

export interface RunningCloudWatch {
  metrics: MetricStore;
  alarms: Alarms;
}

/** Metrics of functions and callers, and the alarms of the template on them. */
export const cloudwatchService: ServiceModule<RunningCloudWatch> = {
  name: 'CloudWatch',
  resourceTypes,
  stateFolders: ['cloudwatch'],
  plan: (template) => {
    const topics = template.ofType('AWS::SNS::Topic').map(({ ref }) => ref);
    const definitions = template.ofType('AWS::CloudWatch::Alarm').map((resource): AlarmDefinition => {
      let alarm: AlarmDefinition;
      try {
        alarm = readAlarm(resource);
      } catch (error) {
        return template.refuse(resource, (error as Error).message);
      }
      const other = Object.values(alarm.actions)
        .flat()
        .find((arn) => !topics.includes(arn));
      return other === undefined
        ? alarm
        : template.refuse(resource, `its action ${other} is not emulated: only topics of the template are`);
    });
    return ({ options, region, accountId, access, service, serve, onStop }) => {
      const folder = join(options.stateFolder, 'cloudwatch');
      const { log } = options;
      const metrics = new MetricStore(join(folder, 'metrics'), log);
      const topicService = service(snsService);
      const alarms = new Alarms({
        file: join(folder, 'alarms.json'),
        definitions,
        store: metrics,
        region,
        accountId,
        publish: (topicArn, subject, message) => void topicService.publish(topicArn, { subject, message }),
        log,
      });
      const queues = service(sqsService);
      const timer = setInterval(() => measureQueues(queues, metrics), queueInterval).unref();
      onStop(() => {
        clearInterval(timer);
        alarms.stop();
        metrics.stop();
      });
      serve(createCloudWatchApi(metrics, alarms, access));
      return { metrics, alarms };
    };
  },
};
