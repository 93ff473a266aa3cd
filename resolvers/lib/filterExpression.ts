import type { ItemFilterInput } from '../../schema/generated/types.ts';
import { allOf, anyOf, negated, single, type Condition } from './condition.ts';
import { parseInstant, toInstant } from '../../schema/contract/instant.ts';
import { invalidInput } from './invalidInput.ts';
import {
  instantFields,
  listFields,
  numberFields,
  operatorsOf,
  readItemFilter,
  textFields,
  type Operators,
} from './itemFilter.ts';

/** DynamoDB's limit: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const MAXIMUM_EXPRESSION = 4096;

/** A filter expression of DynamoDB with plain values; no condition when it holds for every item. */
export interface FilterExpression {
  condition: Condition | null;
  names: Record<string, string>;
  values: Record<string, unknown>;
}

/**
 * The filter as an expression that a Scan applies before the page is cut. Built from the deepest level up, since the
 * language has no recursion.
 */
export function toFilterExpression(filter: ItemFilterInput): FilterExpression {
  const built: FilterExpression = { condition: null, names: {}, values: {} };
  const levels = readItemFilter(filter);
  let below: { condition: Condition | null; parent: number; role: string }[] = [];
  [4, 3, 2, 1, 0].forEach((depth) => {
    const children = below;
    below = (levels[depth] ?? []).map((node, index) => {
      const own = children.filter((child) => child.parent === index);
      const conditionsOf = (role: string) =>
        own.filter((child) => child.role === role).flatMap(({ condition }) => condition ?? []);
      const alternatives = conditionsOf('or');
      const parts = [
        ...fieldConditions(node.filter, built),
        ...conditionsOf('and'),
        ...(alternatives.length > 0 ? [anyOf(alternatives)] : []),
        ...conditionsOf('not').map((condition) => negated(condition)),
      ];
      // Operators that are all null say nothing: such a filter holds for every item, which all have an id.
      if (parts.length === 0 && depth > 0) parts.push(single(`attribute_exists(${nameOf('itemId', built)})`));
      return { condition: parts.length > 0 ? allOf(parts) : null, parent: node.parent, role: node.role };
    });
  });
  built.condition = below[0].condition;
  if (built.condition && built.condition.text.length > MAXIMUM_EXPRESSION) {
    invalidInput('filter', 'more conditions than fit', `an expression of at most ${MAXIMUM_EXPRESSION} characters`);
  }
  return built;
}

function fieldConditions(filter: ItemFilterInput, built: FilterExpression): Condition[] {
  return [...textFields, ...instantFields, ...numberFields, ...listFields].flatMap((field) => {
    const operators = operatorsOf(filter, field);
    if (!operators) return [];
    return listFields.includes(field)
      ? listConditions(field, operators, built)
      : scalarConditions(field, operators, built);
  });
}

const comparisons: Record<string, string> = { eq: '=', gt: '>', ge: '>=', lt: '<', le: '<=' };

function scalarConditions(field: string, operators: Operators, built: FilterExpression): Condition[] {
  return Object.entries(operators).flatMap(([operator, operand]) => {
    if (operand === null || operand === undefined) return [];
    const name = nameOf(field, built);
    if (operator === 'exists') return [single(`${operand ? 'attribute_exists' : 'attribute_not_exists'}(${name})`)];
    if (operator === 'contains') return [single(`contains(${name}, ${valueOf(operand, built)})`)];
    if (operator === 'beginsWith') return [single(`begins_with(${name}, ${valueOf(operand, built)})`)];
    const values = (typeof operand === 'object' ? (operand as unknown[]) : [operand]).map((value) =>
      valueOf(comparable(field, value), built),
    );
    if (operator === 'ne') return [anyOf([single(`attribute_not_exists(${name})`), single(`${name} <> ${values[0]}`)])];
    if (operator === 'in') return [single(`${name} IN (${values.join(', ')})`)];
    // BETWEEN would be refused when the bounds are the wrong way round; two comparisons then match nothing.
    if (operator === 'between') return [single(`${name} >= ${values[0]}`), single(`${name} <= ${values[1]}`)];
    return [single(`${name} ${comparisons[operator]} ${values[0]}`)];
  });
}

function listConditions(field: string, operators: Operators, built: FilterExpression): Condition[] {
  return Object.entries(operators).flatMap(([operator, operand]) => {
    if (operand === null || operand === undefined) return [];
    const name = nameOf(field, built);
    const absent = single(`attribute_not_exists(${name})`);
    if (operator === 'exists') {
      const none = valueOf(0, built);
      return [operand ? single(`size(${name}) > ${none}`) : anyOf([absent, single(`size(${name}) = ${none}`)])];
    }
    const members = (typeof operand === 'object' ? (operand as unknown[]) : [operand]).map((member) =>
      single(`contains(${name}, ${valueOf(member, built)})`),
    );
    if (operator === 'containsAny') return [anyOf(members)];
    if (operator === 'notContains') return [anyOf([absent, negated(members[0])])];
    return members;
  });
}

/** Instants are stored in one form (UTC with milliseconds), so that text order is time order. */
function comparable(field: string, value: unknown): unknown {
  if (!instantFields.includes(field)) return value;
  return toInstant(parseInstant(value as string) ?? 0);
}

function nameOf(field: string, built: FilterExpression): string {
  built.names[`#${field}`] = field;
  return `#${field}`;
}

function valueOf(value: unknown, built: FilterExpression): string {
  const name = `:v${Object.keys(built.values).length}`;
  built.values[name] = value;
  return name;
}
