import { GraphQLScalarType, Kind, print } from 'graphql';
import { preview } from './defineScalar.ts';

function parse(text: unknown): unknown {
  if (typeof text === 'string') {
    try {
      return JSON.parse(text);
    } catch {
      // The message below says it.
    }
  }
  throw new TypeError(`Unable to parse \`${preview(text)}\` as a valid AWSJSON.`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * JSON text. Resolvers get the parsed value ("automatically parsed and loaded … as maps, lists or scalar values"). On
 * the way out a text that is JSON already stays as it is; anything else is written as JSON.
 * https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html
 */
export const AWSJSON = new GraphQLScalarType({
  name: 'AWSJSON',
  description: 'JSON text.',
  serialize: (value) => (typeof value === 'string' && isJson(value) ? value : JSON.stringify(value)),
  parseValue: parse,
  parseLiteral: (node) => {
    if (node.kind !== Kind.STRING) {
      throw new TypeError(`Unable to parse \`${print(node)}\` as a valid AWSJSON.`);
    }
    return parse(node.value);
  },
});
