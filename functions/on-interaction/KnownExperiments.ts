import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ExperimentRow } from '../../schema/contract/experiments.ts';
import { experimentsPartitionKey, type ExperimentVariant } from '../../schema/contract/feedback.ts';

/** How long an experiment that runs is taken to, in milliseconds: what is noted too late is counted for nothing. */
const runningFor = 60_000;
/** Likewise one that does not: it may be about to start. */
const absentFor = 5_000;
/** Clients may make up any number of ids. */
const mostKnown = 1000;

/**
 * Which experiments run, and with which variants. Ids are the clients' to make up, and each exposure is four write units:
 * an unknown one costs half a read unit instead.
 */
export class KnownExperiments {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #known = new Map<string, { variants: Promise<readonly string[]>; until: number }>();

  /** @param table the feedback table */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /**
   * Whether an experiment runs and has the variant.
   * @param now milliseconds since 1970
   * @throws what DynamoDB says
   */
  async has(experimentId: string, variant: string, now: number): Promise<boolean> {
    return (await this.#variantsOf(experimentId, now)).includes(variant);
  }

  #variantsOf(experimentId: string, now: number): Promise<readonly string[]> {
    const known = this.#known.get(experimentId);
    if (known && now < known.until) return known.variants;
    if (this.#known.size >= mostKnown) this.#known.clear();
    const entry = { variants: this.#read(experimentId), until: now + absentFor };
    this.#known.set(experimentId, entry);
    entry.variants.then(
      (variants) => {
        if (variants.length > 0) entry.until = now + runningFor;
      },
      // Whoever asks next asks anew.
      () => this.#known.delete(experimentId),
    );
    return entry.variants;
  }

  async #read(experimentId: string): Promise<readonly string[]> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#table,
        Key: { pk: experimentsPartitionKey, sk: experimentId },
        ProjectionExpression: '#status, variants',
        ExpressionAttributeNames: { '#status': 'status' },
      }),
    );
    const { status, variants } = (Item ?? {}) as Partial<ExperimentRow>;
    if (status !== 'RUNNING' || variants === undefined) return [];
    return (JSON.parse(variants) as ExperimentVariant[]).map(({ variant }) => variant);
  }
}
