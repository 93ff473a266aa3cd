import { join } from 'node:path';
import type { ServiceModule } from '../service/ServiceModule.ts';
import { resourceTypes } from './resourceTypes.ts';
import { createTopicApi, Topics } from './Topics.ts';

export const snsService: ServiceModule<Topics> = {
  name: 'SNS',
  resourceTypes,
  stateFolders: ['topics'],
  plan: (template) => {
    const definitions = template
      .ofType('AWS::SNS::Topic')
      .map(({ ref, attributes }) => ({ name: String(attributes.TopicName), arn: ref }));
    return ({ options, access, serve }) => {
      const topics = new Topics(join(options.stateFolder, 'topics'), definitions);
      serve(createTopicApi(topics, access));
      return topics;
    };
  },
};
