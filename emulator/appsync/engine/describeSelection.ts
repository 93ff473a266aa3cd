import { GraphQLIncludeDirective, GraphQLSkipDirective, Kind, getDirectiveValues, print } from 'graphql';
import type { GraphQLResolveInfo, SelectionNode, SelectionSetNode } from 'graphql';

export interface Selection {
  /** Slash paths, aliases instead of names, fragments merged: `items/item/title`. */
  selectionSetList: string[];
  /** The selection set as GraphQL text. */
  selectionSetGraphQL: string;
}

/**
 * What a client asked for under a field, as `ctx.info` has it.
 * https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html#aws-appsync-resolver-context-reference-info-js
 */
export function describeSelection(info: GraphQLResolveInfo): Selection {
  const paths = new Set<string>();
  for (const node of info.fieldNodes) {
    if (node.selectionSet) collect(node.selectionSet, '', info, paths);
  }
  const first = info.fieldNodes[0].selectionSet;
  return { selectionSetList: [...paths], selectionSetGraphQL: first ? print(first) : '' };
}

function collect(set: SelectionSetNode, prefix: string, info: GraphQLResolveInfo, paths: Set<string>): void {
  for (const node of set.selections) {
    if (!isIncluded(node, info.variableValues)) continue;
    if (node.kind === Kind.FIELD) {
      const path = `${prefix}${node.alias?.value ?? node.name.value}`;
      paths.add(path);
      if (node.selectionSet) collect(node.selectionSet, `${path}/`, info, paths);
    } else {
      const body =
        node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet : info.fragments[node.name.value]?.selectionSet;
      if (body) collect(body, prefix, info, paths);
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
