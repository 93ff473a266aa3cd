import { GraphQLError, GraphQLScalarType, Kind, print } from 'graphql';
import type { ValueNode } from 'graphql';

// Parsing throws TypeErrors, not GraphQLErrors: graphql-js then adds the place in the document by itself.

/** A scalar whose values are checked texts: the same text goes in and comes out. */
export function defineTextScalar(
  name: string,
  description: string,
  isValid: (text: string) => boolean,
): GraphQLScalarType {
  const check = (value: unknown): string => {
    if (typeof value !== 'string' || !isValid(value)) {
      throw new TypeError(`Unable to parse \`${preview(value)}\` as a valid ${name}.`);
    }
    return value;
  };
  return new GraphQLScalarType({
    name,
    description,
    serialize: (value) => {
      if (typeof value !== 'string' || !isValid(value)) {
        throw new GraphQLError(`Unable to serialize \`${preview(value)}\` as a valid ${name}.`);
      }
      return value;
    },
    parseValue: check,
    parseLiteral: (node: ValueNode) => {
      if (node.kind !== Kind.STRING) {
        throw new TypeError(`Unable to parse \`${print(node)}\` as a valid ${name}.`);
      }
      return check(node.value);
    },
  });
}

/** The start of a value, for messages. */
export function preview(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
