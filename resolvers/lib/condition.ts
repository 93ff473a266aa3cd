/**
 * A condition of an expression and how it is joined at the top. DynamoDB refuses redundant parentheses ("The expression
 * has redundant parentheses"), so they are put only where the precedence of NOT, AND, OR asks for them:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 */
export interface Condition {
  text: string;
  join: 'AND' | 'OR' | null;
}

export function single(text: string): Condition {
  return { text, join: null };
}

/** All of the conditions; there must be one at least. */
export function allOf(conditions: Condition[]): Condition {
  if (conditions.length === 1) return conditions[0];
  return { text: conditions.map(({ text, join }) => (join === 'OR' ? `(${text})` : text)).join(' AND '), join: 'AND' };
}

/** At least one of the conditions; there must be one at least. */
export function anyOf(conditions: Condition[]): Condition {
  if (conditions.length === 1) return conditions[0];
  return { text: conditions.map(({ text }) => text).join(' OR '), join: 'OR' };
}

export function negated({ text, join }: Condition): Condition {
  return single(join === null ? `NOT ${text}` : `NOT (${text})`);
}
