import { currentCall } from './call.ts';

interface Filter {
  filterGroup?: { filters?: { operator?: string; value?: unknown }[] }[];
}

const OPERATORS = [
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
];

/** The limits of https://docs.aws.amazon.com/appsync/latest/devguide/extensions-js.html, checked before they are met. */
function checkFilter(filter: unknown, name: string): void {
  if (filter === null || filter === undefined) return;
  const groups = (filter as Filter).filterGroup;
  if (!Array.isArray(groups)) throw new TypeError(`extensions.${name} takes { filterGroup: [{ filters: [...] }] }`);
  if (groups.length > 10) throw new TypeError(`extensions.${name}: ${groups.length} groups; AppSync takes 10`);
  for (const { filters = [] } of groups) {
    if (filters.length > 5)
      throw new TypeError(`extensions.${name}: ${filters.length} filters in a group; AppSync takes 5`);
    for (const { operator, value } of filters) {
      if (!OPERATORS.includes(String(operator)))
        throw new TypeError(`extensions.${name}: unknown operator "${operator}"`);
      const isList = operator === 'in' || operator === 'notIn' || operator === 'containsAny';
      if (isList && Array.isArray(value) && value.length > 5) {
        throw new TypeError(`extensions.${name}: ${value.length} values for "${operator}"; AppSync takes 5`);
      }
    }
  }
}

/** `extensions`. The calls are only recorded; whoever runs the resolver acts on them. */
export const extensions = {
  setSubscriptionFilter(filter: unknown): void {
    checkFilter(filter, 'setSubscriptionFilter');
    currentCall().subscriptionFilter = filter ?? null;
  },
  setSubscriptionInvalidationFilter(filter: unknown): void {
    checkFilter(filter, 'setSubscriptionInvalidationFilter');
    currentCall().subscriptionInvalidationFilter = filter ?? null;
  },
  invalidateSubscriptions(invalidation: { subscriptionField: string; payload: Record<string, unknown> }): void {
    const { invalidations } = currentCall();
    if (invalidations.length >= 5) throw new TypeError('extensions.invalidateSubscriptions: AppSync takes 5 a request');
    invalidations.push({ subscriptionField: invalidation.subscriptionField, payload: invalidation.payload ?? {} });
  },
  evictFromApiCache(typeName: string, fieldName: string, keyValuePair: Record<string, unknown>): void {
    currentCall().cacheEvictions.push({ typeName, fieldName, keyValuePair });
  },
};
