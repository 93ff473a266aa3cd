import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  maximumMeasuredPlacements,
  measuredPlacementsSortKey,
  metricsPartitionKey,
} from '../../schema/contract/metrics.ts';
import { attributionOf } from './attributionOf.ts';
import type { Attribution } from './attributionOf.ts';
import type { RecordedInteraction } from './RecordedInteraction.ts';

/** A placement that found no room is asked about again after this long. */
const askAgainMilliseconds = 10 * 60_000;
/** Clients may make up any number of names. */
const mostRefused = 1000;

/**
 * Which placements are measured: those that have been, and new ones while there is room. An instance asks the table once
 * for each.
 */
export class MeasuredPlacements {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #onSkipped: (what: string, count: number) => void;
  readonly #admitted = new Set<string>();
  readonly #refused = new Map<string, number>();

  /** @param onSkipped told of placements that found no room */
  constructor(client: DynamoDBDocumentClient, table: string, onSkipped: (what: string, count: number) => void) {
    this.#client = client;
    this.#table = table;
    this.#onSkipped = onSkipped;
  }

  /**
   * The lists that interactions count for, by stream event id: those of placements that are measured.
   * @param now milliseconds since 1970
   */
  async attribute(interactions: RecordedInteraction[], now: number): Promise<Map<string, Attribution>> {
    const attributions = interactions.flatMap((interaction): [string, Attribution][] => {
      const attribution = attributionOf(interaction, now);
      return attribution ? [[interaction.streamEventId, attribution]] : [];
    });
    const named = attributions.map(([, { origin }]) => origin.placement);
    const refused = await this.#admit(named, now);
    if (refused > 0) this.#onSkipped('Placements that are not measured, being too many', refused);
    return new Map(attributions.filter(([, { origin }]) => this.#admitted.has(origin.placement)));
  }

  /**
   * Takes placements in, as far as there is room.
   * @returns how many of them, new to this instance, found no room
   */
  async #admit(placements: Iterable<string>, now: number): Promise<number> {
    let refused = 0;
    for (const placement of new Set(placements)) {
      const refusedAt = this.#refused.get(placement);
      if (this.#admitted.has(placement) || (refusedAt !== undefined && now - refusedAt < askAgainMilliseconds))
        continue;
      if (await this.#take(placement)) this.#admitted.add(placement);
      else {
        if (this.#refused.size >= mostRefused) this.#refused.clear();
        this.#refused.set(placement, now);
        refused += 1;
      }
    }
    return refused;
  }

  async #take(placement: string): Promise<boolean> {
    try {
      await this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: { pk: metricsPartitionKey, sk: measuredPlacementsSortKey },
          UpdateExpression: 'ADD #names :names',
          ConditionExpression: 'attribute_not_exists(#names) OR contains(#names, :name) OR size(#names) < :most',
          ExpressionAttributeNames: { '#names': 'names' },
          ExpressionAttributeValues: {
            ':names': new Set([placement]),
            ':name': placement,
            ':most': maximumMeasuredPlacements,
          },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}
