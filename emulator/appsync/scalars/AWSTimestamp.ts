import { GraphQLError, GraphQLScalarType, Kind, print } from 'graphql';
import { preview } from './defineScalar.ts';

function check(value: unknown, verb: 'parse' | 'serialize'): number {
  // A number that came through DynamoDB or Lambda as text is still a number on the way out.
  const number = verb === 'serialize' && typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) {
    const message = `Unable to ${verb} \`${preview(value)}\` as a valid AWSTimestamp.`;
    throw verb === 'parse' ? new TypeError(message) : new GraphQLError(message);
  }
  return number;
}

/** Seconds since 1970, before it negative. https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html */
export const AWSTimestamp = new GraphQLScalarType({
  name: 'AWSTimestamp',
  description: 'Seconds since 1970-01-01T00:00Z, a whole number.',
  serialize: (value) => check(value, 'serialize'),
  parseValue: (value) => check(value, 'parse'),
  parseLiteral: (node) => {
    if (node.kind !== Kind.INT) {
      throw new TypeError(`Unable to parse \`${print(node)}\` as a valid AWSTimestamp.`);
    }
    return check(Number(node.value), 'parse');
  },
});
