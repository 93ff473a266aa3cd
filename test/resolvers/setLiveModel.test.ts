import { describe, expect, it } from 'vitest';
import { people } from './helpers/bundles.ts';
import { audited, runField, withoutAudit } from './helpers/runField.ts';

const [before, wanted] = ['20261101-030000-00aa', '20261102-030000-00ab'];
const rows = [
  { pk: 'LIVE', sk: 'LIVE', revision: 4, champion: { modelVersion: before, endpointName: 'b' }, updatedAt: 'x' },
  { pk: 'VERSION', sk: wanted, modelVersion: wanted, status: 'RETIRED', endpointName: 'w' },
];
const run = (write: object, read: object = { data: { models: rows } }, identity: unknown = people.backend) =>
  withoutAudit(
    runField(
      'Mutation.setLiveModel',
      { identity, arguments: { input: { modelVersion: wanted } } },
      { ...audited, readLiveVersion: () => ({ result: read }), writeLiveVersion: () => write },
    ),
  );
const canceled = (...types: string[]) => ({
  result: { keys: null, cancellationReasons: types.map((type) => ({ type, message: type })) },
  error: { type: 'DynamoDB:TransactionCanceledException', message: 'canceled' },
});

describe('Mutation.setLiveModel', () => {
  it('writes under the revision that it has read, and all or nothing', () => {
    const { requests, value } = run({ result: { keys: [], cancellationReasons: null } });
    const { transactItems } = requests[1].request as { transactItems: Record<string, unknown>[] };
    expect(transactItems.map(({ operation }) => operation)).toEqual(['PutItem', 'UpdateItem', 'UpdateItem']);
    expect(transactItems[0].condition).toMatchObject({
      expression: 'revision = :revision',
      expressionValues: { ':revision': { N: 4 } },
    });
    expect(value).toMatchObject({ revision: 5, champion: { modelVersion: wanted, endpointName: 'w' } });
    expect(value).toMatchObject({ updatedBy: people.backend.userArn });
  });

  it.each([
    ['what is live has changed', ['ConditionalCheckFailed', 'None', 'None']],
    ['the endpoint is gone meanwhile', ['None', 'ConditionalCheckFailed', 'None']],
  ])('says so when %s', (_, types) => {
    expect(run(canceled(...types)).error).toMatchObject({ type: 'LiveModelChanged' });
  });

  it('is throttled when another transaction is at work', () => {
    const busy = { error: { type: 'DynamoDB:TransactionConflictException', message: 'x' } };
    expect(run(busy).error).toMatchObject({ type: 'Throttled' });
    const unread = { data: { models: [] }, unprocessedKeys: { models: [{}] } };
    expect(run({}, unread).error).toMatchObject({ type: 'Throttled' });
  });
});
