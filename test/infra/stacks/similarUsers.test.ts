import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environments } from '../../../functions/shared/environment.ts';
import { synthesize, synthesizeAnew } from './synthesize.ts';
import type { Synthesized } from './synthesize.ts';

let off: Synthesized;
let on: Synthesized;
beforeAll(async () => {
  off = await synthesize();
  on = await synthesizeAnew({ similarUsers: 'true' }, off.buildFolder);
});
afterAll(() => {
  on?.close();
  off?.close();
});

const indexesOf = (made: Synthesized) =>
  made.all('AWS::DynamoDB::GlobalTable').flatMap(([, { Properties }]) => Properties.GlobalSecondaryIndexes ?? []);
/** The statements that name the user data table or an index of it, by the first part of their policy's name. */
const statementsOf = (made: Synthesized, policy: string) =>
  made
    .all('AWS::IAM::Policy')
    .filter(([name]) => name.startsWith(policy))
    .flatMap(([, { Properties }]) => (Properties.PolicyDocument as { Statement: object[] }).Statement)
    .map((statement) => JSON.stringify(statement));
const switchOf = (made: Synthesized) =>
  made
    .all('AWS::AppSync::GraphQLApi')
    .map(([, { Properties }]) => (Properties.EnvironmentVariables as Record<string, string>).SIMILAR_USERS);

/** Switching changes the type of one data source, which CloudFormation does in place. */
const sourcesOf = (made: Synthesized) =>
  made
    .all('AWS::AppSync::DataSource')
    .filter(([id]) => id.includes('FindSimilarUsers'))
    .map(([, { Properties }]) => [Properties.Name, Properties.Type]);
const alarmsOf = (made: Synthesized) =>
  Object.keys(made.operations.findResources('AWS::CloudWatch::Alarm')).filter((name) => name.includes('SimilarUsers'));

describe('similarUsers', () => {
  it('is off: no index, no function, no alarm', () => {
    expect(indexesOf(off)).toEqual([]);
    expect(switchOf(off)).toEqual(['false']);
    expect(alarmsOf(off)).toEqual([]);
    expect(Object.keys(off.api.toJSON().Resources as object).filter((name) => name.startsWith('SimilarUsers'))).toEqual(
      [],
    );
    expect(sourcesOf(off)).toEqual([['FindSimilarUsers', 'NONE']]);
  });

  it('switched on gives the table one index, of the keys of what speaks for items', () => {
    expect(indexesOf(on)).toEqual([
      {
        IndexName: 'EvidenceByItem',
        KeySchema: [
          { AttributeName: 'itemId', KeyType: 'HASH' },
          { AttributeName: 'evidenceAt', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ]);
    expect(switchOf(on)).toEqual(['true']);
    expect(sourcesOf(on)).toEqual([['FindSimilarUsers', 'AWS_LAMBDA']]);
    expect(alarmsOf(on)).toHaveLength(1);
  });

  it('lets its function ask the index, and nobody else', () => {
    const asking = on
      .all('AWS::IAM::Policy')
      .filter(([, { Properties }]) => JSON.stringify(Properties).includes('/index/'))
      .map(([name]) => name.replace(/DefaultPolicy.*/, ''));
    expect(asking).toEqual([expect.stringMatching(/^SimilarUsersFindSimilarUsersRole/)]);
    const granted = statementsOf(on, 'SimilarUsers').filter((text) => text.includes('dynamodb'));
    expect(granted.filter((text) => text.includes('/index/EvidenceByItem'))).toHaveLength(1);
    const variables = on
      .all('AWS::Lambda::Function')
      .filter(([id]) => id.startsWith('SimilarUsers'))
      .flatMap(([, { Properties }]) => Object.keys((Properties.Environment as { Variables: object }).Variables));
    expect(variables).toEqual(expect.arrayContaining(Object.keys(environments['find-similar-users'].shape)));
    expect(granted.join()).not.toMatch(/index\/\*|Scan|PutItem/);
  });

  it('changes the other grants of no stack', () => {
    const rest = (made: Synthesized) =>
      made
        .all('AWS::IAM::Policy')
        .filter(([name]) => !name.includes('SimilarUsers'))
        .map(([name, { Properties }]) => [name, Properties]);
    expect(rest(on)).toEqual(rest(off));
  });
});
