import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { synthesize } from './synthesize.ts';
import type { Synthesized } from './synthesize.ts';

let made: Synthesized;
beforeAll(async () => {
  made = await synthesize();
});
afterAll(() => made?.close());

/** Statements of the policies of the role. */
function statements(): { Action: string; Effect: string; Resource: unknown[] }[] {
  const [roleId] = made.all('AWS::IAM::Role').find(([id]) => id.startsWith('BackendRole'))!;
  return made
    .all('AWS::IAM::Policy')
    .filter(([, { Properties }]) => JSON.stringify(Properties.Roles).includes(`"${roleId}"`))
    .flatMap(([, { Properties }]) => (Properties.PolicyDocument as { Statement: never[] }).Statement);
}

describe('the role of backends', () => {
  it('may ask fields of the API by name, each of which the schema opens to IAM, and nothing else', () => {
    const [statement, ...more] = statements();
    expect(more).toEqual([]);
    expect(statement).toMatchObject({ Effect: 'Allow', Action: 'appsync:GraphQL' });
    const fields = statement.Resource.map(
      (resource) => /types\/(\w+)\/fields\/(\w+)"/.exec(JSON.stringify(resource))!.slice(1, 3) as [string, string],
    );
    const schema = buildSchema(
      readFileSync(join(made.buildFolder, 'schema.graphql'), 'utf8') +
        readFileSync('infra/schema/appsync.graphql', 'utf8'),
    );
    for (const [type, field] of fields) {
      const node = schema.getType(type)?.astNode as { fields?: readonly { name: { value: string } }[] } | undefined;
      const declared = node?.fields?.find(({ name }) => name.value === field) as
        { directives: { name: { value: string } }[] } | undefined;
      expect(
        declared?.directives.map(({ name }) => name.value),
        `${type}.${field}`,
      ).toContain('aws_iam');
    }
    const names = fields.map(([, field]) => field);
    expect(names).toContain('recordInteractions');
    for (const operating of ['publishRecommendation', 'putPlacement', 'setLiveModel', 'auditLog', 'deadLetters']) {
      expect(names).not.toContain(operating);
    }
  });

  it('may be taken by whoever the account lets, and is named by an output', () => {
    const [[id, { Properties }]] = made.all('AWS::IAM::Role').filter(([name]) => name.startsWith('BackendRole'));
    expect(JSON.stringify(Properties.AssumeRolePolicyDocument)).toContain(':root');
    made.api.hasOutput('BackendRoleArn', { Value: { 'Fn::GetAtt': [id, 'Arn'] } });
  });
});
