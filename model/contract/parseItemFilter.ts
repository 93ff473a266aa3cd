import { InvalidInvocationError } from './InvalidInvocationError.ts';
import type { ItemFilter } from './invocation.ts';
import { isPlainObject, parseObject } from './parseValues.ts';

type Operand = 'text' | 'number' | 'instant';

const comparisons = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'];
const fields: Record<string, Operand | 'list'> = {
  itemId: 'text',
  title: 'text',
  brand: 'text',
  creator: 'text',
  categories: 'list',
  tags: 'list',
  price: 'number',
  availableFrom: 'instant',
  availableUntil: 'instant',
};
const longestList = 50;
/** The schema allows 4; one level more, because a caller may wrap the user's filter in its own. */
const deepest = 6;

/**
 * Checks a filter: known fields, known operators, operands of the right kind. Unlike elsewhere an unknown name is an
 * error, because ignoring a condition would let through what the caller meant to keep out.
 * @throws InvalidInvocationError
 */
export function parseItemFilter(value: unknown, path: string, depth: number = 1): ItemFilter {
  const filter = parseObject(value, path);
  if (depth > deepest) throw new InvalidInvocationError(path, `nested at most ${deepest} deep`, value);
  for (const [name, condition] of Object.entries(filter)) {
    const here = `${path}.${name}`;
    if (condition == null) continue;
    if (name === 'and' || name === 'or') {
      if (!Array.isArray(condition) || condition.length > longestList) {
        throw new InvalidInvocationError(here, `a list of at most ${longestList} filters`, condition);
      }
      condition.forEach((part, index) => parseItemFilter(part, `${here}[${index}]`, depth + 1));
    } else if (name === 'not') {
      parseItemFilter(condition, here, depth + 1);
    } else if (Object.hasOwn(fields, name)) {
      parseOperators(condition, here, fields[name]);
    } else {
      throw new InvalidInvocationError(
        here,
        `a filter field (${Object.keys(fields).join(', ')}, and, or, not)`,
        condition,
      );
    }
  }
  return filter as ItemFilter;
}

function parseOperators(value: unknown, path: string, operand: Operand | 'list'): void {
  if (!isPlainObject(value)) throw new InvalidInvocationError(path, 'an object of operators', value);
  for (const [operator, expected] of Object.entries(value)) {
    const here = `${path}.${operator}`;
    if (expected == null) continue;
    if (operator === 'exists') {
      if (typeof expected !== 'boolean') throw new InvalidInvocationError(here, 'true or false', expected);
    } else if (operand === 'list') {
      if (operator === 'contains' || operator === 'notContains') checkOperand(expected, here, 'text');
      else if (operator === 'containsAny' || operator === 'containsAll') checkOperands(expected, here, 'text');
      else throw unknownOperator(here, expected);
    } else if (comparisons.includes(operator)) {
      checkOperand(expected, here, operand);
    } else if (operator === 'in') {
      checkOperands(expected, here, operand);
    } else if (operator === 'between') {
      checkOperands(expected, here, operand, 2);
    } else if (operand !== 'number' && (operator === 'contains' || operator === 'beginsWith')) {
      checkOperand(expected, here, 'text');
    } else {
      throw unknownOperator(here, expected);
    }
  }
}

function unknownOperator(path: string, received: unknown): InvalidInvocationError {
  return new InvalidInvocationError(path, 'an operator of this field', received);
}

function checkOperand(value: unknown, path: string, operand: Operand): void {
  if (operand === 'number') {
    if (typeof value !== 'number' || !Number.isFinite(value)) throw new InvalidInvocationError(path, 'a number', value);
  } else if (typeof value !== 'string') {
    throw new InvalidInvocationError(path, 'a text', value);
  } else if (operand === 'instant' && Number.isNaN(Date.parse(value))) {
    throw new InvalidInvocationError(path, 'an ISO 8601 instant', value);
  }
}

function checkOperands(value: unknown, path: string, operand: Operand, exactly?: number): void {
  if (!Array.isArray(value) || value.length > longestList || (exactly !== undefined && value.length !== exactly)) {
    throw new InvalidInvocationError(path, `a list of ${exactly ?? `at most ${longestList}`} values`, value);
  }
  value.forEach((entry, index) => checkOperand(entry, `${path}[${index}]`, operand));
}
