import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { InvocationRequest } from '../../model/contract/index.ts';
import type { LiveRow } from '../../schema/contract/models.ts';
import type { ShadowRequest } from '../../schema/contract/scoring.ts';
import type { ModelOutcome } from '../shared/createModelClient.ts';

/** What Lambda takes for an asynchronous invocation, less room for what is around the request. */
const mostBytes = 200_000;
/** How many items of the two lists are compared. */
const comparedItems = 10;
/** Handing a request over takes milliseconds; longer than this the list does not wait. */
const patience = 200;

/**
 * Hands a share of the requests to the function that asks the challenger too, without waiting for its answer. A shadow that
 * is lost is a pity, and no more.
 * @param client with few retries: nobody waits for them
 * @param random 0 to 1
 * @param onLost told of shadows that were not handed over
 */
export function createShadowSender(
  client: LambdaClient,
  functionName: string,
  random: () => number,
  onLost: (cause: unknown) => void,
) {
  return async (live: LiveRow, request: InvocationRequest, outcome: ModelOutcome): Promise<void> => {
    const { champion, challenger } = live;
    if (challenger?.stage !== 'SHADOW' || request.kind !== 'RECOMMEND' || !('answer' in outcome)) return;
    if (random() >= challenger.share) return;
    const shadow: ShadowRequest = {
      kind: 'SHADOW',
      champion: champion.modelVersion,
      challenger: { modelVersion: challenger.modelVersion, endpointName: challenger.endpointName },
      request,
      championItemIds: outcome.answer.items.slice(0, comparedItems).map(({ itemId }) => itemId),
    };
    try {
      const Payload = Buffer.from(JSON.stringify(shadow));
      if (Payload.length > mostBytes) throw new Error('The request is too long for an asynchronous invocation.');
      await client.send(new InvokeCommand({ FunctionName: functionName, InvocationType: 'Event', Payload }), {
        abortSignal: AbortSignal.timeout(patience),
      });
    } catch (error) {
      onLost(error);
    }
  };
}
