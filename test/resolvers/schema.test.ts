import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isObjectType,
  parse,
  validate,
} from 'graphql';
import type {
  ConstDirectiveNode,
  DocumentNode,
  FieldDefinitionNode,
  GraphQLObjectType,
  OperationDefinitionNode,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { mergeSchema } from '../../infra/schema/mergeSchema.ts';
import { pipelineFunctions, resolvers } from '../../resolvers/wiring.ts';
import { bundles } from './helpers/bundles.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const merged = mergeSchema(root);
const schema = buildSchema(`${readFileSync(`${root}/infra/schema/appsync.graphql`, 'utf8')}\n${merged}`);
const roots = ['Query', 'Mutation', 'Subscription'].map((name) => schema.getType(name) as GraphQLObjectType);
const rootFields = roots.flatMap((type) =>
  Object.values(type.getFields()).map((field) => ({ name: `${type.name}.${field.name}`, field })),
);
const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type) && type.astNode);
const objectTypes = types.filter((type): type is GraphQLObjectType => isObjectType(type) && !roots.includes(type));

const authorization = ['aws_cognito_user_pools', 'aws_iam', 'aws_api_key', 'aws_oidc', 'aws_lambda'];
const modesOf = (node: { directives?: readonly ConstDirectiveNode[] } | null | undefined): string[] =>
  (node?.directives ?? [])
    .map(({ name }) => name.value)
    .filter((name) => authorization.includes(name))
    .sort();

/** Every object type that a field's answer can contain. */
function reachable(start: GraphQLObjectType): GraphQLObjectType[] {
  const found = new Set<GraphQLObjectType>();
  const visit = (type: GraphQLObjectType): void => {
    if (found.has(type)) return;
    found.add(type);
    for (const field of Object.values(type.getFields())) {
      const inner = getNamedType(field.type);
      if (isObjectType(inner)) visit(inner);
    }
  };
  visit(start);
  return [...found];
}

describe('authorisation', () => {
  it('is said on every type and every operation', () => {
    const open = [
      ...objectTypes.map((type) => ({ name: type.name, modes: modesOf(type.astNode) })),
      ...rootFields.map(({ name, field }) => ({ name, modes: modesOf(field.astNode) })),
    ].filter(({ modes }) => modes.length === 0);
    expect(open).toEqual([]);
  });

  it.each(rootFields.map(({ name, field }) => [name, field] as const))(
    'lets those who may call %s read its whole answer',
    (_name, field) => {
      const answer = getNamedType(field.type);
      expect(isObjectType(answer)).toBe(true);
      for (const type of reachable(answer as GraphQLObjectType)) {
        expect({ type: type.name, modes: modesOf(type.astNode) }).toEqual({
          type: type.name,
          modes: expect.arrayContaining(modesOf(field.astNode)),
        });
      }
    },
  );

  it('gives an API key public reads only, and nothing of users', () => {
    const open = rootFields
      .filter(({ field }) => modesOf(field.astNode).includes('aws_api_key'))
      .map(({ name }) => name)
      .sort();
    expect(open).toEqual([
      'Mutation.createVisitor',
      'Query.item',
      'Query.items',
      'Query.popularItems',
      'Query.recommendationsFor',
      'Query.similarItems',
      'Query.trendingItems',
    ]);
    expect(modesOf(schema.getType('Interaction')?.astNode as FieldDefinitionNode | undefined)).toEqual([
      'aws_cognito_user_pools',
      'aws_iam',
      'aws_lambda',
    ]);
  });

  it('keeps the catalogue to admins and pushes to backends', () => {
    const groups = (name: string) =>
      rootFields
        .find((entry) => entry.name === name)
        ?.field.astNode?.directives?.find((directive) => directive.name.value === 'aws_cognito_user_pools')
        ?.arguments?.[0]?.value;
    for (const name of ['Mutation.putItem', 'Mutation.putItems', 'Mutation.deleteItem']) {
      expect(groups(name)).toMatchObject({ kind: 'ListValue', values: [{ value: 'admin' }] });
    }
    expect(modesOf(rootFields.find(({ name }) => name === 'Mutation.publishRecommendation')?.field.astNode)).toEqual([
      'aws_iam',
    ]);
  });

  it('joins the subscription to the mutation that pushes', () => {
    const [directive] =
      rootFields.find(({ name }) => name === 'Subscription.onRecommendation')?.field.astNode?.directives ?? [];
    expect(directive).toMatchObject({
      name: { value: 'aws_subscribe' },
      arguments: [{ value: { values: [{ value: 'publishRecommendation' }] } }],
    });
  });
});

