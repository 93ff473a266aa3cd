import { Kind } from 'graphql';
import type { GraphQLResolveInfo, SelectionSetNode } from 'graphql';

/** Only the members of `value` that the query selects under its field. Values without a selection set stay whole. */
export function keepSelected(value: unknown, info: GraphQLResolveInfo): unknown {
  const sets = info.fieldNodes.flatMap((node) => (node.selectionSet ? [node.selectionSet] : []));
  return sets.length > 0 ? keep(value, sets, info) : value;
}

function keep(value: unknown, sets: SelectionSetNode[], info: GraphQLResolveInfo): unknown {
  if (Array.isArray(value)) return value.map((member) => keep(member, sets, info));
  if (typeof value !== 'object' || value === null) return value;
  const kept: Record<string, unknown> = {};
  for (const set of sets) copy(value as Record<string, unknown>, set, info, kept);
  return kept;
}

function copy(
  value: Record<string, unknown>,
  set: SelectionSetNode,
  info: GraphQLResolveInfo,
  kept: Record<string, unknown>,
): void {
  for (const node of set.selections) {
    if (node.kind === Kind.FIELD) {
      const name = node.name.value;
      if (Object.hasOwn(value, name))
        kept[name] = node.selectionSet ? keep(value[name], [node.selectionSet], info) : value[name];
    } else {
      const body =
        node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet : info.fragments[node.name.value]?.selectionSet;
      if (body) copy(value, body, info, kept);
    }
  }
}
