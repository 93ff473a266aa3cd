import {
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  getDirectiveValues,
  getNamedType,
  isAbstractType,
  print,
} from 'graphql';
import type { GraphQLNamedType, GraphQLResolveInfo, SelectionNode, SelectionSetNode } from 'graphql';

export interface Selection {
  /** Slash paths, aliases instead of names, fragments merged: `items/item/title`. */
  selectionSetList: string[];
  /** The selection set as GraphQL text. */
  selectionSetGraphQL: string;
}

/**
 * What a client asked for under a field, as `ctx.info` has it. The text does not say what a named fragment holds
 * (aws-appsync-community#142), and under an interface or a union only its own fields are listed (#358).
 * https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html#aws-appsync-resolver-context-reference-info-js
 */
export function describeSelection(info: GraphQLResolveInfo): Selection {
  const paths = new Set<string>();
  const type = getNamedType(info.returnType);
  for (const node of info.fieldNodes) {
    if (node.selectionSet) collect(node.selectionSet, type, '', info, paths);
  }
  const first = info.fieldNodes[0].selectionSet;
  return { selectionSetList: [...paths], selectionSetGraphQL: first ? print(first) : '' };
}

function collect(
  set: SelectionSetNode,
  type: GraphQLNamedType,
  prefix: string,
  info: GraphQLResolveInfo,
  paths: Set<string>,
): void {
  for (const node of set.selections) {
    if (!isIncluded(node, info.variableValues)) continue;
    if (node.kind === Kind.FIELD) {
      const path = `${prefix}${node.alias?.value ?? node.name.value}`;
      paths.add(path);
      const field = 'getFields' in type ? type.getFields()[node.name.value] : undefined;
      if (node.selectionSet && field) collect(node.selectionSet, getNamedType(field.type), `${path}/`, info, paths);
    } else {
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : info.fragments[node.name.value];
      const condition = fragment?.typeCondition?.name.value;
      const isOther = isAbstractType(type) && condition !== undefined && condition !== type.name;
      if (fragment && !isOther) collect(fragment.selectionSet, type, prefix, info, paths);
    }
  }
}

/** Whether `@skip` and `@include` leave the selection in. */
export function isIncluded(node: SelectionNode, variables: Record<string, unknown>): boolean {
  if (!node.directives || node.directives.length === 0) return true;
  return (
    getDirectiveValues(GraphQLSkipDirective, node, variables)?.if !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false
  );
}
