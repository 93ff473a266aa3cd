import { setOf, toMapValues } from './attributeValues.ts';
import { buildExpression } from './buildExpression.ts';
import { buildUpdate, operations } from './buildUpdate.ts';

type Fields = Record<string, unknown>;

/** AWS leaves optional members out of the request when they are null or undefined. */
function withOptional(request: Fields, optional: Fields): Fields {
  for (const [name, value] of Object.entries(optional)) {
    if (value !== undefined && value !== null) request[name] = value;
  }
  return request;
}

const isAbsent = (value: unknown): boolean => value === null || value === undefined;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A filter without the members that are null, which the type declarations allow beside one filter in place of a list
 * for `and` and `or`; util.transform, recorded on AWS, refuses both. Undefined when nothing is left.
 */
function withoutAbsent(filter: unknown): unknown {
  if (!isFields(filter)) return filter;
  const kept: Fields = {};
  for (const [name, member] of Object.entries(filter)) {
    if (isAbsent(member)) continue;
    const isGroup = name === 'and' || name === 'or';
    const cleaned = isGroup
      ? (Array.isArray(member) ? member : [member]).map(withoutAbsent).filter((each) => !isAbsent(each))
      : name === 'not'
        ? withoutAbsent(member)
        : member;
    if (isAbsent(cleaned) || (isGroup && (cleaned as unknown[]).length === 0)) continue;
    kept[name] = cleaned;
  }
  return Object.keys(kept).length === 0 && Object.keys(filter).length > 0 ? undefined : kept;
}

/** Unlike the JSON string of util.transform, an expression that binds no value has no expressionValues here. */
function toExpression(filter: unknown, role: string): Fields | undefined {
  if (isAbsent(filter)) return undefined;
  const meant = withoutAbsent(filter);
  if (meant === undefined && role === 'filter') return undefined;
  const built = buildExpression(meant);
  // Sent without its condition a write would pass unchecked, so a condition that cannot be rendered must not vanish.
  if (built === null)
    throw new TypeError(`This ${role} cannot be turned into an expression: ${JSON.stringify(filter)}`);
  const { expression, expressionNames, expressionValues } = built;
  return withOptional(
    { expression, expressionNames },
    {
      expressionValues: Object.keys(expressionValues).length > 0 ? expressionValues : undefined,
    },
  );
}

/** Every segment of a path has its own alias, and a segment used twice keeps it: `a.b` is `#expName_1.#expName_2`. */
function toProjection(paths: unknown): Fields | undefined {
  if (!Array.isArray(paths) || paths.length === 0) return undefined;
  const expressionNames: Record<string, string> = {};
  const aliases: Record<string, string> = {};
  const alias = (segment: string): string => {
    const [, name, subscripts] = /^(.*?)((?:\[\d+\])*)$/.exec(segment) as unknown as string[];
    if (!Object.hasOwn(aliases, name)) {
      aliases[name] = `#expName_${Object.keys(aliases).length + 1}`;
      expressionNames[aliases[name]] = name;
    }
    return aliases[name] + subscripts;
  };
  const expression = paths.map((path) => String(path).split('.').map(alias).join('.')).join(', ');
  return { expression, expressionNames };
}

const versioning = (input: Fields): Fields => ({
  customPartitionKey: input.customPartitionKey,
  populateIndexFields: input.populateIndexFields,
  _version: input._version,
});

const conditionOf = (input: Fields): Fields => ({ condition: toExpression(input.condition, 'condition') });

const paging = (input: Fields): Fields => ({
  index: input.index,
  limit: input.limit,
  nextToken: input.nextToken,
  consistentRead: input.consistentRead,
  filter: toExpression(input.filter, 'filter'),
  projection: toProjection(input.projection),
});

const mapTables = (tables: unknown, convert: (entry: unknown) => unknown): Fields =>
  Object.fromEntries(Object.entries(tables as Fields).map(([name, entry]) => [name, convert(entry)]));

