import type { GraphQLError } from 'graphql';
import { locationsOf } from './formatError.ts';
import type { AnswerError } from './formatError.ts';

/** An error of the variables in AppSync's words. https://github.com/graphql/graphql-over-http/issues/81 */
export function describeVariableError(error: GraphQLError): AnswerError {
  return { path: null, locations: locationsOf(error), message: describe(error.message) };
}

function describe(message: string): string {
  const missing =
    /^Variable "\$(\w+)" of required type "(.+?)" was not provided/.exec(message) ??
    /^Variable "\$(\w+)" of non-null type "(.+?)" must not be null/.exec(message);
  if (missing) return `Variable '${missing[1]}' has coerced Null value for NonNull type '${missing[2]}'`;
  const wrong = /^Variable "\$(\w+)" got invalid value (.*?)(?: at "(.+?)")?; (.+)$/s.exec(message);
  if (!wrong) return message;
  const [, variable, , , reason] = wrong;
  const absent =
    /^Field ".+?" of required type "(.+?)" was not provided/.exec(reason) ??
    /^Expected non-nullable type "(.+?)" not to be null/.exec(reason);
  if (absent) return `Variable '${variable}' has coerced Null value for NonNull type '${absent[1]}'`;
  const unknown = /^Field ".+?" is not defined by type "(\w+)"/.exec(reason);
  if (unknown) return `The variables input contains a field that is not defined for input object type '${unknown[1]}' `;
  if (/^Expected type "(\w+)" to be an object/.test(reason)) {
    return `Variable '${variable}' has an invalid value. Expected type 'Map' for an input object.`;
  }
  return `Variable '${variable}' has an invalid value. ${reason.replace(/^Expected type "\w+"\. (?=Unable)/, '')}`;
}
