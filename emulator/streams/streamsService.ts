import { join } from 'node:path';
import { cloudwatchService } from '../cloudwatch/index.ts';
import { dynamodbService, findStream, ShardReader } from '../dynamodb/index.ts';
import { lambdaService } from '../lambda/index.ts';
import type { ServiceModule } from '../service/ServiceModule.ts';
import { sqsService } from '../sqs/index.ts';
import { planMappings } from './EventSourceMapping.ts';
import { resourceTypes } from './resourceTypes.ts';
import { StreamPoller } from './StreamPoller.ts';
import { StreamPositions } from './StreamPositions.ts';

export interface RunningStreams {
  /** Resolves when the functions have seen everything that is in the streams now. */
  caughtUp(): Promise<void>;
}

/** Lambda's event source mappings. They come last: from the first record on, everything that functions call must be there. */
export const streamsService: ServiceModule<RunningStreams> = {
  name: 'Event source mappings',
  resourceTypes,
  plan: (template) => {
    const mappings = planMappings(template);
    return async ({ options, region, service, onStop }) => {
      const [dynamodb, functions, queues] = [service(dynamodbService), service(lambdaService), service(sqsService)];
      const { client, engineClient, engine } = dynamodb;
      const { metrics } = service(cloudwatchService);
      const engineFolder = join(options.stateFolder, 'dynamodb', encodeURIComponent(engine));
      const positions = new StreamPositions(join(engineFolder, 'streams.json'));
      const pollers = mappings.map(
        (mapping) =>
          new StreamPoller({
            mapping,
            positions,
            log: options.log,
            findStream: () => findStream(client, mapping.tableName),
            createReader: (engineArn) =>
              new ShardReader({ engine: engineClient, engineArn, streamArn: mapping.streamArn, region }),
            invoke: (event) => functions.invoke(mapping.functionName, event),
            sendToQueue: (arn, body) => queues.send(arn, body),
            onAge: (milliseconds) =>
              metrics.put({
                namespace: 'AWS/Lambda',
                name: 'IteratorAge',
                dimensions: { FunctionName: functions.find(mapping.functionName).definition.name },
                timestamp: Date.now(),
                values: [milliseconds],
              }),
          }),
      );
      dynamodb.onWrite((arn) =>
        pollers.forEach((poller) => arn.endsWith(`table/${poller.tableName}`) && poller.wake()),
      );
      for (const poller of pollers) {
        await poller.start();
        onStop(() => poller.stop());
      }
      return { caughtUp: async () => void (await Promise.all(pollers.map((poller) => poller.caughtUp()))) };
    };
  },
};
