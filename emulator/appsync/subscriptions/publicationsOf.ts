import { Kind, OperationTypeNode } from 'graphql';
import type { DocumentNode, FieldNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';
import { isIncluded } from '../engine/describeSelection.ts';
import type { Outcome } from '../engine/GraphQLApi.ts';

/** What one mutation field gives its subscriptions: only what the mutation's selection set has, by field names. */
export interface Publication {
  mutation: string;
  value: Record<string, unknown>;
}

/** The publications of an answered mutation. A field that is null publishes nothing. */
export function publicationsOf(outcome: Outcome): Publication[] {
  const { operation, prepared, answer, scope } = outcome;
  if (operation?.operation !== OperationTypeNode.MUTATION || !answer.data) return [];
  const reader = new SelectionReader(prepared.document, scope.variables);
  const data = answer.data;
  return reader.fields(operation.selectionSet).flatMap((node) => {
    const value = data[node.alias?.value ?? node.name.value];
    if (typeof value !== 'object' || value === null || !node.selectionSet) return [];
    return [
      { mutation: node.name.value, value: reader.byFieldName(value, node.selectionSet) as Record<string, unknown> },
    ];
  });
}

class SelectionReader {
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #variables: Record<string, unknown>;

  constructor(document: DocumentNode, variables: Record<string, unknown>) {
    this.#variables = variables;
    for (const node of document.definitions) {
      if (node.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(node.name.value, node);
    }
  }

  /** The fields of a selection set, fragments written out. */
  fields(set: SelectionSetNode): FieldNode[] {
    return set.selections.flatMap((node) => {
      if (!isIncluded(node, this.#variables)) return [];
      if (node.kind === Kind.FIELD) return [node];
      const body = node.kind === Kind.INLINE_FRAGMENT ? node : this.#fragments.get(node.name.value);
      return body ? this.fields(body.selectionSet) : [];
    });
  }

  /** An answered value with its aliases undone: subscribers ask for fields, whatever the publisher called them. */
  byFieldName(value: unknown, set: SelectionSetNode): unknown {
    if (Array.isArray(value)) return value.map((member) => this.byFieldName(member, set));
    if (typeof value !== 'object' || value === null) return value;
    const named: Record<string, unknown> = {};
    for (const node of this.fields(set)) {
      const key = node.alias?.value ?? node.name.value;
      if (!Object.hasOwn(value, key)) continue;
      const member = (value as Record<string, unknown>)[key];
      const plain = node.selectionSet ? this.byFieldName(member, node.selectionSet) : member;
      named[node.name.value] = merge(named[node.name.value], plain);
    }
    return named;
  }
}

/** One field selected twice under two names gives the union of its members. */
function merge(left: unknown, right: unknown): unknown {
  if (Array.isArray(left) && Array.isArray(right) && left.length === right.length)
    return left.map((member, index) => merge(member, right[index]));
  if (isPlain(left) && isPlain(right)) {
    return Object.fromEntries(
      [...new Set([...Object.keys(left), ...Object.keys(right)])].map((name) => [
        name,
        name in right ? merge(left[name], right[name]) : left[name],
      ]),
    );
  }
  return right;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
