type Fields = Record<string, unknown>;

const SIMPLE: Record<string, string> = {
  eq: 'term',
  match: 'match',
  matchPhrase: 'match_phrase',
  matchPhrasePrefix: 'match_phrase_prefix',
  wildcard: 'wildcard',
  regexp: 'regexp',
};

const must = (clauses: unknown[]): unknown => (clauses.length === 1 ? clauses[0] : { bool: { must: clauses } });

function toClause(field: string, operator: string, value: unknown): unknown {
  if (Object.hasOwn(SIMPLE, operator)) return { [SIMPLE[operator]]: { [field]: value } };
  switch (operator) {
    case 'ne':
      return { bool: { must_not: { term: { [field]: value } } } };
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return { range: { [field]: { [operator]: value } } };
    case 'range': {
      const [gte, lte] = value as [unknown, unknown];
      return { range: { [field]: { gte, lte } } };
    }
    case 'multiMatch':
      return { multi_match: { query: value, fields: [field] } };
    case 'exists':
      return value === false ? { bool: { must_not: { exists: { field } } } } : { exists: { field } };
    default:
      throw new TypeError(`util.transform.toElasticsearchQueryDSL does not know the operator "${operator}"`);
  }
}

function toQuery(filter: Fields): unknown {
  return must(
    Object.entries(filter).map(([name, member]) => {
      if (name === 'and') return { bool: { must: (member as Fields[]).map(toQuery) } };
      if (name === 'or') return { bool: { should: (member as Fields[]).map(toQuery) } };
      if (name === 'not') return { bool: { must_not: toQuery(member as Fields) } };
      return must(Object.entries(member as Fields).map(([operator, value]) => toClause(name, operator, value)));
    }),
  );
}

/** `util.transform.toElasticsearchQueryDSL`: the query as a JSON string, built after the one documented example. */
export const toOpenSearchQuery = (filter: Fields): string => JSON.stringify(toQuery(filter));
