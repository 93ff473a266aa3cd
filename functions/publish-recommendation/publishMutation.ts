import { print, visit } from 'graphql';
import { PublishRecommendationDocument } from '../../schema/generated/client/graphql.ts';

/**
 * Subscribers get no field that the mutation did not select, so it selects every one:
 * https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-data.html
 */
export const publishMutation = print(PublishRecommendationDocument);

/** The same for subscribers of whom none asked for `items { item }`: the catalogue is not read for them. */
export const publishWithoutItems = print(
  visit(PublishRecommendationDocument, {
    Field: ({ name }) => (name.value === 'item' ? null : undefined),
    FragmentDefinition: ({ name }) => (name.value === 'ItemFields' ? null : undefined),
  }),
);
