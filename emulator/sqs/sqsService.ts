import { join } from 'node:path';
import type { ServiceModule } from '../service/ServiceModule.ts';
import { createQueueApi } from './createQueueApi.ts';
import { Queues } from './Queues.ts';
import { resourceTypes } from './resourceTypes.ts';

export const sqsService: ServiceModule<Queues> = {
  name: 'SQS',
  resourceTypes,
  stateFolders: ['queues'],
  plan: (template) => {
    const definitions = template.ofType('AWS::SQS::Queue').map(({ ref, attributes }) => ({
      name: String(attributes.QueueName),
      arn: String(attributes.Arn),
      url: ref,
    }));
    return ({ options, access, serve }) => {
      const queues = new Queues(join(options.stateFolder, 'queues'), definitions);
      serve(createQueueApi(queues, access));
      return queues;
    };
  },
};
