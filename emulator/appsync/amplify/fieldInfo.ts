import { getVariableValues, isObjectType, Kind, visit } from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLResolveInfo,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import type { FieldPlace } from './SimulatorThread.ts';

const nodesByStart = new WeakMap<DocumentNode, Map<number, FieldNode>>();

function nodesOf(document: DocumentNode): Map<number, FieldNode> {
  let nodes = nodesByStart.get(document);
  if (!nodes) {
    const found = new Map<number, FieldNode>();
    visit(document, { Field: (node) => void found.set(node.loc!.start, node) });
    nodesByStart.set(document, found);
    nodes = found;
  }
  return nodes;
}

/**
 * What graphql-js 16 tells a resolver about its field, made anew from our own schema and document: objects of the
 * simulator's graphql 15 would not be known here.
 */
export function fieldInfo(
  place: FieldPlace,
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): GraphQLResolveInfo {
  const parentType = schema.getType(place.typeName);
  if (!isObjectType(parentType)) throw new TypeError(`${place.typeName} is no object type of the schema`);
  const nodes = nodesOf(document);
  const fragments = document.definitions.filter(
    (node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION,
  );
  const path = place.path.reduce<GraphQLResolveInfo['path'] | undefined>(
    (prev, key) => ({ prev, key, typename: undefined }),
    undefined,
  );
  return {
    fieldName: place.fieldName,
    fieldNodes: place.nodes.flatMap((start) => nodes.get(start) ?? []),
    returnType: parentType.getFields()[place.fieldName].type,
    parentType,
    path: path!,
    schema,
    fragments: Object.fromEntries(fragments.map((node) => [node.name.value, node])),
    rootValue: undefined,
    operation,
    variableValues: getVariableValues(schema, operation.variableDefinitions ?? [], variables).coerced ?? {},
  };
}
