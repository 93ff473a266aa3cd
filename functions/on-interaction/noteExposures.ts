import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  exposedPartitionKey,
  exposureBucketOf,
  exposureSeconds,
  type ExposedRow,
  type VariantRow,
} from '../../schema/contract/experiments.ts';
import { variantSortKey } from '../../schema/contract/feedback.ts';
import { userPartitionKey } from '../../schema/contract/keys.ts';
import { originOf, type ListOrigin } from '../../schema/contract/recommendationId.ts';

import { KnownExperiments } from './KnownExperiments.ts';

/** What is needed of an interaction. */
export interface ExposingInteraction {
  userId: string;
  eventType: string;
  recordedAt: string;
  recommendationId?: string;
  eventValue?: number;
  streamEventId: string;
}

type Mark = 'clickedAt' | 'cartAt' | 'purchasedAt' | 'dislikedAt' | 'degradedAt';

/** An event that is an outcome, and the attribute that says when it first was. */
const marksOf: Record<string, Mark> = {
  CLICK: 'clickedAt',
  VIEW: 'clickedAt',
  ADD_TO_CART: 'cartAt',
  PURCHASE: 'purchasedAt',
  DISLIKE: 'dislikedAt',
};

/** What a batch says of a user in an experiment. */
interface Finding {
  userId: string;
  experimentId: string;
  variant: string;
  exposure?: { at: string; origin: ListOrigin };
  marks: Map<Mark, string>;
  paid: Set<string>;
}

/** Users of experiments of which an instance remembers what it wrote: it need not write it again. */
const mostRemembered = 20_000;
/** Writes at once. */
const atOnce = 16;

/**
 * Notes who saw a list of an experiment, and what came of it, in the user's partition. A user is exposed once, by the
 * first impression that names the experiment: two rows in one transaction. An outcome counts for the variant that the
 * user was exposed to, and its first time only. Everything may be written twice and stays the same, so records that are
 * delivered again do no harm. Experiments that do not run are passed over.
 */
export class ExposureNotes {
  readonly #client: DynamoDBDocumentClient;
  readonly #userDataTable: string;
  readonly #feedbackTable: string;
  readonly #experiments: KnownExperiments;
  readonly #remembered = new Map<string, Set<string>>();

  constructor(client: DynamoDBDocumentClient, userDataTable: string, feedbackTable: string) {
    this.#client = client;
    this.#userDataTable = userDataTable;
    this.#feedbackTable = feedbackTable;
    this.#experiments = new KnownExperiments(client, feedbackTable);
  }

  /**
   * @param interactions in the order of the stream
   * @param now milliseconds since 1970
   * @returns users of whom something could not be noted, with the error: their records must be delivered again
   */
  async note(interactions: ExposingInteraction[], now: number): Promise<Map<string, Error>> {
    const failed = new Map<string, Error>();
    const findings = [...findingsOf(interactions).values()];
    for (let start = 0; start < findings.length; start += atOnce) {
      await Promise.all(
        findings.slice(start, start + atOnce).map(async (finding) => {
          try {
            await this.#noteOne(finding, now);
          } catch (error) {
            failed.set(finding.userId, error as Error);
          }
        }),
      );
    }
    return failed;
  }