describe('documentation', () => {
  it('is there for every type, field, argument and value', () => {
    // The one argument of a mutation is documented by its type.
    const undocumented = types.flatMap((type) => {
      const members = isEnumType(type)
        ? type.getValues().map((value) => ({ name: value.name, text: value.description }))
        : isInputObjectType(type)
          ? Object.values(type.getFields()).map((field) => ({ name: field.name, text: field.description }))
          : isObjectType(type)
            ? Object.values(type.getFields()).flatMap((field) => [
                { name: field.name, text: field.description },
                ...field.args
                  .filter(({ name }) => name !== 'input')
                  .map((argument) => ({ name: `${field.name}(${argument.name})`, text: argument.description })),
              ])
            : [];
      const isDescribed = roots.includes(type as GraphQLObjectType) || /^AWS/.test(type.name) || type.description;
      return [
        ...(isDescribed ? [] : [type.name]),
        ...members.filter(({ text }) => !text).map(({ name }) => `${type.name}.${name}`),
      ];
    });
    expect(undocumented).toEqual([]);
  });

  it('names event types as they are registered', () => {
    const registered = (JSON.parse(readFileSync(`${root}/schema/eventTypes.json`, 'utf8')) as { name: string }[]).map(
      ({ name }) => name,
    );
    const eventType = schema.getType('EventType');
    expect(
      isEnumType(eventType) &&
        eventType
          .getValues()
          .map(({ name }) => name)
          .sort(),
    ).toEqual(registered.sort());
  });
});

describe('wiring', () => {
  it('has a resolver for every operation, and no other', () => {
    expect(Object.keys(resolvers).sort()).toEqual(rootFields.map(({ name }) => name).sort());
  });

  it('has the code of every resolver and pipeline function, and no other', () => {
    const named = [
      ...Object.keys(resolvers).map((name) => `resolvers/${name}.js`),
      ...Object.keys(pipelineFunctions).map((name) => `resolvers/pipeline/${name}.js`),
    ];
    expect([...bundles.keys()].sort()).toEqual(named.sort());
  });

  it('uses every pipeline function, at most ten in a pipeline', () => {
    const pipelines = Object.values(resolvers).flatMap((wiring) => ('pipeline' in wiring ? [wiring.pipeline] : []));
    expect(new Set(pipelines.flat())).toEqual(new Set(Object.keys(pipelineFunctions)));
    expect(Math.max(...pipelines.map(({ length }) => length))).toBeLessThanOrEqual(10);
  });

  it.each([...bundles.keys()])('keeps %s below the size that AppSync takes', (name) => {
    expect(String(bundles.get(name)).length).toBeLessThanOrEqual(32_768);
  });
});

describe('operations', () => {
  const folder = `${root}/schema/operations`;
  const documents = readdirSync(folder).map((name) => ({
    name,
    document: parse(readFileSync(`${folder}/${name}`, 'utf8')),
  }));
  const all: DocumentNode = {
    kind: documents[0].document.kind,
    definitions: documents.flatMap(({ document }) => document.definitions),
  };

  it('fit the schema', () => {
    expect(validate(schema, all).map(({ message }) => message)).toEqual([]);
  });

  it('are there for every field, each under its own name', () => {
    const operations = all.definitions.filter(
      (definition): definition is OperationDefinitionNode => definition.kind === 'OperationDefinition',
    );
    const fields = operations.map(
      ({
        name,
        selectionSet: {
          selections: [field],
        },
      }) => [name?.value, field.kind === 'Field' && field.name.value],
    );
    expect(fields.map(([, field]) => field).sort()).toEqual(rootFields.map(({ field }) => field.name).sort());
    for (const [name, field] of fields) expect(name).toBe(`${String(field)[0].toUpperCase()}${String(field).slice(1)}`);
  });

  it('are valid also where docs/schema.md shows some', () => {
    const shown = [...readFileSync(`${root}/docs/schema.md`, 'utf8').matchAll(/```graphql\n([^`]*)```/g)].map(
      ([, text]) => parse(text),
    );
    expect(shown.length).toBeGreaterThan(1);
    for (const document of shown) expect(validate(schema, document).map(({ message }) => message)).toEqual([]);
  });

  it('pass every argument on', () => {
    for (const definition of all.definitions) {
      if (definition.kind !== 'OperationDefinition') continue;
      const [selection] = definition.selectionSet.selections;
      if (selection.kind !== 'Field') continue;
      const field = rootFields.find((entry) => entry.field.name === selection.name.value)?.field;
      expect(selection.arguments?.map(({ name }) => name.value).sort()).toEqual(
        field?.args.map(({ name }) => name).sort(),
      );
    }
  });
});
