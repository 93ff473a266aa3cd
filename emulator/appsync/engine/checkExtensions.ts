import type { GraphQLResolveInfo } from 'graphql';
import type { Evaluation, HandlerName } from '../../appsync-js/index.ts';
import { FieldError } from './FieldError.ts';

/**
 * Filters are set in the response handler of a subscription, invalidations in that of a mutation. What is called
 * elsewhere AWS does not heed; here it is an error, because a filter that is not heeded shows people what is not theirs.
 * https://docs.aws.amazon.com/appsync/latest/devguide/extensions-js.html
 */
export function checkExtensions(
  evaluation: Pick<Evaluation, 'invalidations' | 'subscriptionFilter' | 'subscriptionInvalidationFilter'>,
  handler: HandlerName,
  info: GraphQLResolveInfo,
): void {
  const { subscriptionFilter, subscriptionInvalidationFilter, invalidations } = evaluation;
  const filters = subscriptionFilter !== undefined || subscriptionInvalidationFilter !== undefined;
  const misplaced = (wanted: unknown): boolean => handler !== 'response' || info.parentType !== wanted;
  if (filters && misplaced(info.schema.getSubscriptionType())) {
    throw new FieldError('Subscription filters work only in the response handler of a subscription.', 'Code');
  }
  if (invalidations.length > 0 && misplaced(info.schema.getMutationType())) {
    throw new FieldError(
      'extensions.invalidateSubscriptions works only in the response handler of a mutation.',
      'Code',
    );
  }
}
