import { print } from 'graphql';
import { PublishRecommendationDocument } from '../../schema/generated/client/graphql.ts';

/**
 * Subscribers get no field that the mutation did not select, so it selects every one:
 * https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-data.html
 */
export const publishMutation = print(PublishRecommendationDocument);
