import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildASTSchema, concatAST, getNamedType, isObjectType, Kind, parse, validateSchema, visit } from 'graphql';
import type { DocumentNode, GraphQLError, GraphQLField, GraphQLObjectType, GraphQLSchema } from 'graphql';

/** What AppSync declares itself: https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html and its directives. */
const ownDeclarations = parse(readFileSync(join(import.meta.dirname, 'appsync.graphql'), 'utf8'));

/** https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-data.html (subscription arguments) */
const mostSubscriptionArguments = 5;

const definitionsOfTheirOwn: Partial<Record<Kind, string>> = {
  [Kind.SCALAR_TYPE_DEFINITION]: 'a scalar of its own; AppSync has none but its own',
  [Kind.DIRECTIVE_DEFINITION]: 'a directive of its own; AppSync knows none but its own',
  [Kind.OBJECT_TYPE_EXTENSION]: 'an extension; write the fields into the type',
  [Kind.INPUT_OBJECT_TYPE_EXTENSION]: 'an extension; write the fields into the input',
  [Kind.ENUM_TYPE_EXTENSION]: 'an extension; write the values into the enum',
  [Kind.INTERFACE_TYPE_EXTENSION]: 'an extension; write the fields into the interface',
  [Kind.UNION_TYPE_EXTENSION]: 'an extension; write the types into the union',
};

/**
 * What AppSync would refuse in a schema, or take and not do: one sentence each.
 * @param text the schema without AppSync's own scalars and directives
 */
export function findSchemaProblems(text: string): string[] {
  const document = parse(text);
  const problems = [...findForeignDefinitions(document)];
  // A scalar or directive of its own may clash with AppSync's, and the rest would then say that in other words.
  if (problems.length > 0) return problems;
  let schema: GraphQLSchema;
  try {
    schema = buildASTSchema(concatAST([ownDeclarations, document]));
  } catch (error) {
    return (error as Error).message.split('\n\n');
  }
  const invalid = validateSchema(schema).map(({ message }: GraphQLError) => message);
  return invalid.length > 0 ? invalid : [...findSubscriptionProblems(schema), ...findUnreadableTypes(schema)];
}

function findForeignDefinitions(document: DocumentNode): string[] {
  const problems: string[] = [];
  for (const definition of document.definitions) {
    const name = 'name' in definition ? (definition.name?.value ?? 'schema') : 'schema';
    const what = definitionsOfTheirOwn[definition.kind];
    if (what) problems.push(`${name} is ${what}.`);
    else if (name.startsWith('AWS')) problems.push(`${name}: names of types that start with AWS are AppSync's.`);
  }
  visit(document, {
    // AppSync takes them and passes none on: https://github.com/aws/aws-appsync-community/issues/59
    InputValueDefinition({ name, defaultValue }) {
      if (defaultValue) problems.push(`${name.value} has a default value, which AppSync does not pass on.`);
    },
  });
  return problems;
}

const directivesOf = (node: { astNode?: { directives?: readonly { name: { value: string } }[] } | null }): string[] =>
  (node.astNode?.directives ?? []).map(({ name }) => name.value);

function findSubscriptionProblems(schema: GraphQLSchema): string[] {
  const mutations = schema.getMutationType()?.getFields() ?? {};
  return Object.values(schema.getSubscriptionType()?.getFields() ?? {}).flatMap((field) => {
    const place = `Subscription.${field.name}`;
    const sources = mutationsOf(field);
    return [
      ...(field.args.length > mostSubscriptionArguments
        ? [`${place} has ${field.args.length} arguments, AppSync takes ${mostSubscriptionArguments}.`]
        : []),
      ...(sources.length === 0 ? [`${place} names no mutation in @aws_subscribe, so it receives nothing.`] : []),
      ...sources
        .filter((name) => getNamedType(mutations[name]?.type) !== getNamedType(field.type))
        .map((name) => `${place} and its mutation "${name}" do not return the same type.`),
    ];
  });
}

function mutationsOf(field: GraphQLField<unknown, unknown>): string[] {
  const subscribe = field.astNode?.directives?.find(({ name }) => name.value === 'aws_subscribe');
  const list = subscribe?.arguments?.[0].value;
  return list?.kind === Kind.LIST
    ? list.values.flatMap((entry) => (entry.kind === Kind.STRING ? [entry.value] : []))
    : [];
}

/** How a caller may prove who it is. A type or field without any takes the API's default, the user pool. */
const isMode = (directive: string): boolean => /^aws_(api_key|cognito_user_pools|iam|lambda|oidc)$/.test(directive);
function modesOf(node: Parameters<typeof directivesOf>[0], otherwise: string[]): string[] {
  const modes = directivesOf(node).filter(isMode);
  return modes.length > 0 ? modes : otherwise;
}

/**
 * A field that a caller may ask, of a type that it may not read, answers Unauthorized below it:
 * https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#using-additional-authorization-modes
 */
function findUnreadableTypes(schema: GraphQLSchema): string[] {
  const fallback = ['aws_cognito_user_pools'];
  const objects = Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'),
  );
  return objects.flatMap((type) =>
    Object.values(type.getFields()).flatMap((field) => {
      const result = getNamedType(field.type);
      if (!isObjectType(result)) return [];
      const readable = modesOf(result, fallback);
      return modesOf(field, modesOf(type, fallback))
        .filter((mode) => !readable.includes(mode))
        .map((mode) => `${type.name}.${field.name} may be asked with @${mode}, but its type ${result.name} not.`);
    }),
  );
}
