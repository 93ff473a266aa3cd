import {
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLSchema,
} from 'graphql';

/** `|` ends a cell of a table, and a line end the row. */
const cell = (text: string | null | undefined): string => (text ?? '').replaceAll('|', '\\|').replaceAll('\n', ' ');

const table = (head: string, rows: [string, string][]): string =>
  rows.length === 0
    ? ''
    : `\n| ${head} | |\n|---|---|\n${rows.map(([name, text]) => `| ${name} | ${cell(text)} |\n`).join('')}`;

const inputs = (head: string, given: readonly (GraphQLArgument | GraphQLInputField)[]): string =>
  table(
    head,
    given.map(({ name, type, description }) => [`\`${name}: ${String(type)}\``, description ?? '']),
  );

/** Who may ask, by the directives of AppSync. */
const callers: Record<string, string> = {
  aws_cognito_user_pools: 'signed-in users',
  aws_iam: 'IAM',
  aws_api_key: 'an API key',
};

const operation = ({ name, type, description, args, astNode }: GraphQLField<unknown, unknown>): string => {
  const who = [...(astNode?.directives ?? [])].flatMap((directive) => callers[directive.name.value] ?? []);
  return `\n### ${name}\n\`${name}: ${String(type)}\`\n\n${description ?? ''}\n\nFor ${who.join(', ')}.\n${inputs('argument', args)}`;
};

/** The page of every operation, type, field, argument and value, from the descriptions of the schema. */
export function renderReference(schema: GraphQLSchema): string {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));
  const operations = roots.flatMap((root) =>
    root ? [`\n## ${root.name}\n${Object.values(root.getFields()).map(operation).join('')}`] : [],
  );
  const objects = types
    .filter((type) => isObjectType(type))
    .filter((type) => !roots.includes(type))
    .map((type) => {
      const rows = Object.values(type.getFields()).map((field): [string, string] => [
        `\`${field.name}: ${String(field.type)}\``,
        field.description ?? '',
      ]);
      return `\n### ${type.name}\n${type.description ?? ''}\n${table('field', rows)}`;
    });
  const inputObjects = types
    .filter((type) => isInputObjectType(type))
    .map(
      (type) => `\n### ${type.name}\n${type.description ?? ''}\n${inputs('field', Object.values(type.getFields()))}`,
    );
  const enums = types
    .filter((type) => isEnumType(type))
    .map((type) => {
      const rows = type
        .getValues()
        .map(({ name, description }): [string, string] => [`\`${name}\``, description ?? '']);
      return `\n### ${type.name}\n${type.description ?? ''}\n${table('value', rows)}`;
    });
  return `# API reference
Written from the schema. Which errors there are: [errors](errors.md).
${operations.join('')}
## Types
${objects.join('')}
## Inputs
${inputObjects.join('')}
## Enums
${enums.join('')}`;
}
