import { Kind, parse } from 'graphql';
import type { FieldDefinitionNode } from 'graphql';

export interface RootField {
  /** `Query`, `Mutation` or `Subscription`. */
  type: string;
  name: string;
  node: FieldDefinitionNode;
}

/** The fields that a request may start from, in the order of the schema. */
export const readRootFields = (schema: string): RootField[] =>
  parse(schema).definitions.flatMap((definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION && /^(Query|Mutation|Subscription)$/.test(definition.name.value)
      ? (definition.fields ?? []).map((node) => ({ type: definition.name.value, name: node.name.value, node }))
      : [],
  );
