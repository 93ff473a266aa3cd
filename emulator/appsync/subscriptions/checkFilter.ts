import { getNamedType, isObjectType } from 'graphql';
import type { GraphQLOutputType } from 'graphql';
import type { SubscriptionFilter } from '../../appsync-js/index.ts';

const maximumGroups = 10;
const maximumConditions = 5;
const maximumValues = 5;
const maximumNesting = 5;
const operators = new Set([
  'eq',
  'ne',
  'le',
  'lt',
  'ge',
  'gt',
  'contains',
  'notContains',
  'beginsWith',
  'in',
  'notIn',
  'between',
  'containsAny',
]);

/** Why AppSync would refuse the filter of a subscription; undefined when it would not. */
export function checkFilter(filter: SubscriptionFilter, published: GraphQLOutputType): string | undefined {
  const groups = filter.filterGroup;
  if (!Array.isArray(groups) || groups.length === 0) return 'the filter has no filterGroup';
  if (groups.length > maximumGroups) return `the filter has ${groups.length} groups; at most ${maximumGroups}`;
  for (const group of groups) {
    if (!Array.isArray(group.filters) || group.filters.length === 0) return 'a group has no filters';
    if (group.filters.length > maximumConditions)
      return `a group has ${group.filters.length} filters; at most ${maximumConditions}`;
    for (const { fieldName, operator, value } of group.filters) {
      if (!operators.has(operator)) return `'${operator}' is not an operator`;
      if (fieldName.split('.').length > maximumNesting)
        return `'${fieldName}' is nested deeper than ${maximumNesting} levels`;
      const type = getNamedType(published);
      if (isObjectType(type) && !type.getFields()[fieldName.split('.')[0]]) {
        return `'${fieldName}' is not a field of ${type.name}, which the subscription delivers`;
      }
      const count = Array.isArray(value) ? value.length : 0;
      if ((operator === 'in' || operator === 'notIn') && (count < 1 || count > maximumValues)) {
        return `'${operator}' takes 1 to ${maximumValues} values; ${count} were given`;
      }
      if (operator === 'between' && count !== 2) return `'between' takes two values; ${count} were given`;
    }
  }
  return undefined;
}
