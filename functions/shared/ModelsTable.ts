import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { livePartitionKey, liveSortKey, versionPartitionKey } from '../../schema/contract/models.ts';
import type { LiveRow, ModelVersionRow } from '../../schema/contract/models.ts';

/** What the models table says of versions (schema/contract/models.ts). */
export class ModelsTable {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;

  constructor(client: DynamoDBDocumentClient, name: string) {
    this.client = client;
    this.name = name;
  }

  /** Which versions answer; undefined before the first model. */
  async live(): Promise<LiveRow | undefined> {
    return (await this.get(livePartitionKey, liveSortKey)) as LiveRow | undefined;
  }

  async version(modelVersion: string): Promise<ModelVersionRow | undefined> {
    return (await this.get(versionPartitionKey, modelVersion)) as ModelVersionRow | undefined;
  }

  /** A row as it is now. */
  async get(pk: string, sk: string): Promise<Record<string, unknown> | undefined> {
    const command = new GetCommand({ TableName: this.name, Key: { pk, sk }, ConsistentRead: true });
    return (await this.client.send(command)).Item;
  }
}
