import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import type { PublishInput, PublishRequest } from '../../schema/contract/scoring.ts';
import { readEnvironment } from '../shared/environment.ts';
import { createObservability, observe } from '../shared/observe.ts';
import { createPublisher } from './publishRecommendation.ts';

const environment = readEnvironment('publish-recommendation', process.env);
const observability = createObservability();
const publish = createPublisher({
  graphqlUrl: environment.GRAPHQL_URL,
  region: environment.AWS_REGION,
  credentials: defaultProvider(),
  timeout: 10_000,
});

/** Pushes a list to the subscriptions of its user. The workflow's last step. */
export const handler = observe(observability, async (request: PublishRequest | PublishInput): Promise<void> => {
  await publish(request);
  observability.metrics.addMetric('ListsPublished', MetricUnit.Count, 1);
});
