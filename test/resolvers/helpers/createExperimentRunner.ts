import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ExperimentRows } from '../../../functions/run-experiments/ExperimentRows.ts';
import { ExposedUsers } from '../../../functions/run-experiments/ExposedUsers.ts';
import { parseExperimentRequest } from '../../../functions/run-experiments/parseExperimentRequest.ts';
import { runExperiments } from '../../../functions/run-experiments/runExperiments.ts';
import { ModelsTable } from '../../../functions/shared/ModelsTable.ts';

/** The function `run-experiments` itself on the tables of the API; what goes wrong is thrown. */
export function createExperimentRunner(database: DynamoDBClient): (request: unknown) => Promise<unknown> {
  const client = DynamoDBDocumentClient.from(database, { marshallOptions: { removeUndefinedValues: true } });
  const onTrouble = (what: string, cause?: unknown): never => {
    throw new Error(what, { cause });
  };
  const dependencies = {
    rows: new ExperimentRows(client, 'feedback'),
    models: new ModelsTable(client, 'models'),
    users: new ExposedUsers(client, 'user-data', onTrouble),
    clock: Date.now,
    random: Math.random,
    tell: () => undefined,
    onTrouble,
  };
  return async (request) =>
    // As Lambda hands it over.
    JSON.parse(
      JSON.stringify(
        await runExperiments(parseExperimentRequest((request as { payload: unknown }).payload), dependencies),
      ),
    ) as unknown;
}
