import type {
  ItemFilterInput,
  ListFilterInput,
  NumberFilterInput,
  StringFilterInput,
} from '../../schema/generated/types.ts';
import { isStorableNumber, quote } from '../../schema/contract/checks.ts';
import { parseInstant } from '../../schema/contract/instant.ts';
import {
  largestMagnitudeText,
  maximumFilterDepth,
  maximumFilterOperands,
  maximumFilters,
  maximumFilterTextCharacters,
} from '../../schema/contract/limits.ts';
import { invalidInput, requireNone } from './invalidInput.ts';
import { lengthProblem } from './lengthProblem.ts';

export const textFields = ['itemId', 'title', 'brand', 'creator'];
export const instantFields = ['availableFrom', 'availableUntil'];
export const listFields = ['categories', 'tags'];
export const numberFields = ['price'];

export type Operators = StringFilterInput & NumberFilterInput & ListFilterInput;

/** A filter within a filter: the language has no recursion, so the tree is laid out level by level. */
export interface FilterNode {
  filter: ItemFilterInput;
  /** The path in messages, for example `filter.or[1]`. */
  path: string;
  /** Where its parent stands in the level above. */
  parent: number;
  role: 'and' | 'or' | 'not';
}

/**
 * Checks a filter and lays it out: the root, then the filters that it combines, and so on, at most four levels below.
 * Ends the request with `InvalidInput` when the filter is too deep, too large or has an operand that makes no sense.
 */
export function readItemFilter(filter: ItemFilterInput, path = 'filter'): FilterNode[][] {
  const levels: FilterNode[][] = [[{ filter, path, parent: 0, role: 'and' }]];
  let count = 1;
  for (const depth of [0, 1, 2, 3, 4]) {
    const next: FilterNode[] = [];
    (levels[depth] ?? []).forEach((node, parent) => {
      requireOperands(node, depth === 0);
      combined(node, 'and').forEach((child, index) => {
        next.push({ filter: child, path: `${node.path}.and[${index}]`, parent, role: 'and' });
      });
      combined(node, 'or').forEach((child, index) => {
        next.push({ filter: child, path: `${node.path}.or[${index}]`, parent, role: 'or' });
      });
      if (node.filter.not) next.push({ filter: node.filter.not, path: `${node.path}.not`, parent, role: 'not' });
    });
    count += next.length;
    if (count > maximumFilters) invalidInput(path, 'a larger filter', `at most ${maximumFilters} combined filters`);
    if (next.length > 0 && depth === maximumFilterDepth) {
      invalidInput(next[0].path, 'a filter nested deeper', `and, or and not at most ${maximumFilterDepth} deep`);
    }
    if (next.length > 0) levels.push(next);
  }
  return levels;
}

function combined(node: FilterNode, role: 'and' | 'or'): ItemFilterInput[] {
  const children = node.filter[role];
  if (!children) return [];
  if (children.length === 0) invalidInput(`${node.path}.${role}`, 'an empty list', 'at least one filter');
  return children;
}

/** The operators of a field, or null. */
export function operatorsOf(filter: ItemFilterInput, field: string): Operators | null {
  return ((filter as Record<string, unknown>)[field] as Operators | null | undefined) ?? null;
}

function requireOperands(node: FilterNode, isRoot: boolean): void {
  const given = Object.values(node.filter).filter((value) => value !== null && value !== undefined);
  if (given.length === 0 && !isRoot) invalidInput(node.path, 'an empty filter', 'at least one condition');
  [...textFields, ...instantFields, ...listFields, ...numberFields].forEach((field) => {
    const operators = operatorsOf(node.filter, field);
    if (!operators) return;
    Object.entries(operators).forEach(([operator, operand]) => {
      if (operand !== null && operand !== undefined)
        requireOperand(`${node.path}.${field}.${operator}`, field, operator, operand);
    });
  });
}

function requireOperand(path: string, field: string, operator: string, operand: unknown): void {
  if (operator === 'exists') return;
  const values = typeof operand === 'object' && operand !== null ? (operand as unknown[]) : [operand];
  if (operator === 'between' && values.length !== 2) {
    invalidInput(path, `${values.length} values`, 'two values, the smallest and the largest');
  }
  if (values.length === 0 || values.length > maximumFilterOperands) {
    invalidInput(path, `${values.length} values`, `1 to ${maximumFilterOperands}`);
  }
  const isInstant = instantFields.includes(field) && operator !== 'contains' && operator !== 'beginsWith';
  values.forEach((value) => {
    if (typeof value === 'number' && !isStorableNumber(value)) {
      invalidInput(path, `${value}`, `a number between -${largestMagnitudeText} and ${largestMagnitudeText}`);
    }
    if (typeof value !== 'string') return;
    if (value.length === 0 || value.length > maximumFilterTextCharacters) {
      invalidInput(
        path,
        value.length === 0 ? 'an empty text' : `${value.length} characters`,
        `1 to ${maximumFilterTextCharacters} characters`,
      );
    }
    requireNone(lengthProblem([{ path, text: value, form: 'TEXT', maximumBytes: value.length * 3 }]));
    if (isInstant && parseInstant(value) === null) {
      invalidInput(path, quote(value), 'an ISO 8601 instant with an offset, for example 2026-11-21T00:00:00Z');
    }
  });
}
