import { toDynamoDB } from './attributeValues.ts';
import type { AttributeValue } from './attributeValues.ts';

export interface DynamoDBExpression {
  expression: string;
  expressionNames: Record<string, string>;
  expressionValues: Record<string, AttributeValue>;
}

const COMPARISONS: Record<string, string> = { eq: '=', ne: '<>', lt: '<', le: '<=', gt: '>', ge: '>=' };
const FUNCTIONS: Record<string, string> = {
  contains: 'contains',
  notContains: 'NOT contains',
  beginsWith: 'begins_with',
};
const TYPE_CODES: Record<string, string> = {
  _null: 'NULL',
  string: 'S',
  stringSet: 'SS',
  number: 'N',
  numberSet: 'NS',
  binary: 'B',
  binarySet: 'BS',
  boolean: 'BOOL',
  list: 'L',
  map: 'M',
};

type Fields = Record<string, unknown>;

const asFields = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;

/** Raised inside when a filter cannot be rendered; AWS answers such a filter with null, not with an error. */
class Unrenderable {}

class ExpressionBuilder {
  readonly names: Record<string, string> = {};
  readonly values: Record<string, AttributeValue> = {};

  /** All members of a filter object, joined by AND. `path` prefixes the value names: they carry every nesting level. */
  renderFilter(filter: unknown, path: string): string {
    const members = asFields(filter);
    if (members === null) throw new Unrenderable();
    return Object.entries(members)
      .map(([name, member]) => this.renderMember(name, member, path))
      .join(' AND ');
  }

  private renderMember(name: string, member: unknown, path: string): string {
    if (name === 'and' || name === 'or') {
      if (!Array.isArray(member)) throw new Unrenderable();
      const parts = member.map((each, index) => this.renderFilter(each, `${path}${name}_${index}_`));
      return wrapGroup(parts, name.toUpperCase());
    }
    if (name === 'not') return `(NOT ${this.renderFilter(member, `${path}not_`)})`;
    const alias = `#${name}`;
    this.names[alias] = name;
    return this.renderOperators(member, alias, `${path}${name}`);
  }

  private renderOperators(operators: unknown, operand: string, path: string): string {
    const members = asFields(operators);
    if (members === null) throw new Unrenderable();
    const parts = Object.entries(members).map(([operator, value]) => {
      const valueName = `${path}_${operator}`;
      if (operator !== 'size') return `(${this.renderOperator(operator, value, operand, valueName)})`;
      const sized = operand.startsWith('size(') ? operand : `size(${operand})`;
      return this.renderOperators(value, sized, valueName);
    });
    return wrapGroup(parts, 'AND');
  }

  private renderOperator(operator: string, value: unknown, operand: string, valueName: string): string {
    if (Object.hasOwn(COMPARISONS, operator)) {
      return `${operand} ${COMPARISONS[operator]} ${this.bind(valueName, value)}`;
    }
    if (Object.hasOwn(FUNCTIONS, operator)) return `${FUNCTIONS[operator]}(${operand},${this.bind(valueName, value)})`;
    if (operator === 'between' && Array.isArray(value) && value.length >= 2) {
      const start = this.bind(`${valueName}_start`, value[0]);
      return `${operand} BETWEEN ${start} AND ${this.bind(`${valueName}_end`, value[1])}`;
    }
    if (operator === 'in' && Array.isArray(value)) {
      const bound = value.map((each, index) => this.bind(`${valueName}_${index}`, each));
      return bound.length === 0 ? 'null' : `${operand} IN (${bound.join(', ')})`;
    }
    if (operator === 'attributeExists' && typeof value === 'boolean') {
      return `attribute_${value ? '' : 'not_'}exists(${operand})`;
    }
    if (operator === 'attributeType' && typeof value === 'string' && Object.hasOwn(TYPE_CODES, value)) {
      return `attribute_type(${operand},${this.bind(valueName, TYPE_CODES[value])})`;
    }
    throw new Unrenderable();
  }

  private bind(name: string, value: unknown): string {
    this.values[`:${name}`] = toDynamoDB(value);
    return `:${name}`;
  }
}

const wrapGroup = (parts: string[], joiner: string): string =>
  parts.length > 1 ? `(${parts.join(` ${joiner} `)})` : parts.join('');

/**
 * Turns a filter object into a DynamoDB expression with aliases and typed values, in the exact form recorded on AWS
 * (value names spell out the path, `:and_0_age_gt`). Null when the filter has an unknown operator or shape.
 */
export function buildExpression(filter: unknown): DynamoDBExpression | null {
  const builder = new ExpressionBuilder();
  try {
    const expression = builder.renderFilter(filter, '');
    return { expression, expressionNames: builder.names, expressionValues: builder.values };
  } catch (failure) {
    if (failure instanceof Unrenderable) return null;
    throw failure;
  }
}
