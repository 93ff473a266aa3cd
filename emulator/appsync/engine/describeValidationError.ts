import { BREAK, Kind, visit } from 'graphql';
import type { ArgumentNode, ASTNode, DocumentNode, GraphQLError } from 'graphql';
import { locationsOf } from './formatError.ts';
import type { AnswerError } from './formatError.ts';
import { printValue } from './printValue.ts';

interface Place {
  /** Field names from the operation or fragment to the node, `posts/author`. */
  path: string;
  /** The argument that holds the node. */
  argument?: ArgumentNode;
}

type Describe = (match: RegExpExecArray, place: Place) => string;

/**
 * graphql-js's words and what AppSync's engine (graphql-java) says for the same fault. Seen in answers of AppSync:
 * https://github.com/graphql/graphql-over-http/issues/81, aws-appsync-community#273, amplify-cli#1296.
 */
const rules: [RegExp, Describe][] = [
  [
    /^Cannot query field "(\w+)" on type "(\w+)"/,
    ([, field, type], { path }) => `FieldUndefined: Field '${field}' in type '${type}' is undefined @ '${path}'`,
  ],
  [
    /^Field "(\w+)" of type "(.+?)" must have a selection/,
    ([, field, type], { path }) =>
      `SubSelectionRequired: Sub selection required for type ${named(type)} of field ${field} @ '${path}'`,
  ],
  [
    /^Field "(\w+)" must not have a selection since type "(.+?)"/,
    ([, field, type], { path }) =>
      `SubSelectionNotAllowed: Sub selection not allowed on leaf type ${named(type)} of field ${field} @ '${path}'`,
  ],
  [
    /^Unknown argument "(\w+)"/,
    ([, argument], { path }) => `UnknownArgument: Unknown field argument ${argument} @ '${path}'`,
  ],
  [
    /^Field "\w+" argument "(\w+)" of type/,
    ([, argument], { path }) => `MissingFieldArgument: Missing field argument ${argument} @ '${path}'`,
  ],
  [
    /^Variable "\$(\w+)" is not defined/,
    ([, variable], { path }) => `UndefinedVariable: Undefined variable ${variable} @ '${path}'`,
  ],
  [/^Variable "\$(\w+)" is never used/, ([, variable]) => `UnusedVariable: Unused variable ${variable}`],
  [
    /^Variable "\$\w+" of type "(.+?)" used in position expecting type "(.+?)"/,
    ([, type, expected], { path }) =>
      `VariableTypeMismatch: Variable type '${type}' doesn't match expected type '${expected}' @ '${path}'`,
  ],
  [
    /^Unknown fragment "(\w+)"/,
    ([, fragment], { path }) => `UndefinedFragment: Undefined fragment ${fragment} @ '${path}'`,
  ],
  [/^Fragment "(\w+)" is never used/, ([, fragment]) => `UnusedFragment: Unused fragment ${fragment}`],
  [
    /^Fields "(.+?)" conflict because (.+?)\. Use different aliases/s,
    ([, name, reason]) => `FieldsConflict: ${name}: ${reason}`,
  ],
  [/^Unknown type "(.+?)"/, ([, type]) => `UnknownType: Unknown type ${type}`],
  [
    /^Unknown directive "@(\w+)"/,
    ([, directive], { path }) => `UnknownDirective: Unknown directive ${directive} @ '${path}'`,
  ],
  [
    /^Fragment.* cannot be spread here as objects of type "(.+?)" can never be of type "(.+?)"/,
    ([, parent, type], { path }) =>
      `InvalidFragmentType: Fragment can't be spread here as objects of type ${parent} can never be of type ${type} @ '${path}'`,
  ],
  [
    /^Field ".*?(\w+)" of required type ".+?" was not provided/,
    ([, field], place) => wrongType(place, `is missing required fields '[${field}]'`),
  ],
  [
    /^Field "(\w+)" is not defined by type "(\w+)"/,
    ([, field, type], place) => wrongType(place, `contains a field not in '${type}': '${field}'`),
  ],
  [
    /^Value ".*?" does not exist in "(\w+)" enum|^Enum "(\w+)" cannot represent/,
    ([, type, other], place) => wrongType(place, `is not a valid '${type ?? other}'`),
  ],
  [/^(\w+) cannot represent/, ([, type], place) => wrongType(place, `is not a valid '${type}'`)],
  [
    /^Expected value of type "(.+?)", found (.+?)[.;]/,
    ([, type], place) => wrongType(place, `is not a valid '${named(type)}'`),
  ],
  [/as a valid (\w+)\.$/, ([, type], place) => wrongType(place, `is not a valid '${type}'`)],
];

/** An error of validation in AppSync's words and shape. */
export function describeValidationError(error: GraphQLError, document: DocumentNode): AnswerError {
  // A variable of a wrong type is reported with its definition first and its use second; AppSync tells the use.
  const place = findPlace(
    document,
    error.message.includes(' used in position ') ? error.nodes?.at(-1) : error.nodes?.[0],
  );
  const locations = locationsOf(error);
  if (error.message === 'Maximum introspection depth exceeded') {
    return {
      path: null,
      errorType: 'QueryDepthLimitReached',
      locations,
      message: 'The query nests introspection deeper than is allowed.',
    };
  }
  for (const [pattern, describe] of rules) {
    const match = pattern.exec(error.message);
    if (match) return { path: null, locations, message: `Validation error of type ${describe(match, place)}` };
  }
  return { path: null, locations, message: `Validation error of type InvalidQuery: ${error.message}` };
}

function wrongType({ argument, path }: Place, fault: string): string {
  const name = argument?.name.value ?? '';
  return `WrongType: argument '${name}' with value '${
    argument ? printValue(argument.value) : ''
  }' ${fault} @ '${path}'`;
}

function named(type: string): string {
  return type.replace(/[[\]!]/g, '');
}

function findPlace(document: DocumentNode, target: ASTNode | undefined): Place {
  const fields: string[] = [];
  let argument: ArgumentNode | undefined;
  let place: Place = { path: '' };
  if (!target) return place;
  visit(document, {
    enter: (node) => {
      if (node.kind === Kind.FIELD || node.kind === Kind.FRAGMENT_DEFINITION) fields.push(node.name.value);
      if (node.kind === Kind.ARGUMENT) argument = node;
      if (node === target) {
        place = { path: fields.join('/'), argument };
        return BREAK;
      }
      return undefined;
    },
    leave: (node) => {
      if (node.kind === Kind.FIELD || node.kind === Kind.FRAGMENT_DEFINITION) fields.pop();
      if (node.kind === Kind.ARGUMENT) argument = undefined;
    },
  });
  return place;
}
