import { describe, expect, test } from 'vitest';
import { Policies, PolicyUnsupported, type Statement } from '../../identity/index.ts';

const arn = 'arn:aws:iam::1:role/reader';
const table = 'arn:aws:dynamodb:us-east-1:1:table/users';
const role = { type: 'AWS::IAM::Role', ref: 'reader', attributes: { Arn: arn }, properties: {} };
const withStatements = (...Statement: Statement[]): Policies =>
  new Policies([
    role,
    {
      type: 'AWS::IAM::Policy',
      ref: 'p',
      attributes: {},
      properties: { Roles: ['reader'], PolicyDocument: { Statement } },
    },
  ]);
const allow = (
  Action: string | string[],
  Resource: string | string[],
  Condition?: Statement['Condition'],
): Statement => ({ Effect: 'Allow', Action, Resource, Condition });

describe('Policies', () => {
  test.each<[string, Statement[], boolean]>([
    ['nothing granted', [], false],
    ['the exact grant', [allow('dynamodb:Query', table)], true],
    ['another action', [allow('dynamodb:GetItem', table)], false],
    ['another resource', [allow('dynamodb:Query', `${table}2`)], false],
    ['actions in any letter case', [allow('DynamoDB:QUERY', table)], true],
    ['wildcards in actions and resources', [allow('dynamodb:Q*', 'arn:aws:dynamodb:*:?:table/*')], true],
    ['lists', [allow(['dynamodb:GetItem', 'dynamodb:Query'], ['x', table])], true],
    ['a resource with a dot is not a pattern', [allow('dynamodb:Query', table.replace(':', '.'))], false],
    ['deny wins over allow', [allow('*', '*'), { Effect: 'Deny', Action: 'dynamodb:*', Resource: table }], false],
    ['NotAction', [{ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }], true],
    ['NotResource', [{ Effect: 'Allow', Action: '*', NotResource: table }], false],
    ['a condition that holds', [allow('*', '*', { StringEquals: { 'aws:Name': ['a', 'b'] } })], true],
    ['a condition that does not', [allow('*', '*', { StringEquals: { 'aws:Name': 'c' } })], false],
    ['a condition on an absent key', [allow('*', '*', { StringLike: { 'aws:Other': '*' } })], false],
    ['IfExists on an absent key', [allow('*', '*', { StringLikeIfExists: { 'aws:Other': 'x' } })], true],
    ['a negated condition', [allow('*', '*', { StringNotEquals: { 'aws:Name': ['b', 'c'] } })], true],
    ['Null', [allow('*', '*', { Null: { 'aws:Other': 'true', 'aws:Name': 'false' } })], true],
    ['ForAllValues', [allow('*', '*', { 'ForAllValues:StringEquals': { 'aws:List': ['x', 'y'] } })], true],
    ['ForAllValues that misses one', [allow('*', '*', { 'ForAllValues:StringEquals': { 'aws:List': ['x'] } })], false],
    ['numbers', [allow('*', '*', { NumericLessThan: { 'aws:Age': '10' } })], true],
  ])('%s', (_name, statements, expected) => {
    const context = { 'aws:name': ['a'], 'aws:list': ['x', 'y'], 'aws:age': ['9'] };
    expect(withStatements(...statements).allows(arn, 'dynamodb:Query', table, context)).toBe(expected);
  });

  test("reads inline and managed policies of the template, and knows AWS's own for logs", () => {
    const policies = new Policies([
      {
        ...role,
        properties: {
          Policies: [{ PolicyDocument: { Statement: allow('a:Inline', '*') } }],
          ManagedPolicyArns: ['arn:managed', 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
        },
      },
      {
        type: 'AWS::IAM::ManagedPolicy',
        ref: 'arn:managed',
        attributes: {},
        properties: { PolicyDocument: { Statement: [allow('a:Managed', '*')] } },
      },
    ]);
    expect(policies.allows(arn, 'a:Inline', 'x')).toBe(true);
    expect(policies.allows(arn, 'a:Managed', 'x')).toBe(true);
    expect(policies.allows(arn, 'a:Other', 'x')).toBe(false);
    expect(policies.allows('arn:aws:iam::1:role/nobody', 'a:Inline', 'x')).toBe(false);
  });

  test.each<[string, () => Policies, RegExp]>([
    [
      'an unknown condition operator',
      () => withStatements(allow('*', '*', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })),
      /IpAddress/,
    ],
    ['a policy variable', () => withStatements(allow('*', 'arn:x/${aws:username}')), /aws:username/],
    [
      'a managed policy from elsewhere',
      () =>
        new Policies([{ ...role, properties: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] } }]),
      /AdministratorAccess/,
    ],
  ])('refuses %s', (_name, make, message) => {
    expect(make).toThrow(PolicyUnsupported);
    expect(make).toThrow(message);
  });
});