  async #noteOne(finding: Finding, now: number): Promise<void> {
    if (!(await this.#experiments.has(finding.experimentId, finding.variant, now))) return;
    const known = this.#recall(finding);
    if (finding.exposure && !known.has('exposed')) {
      await this.#expose(finding, finding.exposure, now);
      known.add('exposed');
    }
    const marks = [...finding.marks].filter(([mark]) => !known.has(mark));
    if (marks.length === 0 && finding.paid.size === 0) return;
    const isExposed = await this.#mark(finding, marks);
    // Who clicks before being exposed may yet be exposed, and click again.
    if (isExposed) for (const [mark] of marks) known.add(mark);
  }

  async #expose(
    { userId, experimentId, variant }: Finding,
    { at, origin }: { at: string; origin: ListOrigin },
    now: number,
  ): Promise<void> {
    const seconds = Math.floor(now / 1000);
    const expiresAt = seconds + exposureSeconds;
    const exposedIn = exposedPartitionKey(experimentId, exposureBucketOf(seconds));
    const row: VariantRow = {
      pk: userPartitionKey(userId),
      sk: variantSortKey(experimentId),
      experimentId,
      variant,
      exposedAt: at,
      madeAt: origin.madeAt,
      exposedIn,
      expiresAt,
    };
    const exposed: ExposedRow = { pk: exposedIn, sk: userId, expiresAt };
    try {
      await this.#client.send(
        new TransactWriteCommand({
          TransactItems: [
            { Put: { TableName: this.#userDataTable, Item: row, ConditionExpression: 'attribute_not_exists(pk)' } },
            { Put: { TableName: this.#feedbackTable, Item: exposed } },
          ],
        }),
      );
    } catch (error) {
      const codes = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
      if (codes[0]?.Code !== 'ConditionalCheckFailed') throw error;
    }
  }

  /** @returns whether the user is exposed to the variant */
  async #mark({ userId, experimentId, variant, paid }: Finding, marks: [Mark, string][]): Promise<boolean> {
    const sets = marks.map(([mark], index) => `${mark} = if_not_exists(${mark}, :mark${index})`);
    const expression = [
      ...(sets.length > 0 ? [`SET ${sets.join(', ')}`] : []),
      ...(paid.size > 0 ? ['ADD paid :paid'] : []),
    ];
    try {
      await this.#client.send(
        new UpdateCommand({
          TableName: this.#userDataTable,
          Key: { pk: userPartitionKey(userId), sk: variantSortKey(experimentId) },
          UpdateExpression: expression.join(' '),
          // The size keeps the row far below DynamoDB's 400 KB.
          ConditionExpression: `variant = :variant${paid.size > 0 ? ' AND (attribute_not_exists(paid) OR size(paid) < :most)' : ''}`,
          ExpressionAttributeValues: {
            ':variant': variant,
            ...Object.fromEntries(marks.map(([, instant], index) => [`:mark${index}`, instant])),
            ...(paid.size > 0 && { ':paid': paid, ':most': mostPurchases }),
          },
        }),
      );
      return true;
    } catch (error) {
      if ((error as Error).name === 'ConditionalCheckFailedException') return false;
      throw error;
    }
  }

  #recall({ userId, experimentId }: Finding): Set<string> {
    const key = JSON.stringify([userId, experimentId]);
    const known = this.#remembered.get(key) ?? new Set();
    // What was used last is forgotten last.
    this.#remembered.delete(key);
    this.#remembered.set(key, known);
    for (const oldest of this.#remembered.keys()) {
      if (this.#remembered.size <= mostRemembered) break;
      this.#remembered.delete(oldest);
    }
    return known;
  }
}

/** Purchases of one user in one experiment whose prices are added up. */
const mostPurchases = 500;

function findingsOf(interactions: ExposingInteraction[]): Map<string, Finding> {
  const findings = new Map<string, Finding>();
  for (const { userId, eventType, recordedAt, recommendationId, eventValue, streamEventId } of interactions) {
    const origin = recommendationId === undefined ? null : originOf(recommendationId);
    if (!origin?.experimentId || !origin.variant) continue;
    const { experimentId, variant } = origin;
    const key = JSON.stringify([userId, experimentId, variant]);
    const finding: Finding = findings.get(key) ?? {
      userId,
      experimentId,
      variant,
      marks: new Map(),
      paid: new Set(),
    };
    findings.set(key, finding);
    const note = (mark: Mark): void => {
      if (!finding.marks.has(mark)) finding.marks.set(mark, recordedAt);
    };
    if (eventType === 'IMPRESSION') {
      finding.exposure ??= { at: recordedAt, origin };
      if (origin.degraded) note('degradedAt');
    } else if (Object.hasOwn(marksOf, eventType)) {
      note(marksOf[eventType]);
    }
    if (eventType === 'PURCHASE' && eventValue !== undefined && eventValue > 0) {
      finding.paid.add(`${recordedAt}#${eventValue}#${streamEventId}`);
    }
  }
  return findings;
}