function toWriteItem(entry: Fields): Fields {
  const [kind, input] = Object.entries(entry)[0] as [string, Fields];
  const target = { table: input.table, key: toMapValues(input.key) };
  switch (kind) {
    case 'putItem':
      return withOptional(
        { ...target, operation: 'PutItem', attributeValues: toMapValues(input.item) },
        conditionOf(input),
      );
    case 'updateItem':
      return withOptional(
        { ...target, operation: 'UpdateItem', update: buildUpdate(input.update as Fields) },
        conditionOf(input),
      );
    case 'deleteItem':
      return withOptional({ ...target, operation: 'DeleteItem' }, conditionOf(input));
    case 'conditionCheck':
      return withOptional({ ...target, operation: 'ConditionCheck' }, conditionOf(input));
    default:
      throw new TypeError(`transactWrite takes putItem, updateItem, deleteItem or conditionCheck, not "${kind}"`);
  }
}

/**
 * The module `@aws-appsync/utils/dynamodb`: each function answers the request object AppSync's data source expects.
 * https://docs.aws.amazon.com/appsync/latest/devguide/built-in-modules-js.html
 */
export const dynamodbModule = {
  get: (input: Fields): Fields =>
    withOptional(
      { operation: 'GetItem', key: toMapValues(input.key) },
      { consistentRead: input.consistentRead, projection: toProjection(input.projection) },
    ),

  put: (input: Fields): Fields =>
    withOptional(
      { operation: 'PutItem', key: toMapValues(input.key), attributeValues: toMapValues(input.item) },
      { ...conditionOf(input), ...versioning(input) },
    ),

  update: (input: Fields): Fields =>
    withOptional(
      { operation: 'UpdateItem', key: toMapValues(input.key), update: buildUpdate(input.update as Fields) },
      { ...conditionOf(input), ...versioning(input) },
    ),

  remove: (input: Fields): Fields =>
    withOptional(
      { operation: 'DeleteItem', key: toMapValues(input.key) },
      { ...conditionOf(input), ...versioning(input) },
    ),

  query: (input: Fields): Fields =>
    withOptional(
      { operation: 'Query', query: toExpression(input.query, 'key condition') },
      { ...paging(input), scanIndexForward: input.scanIndexForward, select: input.select },
    ),

  scan: (input: Fields = {}): Fields =>
    withOptional(
      { operation: 'Scan' },
      { ...paging(input), select: input.select, totalSegments: input.totalSegments, segment: input.segment },
    ),

  sync: (input: Fields = {}): Fields =>
    withOptional(
      { operation: 'Sync' },
      {
        basePartitionKey: input.basePartitionKey,
        deltaIndexName: input.deltaIndexName,
        limit: input.limit,
        nextToken: input.nextToken,
        lastSync: input.lastSync,
        filter: toExpression(input.filter, 'filter'),
      },
    ),

  batchGet: (input: Fields): Fields => ({
    operation: 'BatchGetItem',
    tables: mapTables(input.tables, (entry) => {
      const { keys, consistentRead, projection } = entry as { keys: unknown[] } & Fields;
      return withOptional({ keys: keys.map(toMapValues) }, { consistentRead, projection: toProjection(projection) });
    }),
  }),

  batchPut: (input: Fields): Fields => ({
    operation: 'BatchPutItem',
    tables: mapTables(input.tables, (items) => (items as unknown[]).map(toMapValues)),
  }),

  batchDelete: (input: Fields): Fields => ({
    operation: 'BatchDeleteItem',
    tables: mapTables(input.tables, (keys) => (keys as unknown[]).map(toMapValues)),
  }),

  transactGet: (input: Fields): Fields => ({
    operation: 'TransactGetItems',
    transactItems: (input.items as Fields[]).map((item) =>
      withOptional({ table: item.table, key: toMapValues(item.key) }, { projection: toProjection(item.projection) }),
    ),
  }),

  transactWrite: (input: Fields): Fields => ({
    operation: 'TransactWriteItems',
    transactItems: (input.items as Fields[]).map(toWriteItem),
  }),

  toStringSet: setOf('SS'),
  toNumberSet: setOf('NS'),
  toBinarySet: setOf('BS'),
  operations,
};
