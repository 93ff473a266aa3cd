import { Kind } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';

export interface DocumentSize {
  /** Levels of the deepest operation: 1 is a selection on the root. */
  depth: number;
  /** Fields of the operations with every fragment written out. */
  fields: number;
  /** Root fields of the operations with fragments written out. */
  rootFields: number;
  /** The most selections under one response name in one selection set. */
  repeats: number;
}

/**
 * Measures a document before it is validated: validation compares the fields of a selection set in pairs, so a flood
 * must be turned away first. Fragments are measured once each; one that contains itself counts as empty and is left to
 * validation.
 */
export function measureDocument(document: DocumentNode): DocumentSize {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  const measured = new Map<string, DocumentSize>();
  const empty: DocumentSize = { depth: 0, fields: 0, rootFields: 0, repeats: 0 };

  const measureFragment = (name: string): DocumentSize => {
    const known = measured.get(name);
    if (known) return known;
    measured.set(name, empty);
    const fragment = fragments.get(name);
    const size = fragment ? measure(fragment.selectionSet) : empty;
    measured.set(name, size);
    return size;
  };

  const measure = (set: SelectionSetNode): DocumentSize => {
    const size = { ...empty };
    const names = new Map<string, number>();
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) {
        const inner = node.selectionSet ? measure(node.selectionSet) : empty;
        const name = node.alias?.value ?? node.name.value;
        const count = (names.get(name) ?? 0) + 1;
        names.set(name, count);
        size.depth = Math.max(size.depth, 1 + inner.depth);
        size.fields += 1 + inner.fields;
        size.rootFields += 1;
        size.repeats = Math.max(size.repeats, count, inner.repeats);
      } else {
        const inner =
          node.kind === Kind.INLINE_FRAGMENT ? measure(node.selectionSet) : measureFragment(node.name.value);
        size.depth = Math.max(size.depth, inner.depth);
        size.fields += inner.fields;
        size.rootFields += inner.rootFields;
        size.repeats = Math.max(size.repeats, inner.repeats);
      }
    }
    return size;
  };

  const total = { ...empty };
  for (const node of document.definitions) {
    if (node.kind !== Kind.OPERATION_DEFINITION) continue;
    const size = measure(node.selectionSet);
    total.depth = Math.max(total.depth, size.depth);
    total.fields += size.fields;
    total.rootFields += size.rootFields;
    total.repeats = Math.max(total.repeats, size.repeats);
  }
  return total;
}
