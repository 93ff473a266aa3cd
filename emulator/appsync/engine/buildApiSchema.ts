import { buildASTSchema, GraphQLError, Kind, parse, validateSchema } from 'graphql';
import type { DefinitionNode, DocumentNode, GraphQLSchema } from 'graphql';
import { ApiInvalid } from '../errors.ts';
import { appSyncScalars } from '../scalars/index.ts';

/** The directives that every AppSync schema knows. */
const directives = parse(`
  directive @aws_api_key on FIELD_DEFINITION | OBJECT
  directive @aws_iam on FIELD_DEFINITION | OBJECT
  directive @aws_oidc on FIELD_DEFINITION | OBJECT
  directive @aws_lambda on FIELD_DEFINITION | OBJECT
  directive @aws_cognito_user_pools(cognito_groups: [String!]) on FIELD_DEFINITION | OBJECT
  directive @aws_auth(cognito_groups: [String!]!) on FIELD_DEFINITION
  directive @aws_subscribe(mutations: [String!]!) on FIELD_DEFINITION
  directive @aws_publish(subscriptions: [String]) on FIELD_DEFINITION
  directive @aws_hidden on FIELD_DEFINITION | OBJECT
  directive @deprecated(reason: String = "No longer supported")
    on FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE
`);
const scalarDefinitions = parse(appSyncScalars.map((scalar) => `scalar ${scalar.name}`).join('\n'));
const maximumSchemaBytes = 1024 * 1024;

/** The executable schema of an API: its SDL with AppSync's scalars and directives. @throws ApiInvalid */
export function buildApiSchema(apiName: string, text: string): GraphQLSchema {
  const bytes = Buffer.byteLength(text);
  if (bytes > maximumSchemaBytes) {
    throw new ApiInvalid(apiName, [`the schema has ${bytes} bytes; AppSync takes at most ${maximumSchemaBytes}`]);
  }
  let schema: GraphQLSchema;
  try {
    schema = buildASTSchema(withBuiltIns(parse(text)));
  } catch (error) {
    throw new ApiInvalid(apiName, [`schema: ${describe(error)}`]);
  }
  const findings = validateSchema(schema).map((error) => `schema: ${describe(error)}`);
  if (findings.length > 0) throw new ApiInvalid(apiName, findings);
  for (const scalar of appSyncScalars) {
    Object.assign(schema.getType(scalar.name) ?? {}, {
      description: scalar.description,
      serialize: scalar.serialize,
      parseValue: scalar.parseValue,
      parseLiteral: scalar.parseLiteral,
    });
  }
  return schema;
}

function withBuiltIns(document: DocumentNode): DocumentNode {
  const key = (node: DefinitionNode): string => `${node.kind}:${'name' in node ? node.name?.value : ''}`;
  const declared = new Set(document.definitions.map(key));
  const missing = [...scalarDefinitions.definitions, ...directives.definitions].filter(
    (node) => !declared.has(key(node)),
  );
  return { kind: Kind.DOCUMENT, definitions: [...missing, ...document.definitions] };
}

function describe(error: unknown): string {
  if (!(error instanceof GraphQLError)) return String(error instanceof Error ? error.message : error);
  const place = error.locations?.[0];
  return place ? `line ${place.line}: ${error.message}` : error.message;
}
