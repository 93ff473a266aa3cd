import { getNamedType, getNullableType, isInputObjectType, isListType, Kind } from 'graphql';
import type { GraphQLInputType, GraphQLResolveInfo, ObjectValueNode, ValueNode } from 'graphql';

type Values = Record<string, unknown>;

/** A value as the client wrote it: in the document, or in the variables beside it. */
type Sent = { node: ValueNode } | { json: unknown };

/**
 * The arguments of a field without the default values of the schema, which AppSync does not pass on
 * (aws-appsync-community#59), and with null for a variable that was declared and not sent (#348, #394).
 * `coerced` are the values of graphql-js, `variables` those of the request.
 */
export function argumentsAsSent(coerced: Values, variables: Values, info: GraphQLResolveInfo): Values {
  const definitions = info.parentType.getFields()[info.fieldName].args;
  const sent: Values = {};
  for (const { name, value } of info.fieldNodes[0].arguments ?? []) {
    const definition = definitions.find((each) => each.name === name.value);
    if (definition === undefined) continue;
    sent[name.value] = withoutDefaults(coerced[name.value], definition.type, { node: value }, variables, info);
  }
  return sent;
}

/** What stands behind a variable: what was sent, or the default of the operation; undefined for neither. */
function sentFor(name: string, variables: Values, info: GraphQLResolveInfo): Sent | undefined {
  if (Object.hasOwn(variables, name)) return { json: variables[name] };
  const node = info.operation.variableDefinitions?.find(({ variable }) => variable.name.value === name)?.defaultValue;
  return node === undefined ? undefined : { node };
}

function withoutDefaults(
  value: unknown,
  type: GraphQLInputType,
  given: Sent,
  variables: Values,
  info: GraphQLResolveInfo,
): unknown {
  const variable = 'node' in given && given.node.kind === Kind.VARIABLE ? given.node.name.value : undefined;
  const sent = variable === undefined ? given : sentFor(variable, variables, info);
  if (sent === undefined || value === undefined) return null;
  if (value === null || !isInputObjectType(getNamedType(type))) return value;
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const members = membersOf(sent);
    return (value as unknown[]).map((member, index) =>
      withoutDefaults(member, nullable.ofType as GraphQLInputType, members[index] ?? sent, variables, info),
    );
  }
  const fields = isInputObjectType(nullable) ? nullable.getFields() : {};
  const kept: Values = {};
  for (const [name, field] of fieldsOf(sent)) {
    if (!Object.hasOwn(fields, name)) continue;
    kept[name] = withoutDefaults((value as Values)[name], fields[name].type, field, variables, info);
  }
  return kept;
}

/** The members of a list; a single value stands for a list of one. */
function membersOf(sent: Sent): Sent[] {
  if ('node' in sent) return sent.node.kind === Kind.LIST ? sent.node.values.map((node) => ({ node })) : [sent];
  return Array.isArray(sent.json) ? sent.json.map((json: unknown) => ({ json })) : [sent];
}

function fieldsOf(sent: Sent): [name: string, value: Sent][] {
  if ('json' in sent) return Object.entries((sent.json ?? {}) as Values).map(([name, json]) => [name, { json }]);
  return ((sent.node as ObjectValueNode).fields ?? []).map(({ name, value }) => [name.value, { node: value }]);
}
