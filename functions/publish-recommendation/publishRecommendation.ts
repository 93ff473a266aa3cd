import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { unpackRankedItems } from '../../schema/contract/rankedItems.ts';
import type { PublishInput, PublishRequest } from '../../schema/contract/scoring.ts';
import type { PublishRecommendationInput } from '../../schema/generated/types.ts';
import { PublishFailedError } from './errors.ts';
import { publishMutation, publishWithoutItems } from './publishMutation.ts';

type Signer = ConstructorParameters<typeof SignatureV4>[0];

export interface PublisherOptions {
  graphqlUrl: string;
  region: string;
  credentials: Signer['credentials'];
  /** How long the API may take, in milliseconds. */
  timeout: number;
}

interface GraphqlAnswer {
  data?: unknown;
  errors?: { message: string; errorType?: string }[];
}

/**
 * Makes the function that pushes a list: the mutation `publishRecommendation`, signed by IAM for AppSync.
 * https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html (AWS_IAM authorization)
 * The function throws PublishFailedError for a network failure, any status but 200, and GraphQL errors.
 */
export function createPublisher({ graphqlUrl, region, credentials, timeout }: PublisherOptions) {
  const signer = new SignatureV4({ service: 'appsync', region, credentials, sha256: Sha256 });
  const url = new URL(graphqlUrl);
  return async (given: PublishRequest | PublishInput): Promise<void> => {
    // The workflow of before an update hands over the list alone.
    const { list, asksForItems = true }: PublishRequest = 'list' in given ? given : { list: given };
    const query = asksForItems ? publishMutation : publishWithoutItems;
    const request = new HttpRequest({
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      port: url.port ? Number(url.port) : undefined,
      path: url.pathname,
      headers: { host: url.host, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { input: toInput(list) } }),
    });
    const { headers, body } = await signer.sign(request);
    const answer = await post(url, headers, body as string, timeout);
    if (answer.errors?.length) {
      const reasons = answer.errors.map(({ errorType, message }) => `${errorType ?? 'Error'}: ${message}`);
      throw new PublishFailedError(`The API refused the list: ${reasons.join('; ')}`, 200);
    }
  };
}

/** The fields of the input and no more: GraphQL refuses a variable with a field that its type lacks. */
function toInput(list: PublishInput): PublishRecommendationInput {
  const {
    recommendationId,
    userId,
    placement,
    source,
    degraded,
    degradedReason,
    modelVersion,
    generatedAt,
    basedOn,
    notices,
  } = list;
  return {
    recommendationId,
    userId,
    placement,
    items: unpackRankedItems(list.items),
    source,
    degraded,
    degradedReason,
    modelVersion,
    generatedAt,
    basedOn,
    notices,
  };
}

async function post(url: URL, headers: Record<string, string>, body: string, timeout: number): Promise<GraphqlAnswer> {
  // `fetch` sets the host header by itself and refuses to be told.
  const { host: _host, ...sent } = headers;
  try {
    const response = await fetch(url, { method: 'POST', headers: sent, body, signal: AbortSignal.timeout(timeout) });
    const text = await response.text();
    if (response.status !== 200) {
      throw new PublishFailedError(
        `The API answered with status ${response.status}: ${text.slice(0, 500)}`,
        response.status,
      );
    }
    return JSON.parse(text) as GraphqlAnswer;
  } catch (cause) {
    if (cause instanceof PublishFailedError) throw cause;
    throw new PublishFailedError(`The API could not be reached: ${(cause as Error).message}`, undefined, { cause });
  }
}
