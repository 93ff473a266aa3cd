import { join } from 'node:path';
import type { ServiceModule } from '../service/ServiceModule.ts';
import { sqsService } from '../sqs/index.ts';
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
    const subscriptions = template
      .ofType('AWS::SNS::Subscription')
      .filter(({ properties }) => properties.Protocol === 'sqs')
      .map((resource) => {
        const { TopicArn, Endpoint, RawMessageDelivery } = resource.properties;
        if (!template.ofType('AWS::SQS::Queue').some(({ attributes }) => attributes.Arn === Endpoint)) {
          template.refuse(resource, `its endpoint ${String(Endpoint)} is no queue of the template`);
        }
        return {
          topicArn: String(TopicArn),
          queueArn: String(Endpoint),
          isRaw: String(RawMessageDelivery) === 'true',
        };
      });
    return ({ options, access, service, serve }) => {
      const queues = service(sqsService);
      const topics = new Topics(
        join(options.stateFolder, 'topics'),
        definitions,
        subscriptions,
        (arn, body) => void queues.send(arn, body),
      );
      serve(createTopicApi(topics, access));
      return topics;
    };
  },
};
