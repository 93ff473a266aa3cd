import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { placementCopies, placementPartitionKey, placementSettingsSortKey } from '../../schema/contract/feedback.ts';
import type { PlacementRow, PlacementSettings, RunningExperiment } from '../../schema/contract/feedback.ts';
import { placementFreshMilliseconds } from '../../schema/contract/limits.ts';
import { createKeptReader } from './createKeptReader.ts';

/** What applies to a placement. */
export interface AppliedPlacement {
  /** 0 when nothing ever applied. */
  revision: number;
  settings: PlacementSettings;
  /** What runs on the placement, if anything does. */
  experiment?: RunningExperiment;
}

/** Names are the callers' to make up: of more than these the one that was read first is forgotten. */
const mostPlacements = 500;

export interface PlacementReaderOptions {
  client: DynamoDBDocumentClient;
  /** The feedback table. */
  table: string;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** 0 to 1: which of the copies is read. */
  random: () => number;
  onTrouble: (what: string, cause: unknown) => void;
}

/** What applies to the placements, read from one of its copies at most every five seconds. */
export class PlacementReader {
  readonly #options: PlacementReaderOptions;
  readonly #readers = new Map<string, () => Promise<AppliedPlacement | undefined>>();

  constructor(options: PlacementReaderOptions) {
    this.#options = options;
  }

  /** @throws what DynamoDB says if the placement was never read: a list without its rules might show what is forbidden */
  async read(placement: string): Promise<AppliedPlacement> {
    const reader = this.#readers.get(placement) ?? this.#addReader(placement);
    return (await reader()) ?? { revision: 0, settings: {} };
  }

  #addReader(placement: string): () => Promise<AppliedPlacement | undefined> {
    const { clock, onTrouble } = this.#options;
    const [oldest] = this.#readers.keys();
    if (this.#readers.size >= mostPlacements) this.#readers.delete(oldest);
    const reader = createKeptReader({
      read: () => this.#get(placement),
      freshMilliseconds: placementFreshMilliseconds,
      clock,
      onTrouble,
      name: `What applies to the placement ${placement}`,
    });
    this.#readers.set(placement, reader);
    return reader;
  }

  async #get(placement: string): Promise<AppliedPlacement | undefined> {
    const { client, table, random } = this.#options;
    const copy = Math.floor(random() * placementCopies);
    const Key = { pk: placementPartitionKey(placement, copy), sk: placementSettingsSortKey };
    const { Item } = await client.send(new GetCommand({ TableName: table, Key }));
    if (!Item) return undefined;
    const { revision, settings, experiment } = Item as PlacementRow;
    return {
      revision,
      settings: JSON.parse(settings) as PlacementSettings,
      ...(experiment !== undefined && { experiment: JSON.parse(experiment) as RunningExperiment }),
    };
  }
}
