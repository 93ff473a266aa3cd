import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, buildSchema, getNamedType, isObjectType, parse, validate } from 'graphql';
import type { DocumentNode, FieldNode, GraphQLObjectType, OperationDefinitionNode, SelectionSetNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { publishMutation, publishWithoutItems } from '../../../functions/publish-recommendation/publishMutation.ts';
import { mergeSchema } from '../../../infra/schema/mergeSchema.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const schema = buildSchema(mergeSchema(root) + readFileSync(join(root, 'infra/schema/appsync.graphql'), 'utf8'));

const list = schema.getType('RecommendationList') as GraphQLObjectType;

/** Paths of fields of a pushed list that the document leaves out. */
function leftOut(document: DocumentNode): string[] {
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
  const fieldsOf = (selection: SelectionSetNode | undefined): FieldNode[] =>
    (selection?.selections ?? []).flatMap((chosen) => {
      if (chosen.kind === Kind.FIELD) return [chosen];
      return fieldsOf(
        chosen.kind === Kind.FRAGMENT_SPREAD ? fragments.get(chosen.name.value)?.selectionSet : chosen.selectionSet,
      );
    });
  const notSelected = (type: GraphQLObjectType, selection: SelectionSetNode | undefined, path: string): string[] => {
    const selected = new Map(fieldsOf(selection).map((field) => [field.name.value, field.selectionSet]));
    return Object.values(type.getFields()).flatMap((field) => {
      const here = `${path}.${field.name}`;
      if (!selected.has(field.name)) return [here];
      const fieldType = getNamedType(field.type);
      return isObjectType(fieldType) ? notSelected(fieldType, selected.get(field.name), here) : [];
    });
  };
  const operation = document.definitions[0] as OperationDefinitionNode;
  const [field] = fieldsOf(operation.selectionSet);
  return notSelected(list, field.selectionSet, 'publishRecommendation');
}

describe('the mutation that pushes a list', () => {
  it.each([
    ['whole', publishMutation],
    ['without items', publishWithoutItems],
  ])('is valid against the schema, %s', (_, text) => {
    expect(validate(schema, parse(text))).toEqual([]);
  });

  it('selects every field, because subscribers get no other', () => {
    expect(leftOut(parse(publishMutation))).toEqual([]);
  });

  it('leaves out the items, and nothing else, where nobody asks for them', () => {
    expect(leftOut(parse(publishWithoutItems))).toEqual(['publishRecommendation.items.item']);
  });
});
