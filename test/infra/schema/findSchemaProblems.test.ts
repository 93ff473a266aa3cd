import { describe, expect, it } from 'vitest';
import { findSchemaProblems } from '../../../infra/schema/findSchemaProblems.ts';

const query = 'type Query { item(id: ID!): String }';
const withMutation = `${query} type Item { id: ID! } type Mutation { push(id: ID!): Item }`;
const seven = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => `${name}: ID`).join(' ');

describe('what AppSync would refuse in a schema', () => {
  it('is nothing in one that uses what AppSync has', () => {
    const schema = `${withMutation}
      type Subscription { onPush(id: ID): Item @aws_subscribe(mutations: ["push"]) }
      enum Colour { RED }
      input Wanted { colour: Colour when: AWSDateTime more: AWSJSON }`;
    expect(findSchemaProblems(schema)).toEqual([]);
  });

  it.each([
    ['a scalar', `${query} scalar Colour`, 'Colour is a scalar of its own'],
    ['a directive', `${query} directive @mine on OBJECT`, 'mine is a directive of its own'],
    ['an extension', `${query} extend type Query { more: Int }`, 'Query is an extension'],
    ['a reserved name', `${query} type AWSItem { id: ID }`, 'AWSItem: names of types that start with AWS'],
    ['two underscores', `${query} type __Item { id: ID }`, 'must not begin with "__"'],
    ['an unknown directive', 'type Query @auth { item: String }', 'Unknown directive "@auth"'],
    ['a directive on an input', `${query} input Wanted @aws_iam { id: ID }`, 'may not be used on INPUT_OBJECT'],
    ['an unknown type', 'type Query { item: Item }', 'Unknown type "Item"'],
    ['no query', 'type Item { id: ID }', 'Query root type must be provided'],
    ['a default of an argument', 'type Query { item(limit: Int = 25): String }', 'limit has a default value'],
    ['a default in an input', `${query} input Wanted { limit: Int = 25 }`, 'limit has a default value'],
    [
      'a subscription with seven arguments',
      `${withMutation} type Subscription { onPush(${seven}): Item @aws_subscribe(mutations: ["push"]) }`,
      'has 7 arguments, AppSync takes 5',
    ],
    ['a subscription to nothing', `${withMutation} type Subscription { onPush: Item }`, 'so it receives nothing'],
    [
      'a subscription to an unknown mutation',
      `${withMutation} type Subscription { onPush: Item @aws_subscribe(mutations: ["shove"]) }`,
      'its mutation "shove" do not return the same type',
    ],
    [
      'a subscription of another type',
      `${withMutation} type Subscription { onPush: String @aws_subscribe(mutations: ["push"]) }`,
      'its mutation "push" do not return the same type',
    ],
    [
      'a type that its field lets nobody read',
      'type Query { item: Item @aws_api_key @aws_iam } type Item @aws_iam { id: ID }',
      'Query.item may be asked with @aws_api_key, but its type Item not',
    ],
    [
      'a type without a mode, which takes the default one',
      'type Query { item: Item @aws_iam } type Item { id: ID }',
      'Query.item may be asked with @aws_iam, but its type Item not',
    ],
  ])('finds %s', (_what, schema, problem) => {
    expect(findSchemaProblems(schema).join('\n')).toContain(problem);
  });
});
