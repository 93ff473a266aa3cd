import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { createTableClient } from '../shared/createTableClient.ts';
import { readEnvironment } from '../shared/environment.ts';
import { createObservability, observe } from '../shared/observe.ts';
import { EvidenceTable } from './EvidenceTable.ts';
import { findSimilarUsers } from './findSimilarUsers.ts';
import { parseRequest } from './parseRequest.ts';

const environment = readEnvironment('find-similar-users', process.env);
const observability = createObservability();
const { logger, metrics, tracer } = observability;

const table = new EvidenceTable(createTableClient(tracer), environment.USER_DATA_TABLE, (what, count) => {
  logger.warn('Rows were passed over', { what, count });
  metrics.addMetric('RowsSkipped', MetricUnit.Count, count);
});

/** Finds who is interested in the same items as a person, for administrators. */
export const handler = observe(observability, async (event: unknown) => findSimilarUsers(parseRequest(event), table));
