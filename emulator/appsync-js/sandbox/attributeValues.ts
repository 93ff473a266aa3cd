/** A DynamoDB attribute value as AppSync writes it: numbers stay numbers and NULL carries null. */
export type AttributeValue = Record<string, unknown>;

type Fields = Record<string, unknown>;

const isAbsent = (value: unknown): value is null | undefined => value === null || value === undefined;

const { parse } = JSON;
const sets = new WeakSet<object>();

/** Whether a value is a set of `toStringSet` and its kin. A map of the same shape that came as data is a map. */
export const isSet = (value: unknown): value is AttributeValue =>
  typeof value === 'object' && value !== null && sets.has(value);

/** `toStringSet`, `toNumberSet`, `toBinarySet`: what they make stays a set inside of items and updates. */
export const setOf =
  (type: 'SS' | 'NS' | 'BS') =>
  (values: unknown): AttributeValue | null => {
    if (isAbsent(values)) return null;
    const set = { [type]: values };
    sets.add(set);
    return set;
  };

/** A member that is undefined is null to AWS (aws-appsync-community#305), so it is written as NULL, not left out. */
export function toMapValues(fields: unknown): Record<string, AttributeValue> | null {
  if (isAbsent(fields)) return null;
  const values: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(fields as Fields)) {
    values[name] = toDynamoDB(value);
  }
  return values;
}

export function toDynamoDB(value: unknown): AttributeValue {
  if (isAbsent(value)) return { NULL: null };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: value };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(toDynamoDB) };
  if (isSet(value)) return value;
  return { M: toMapValues(value) };
}

const typed =
  (type: string) =>
  (value: unknown): AttributeValue | null =>
    isAbsent(value) ? null : { [type]: value };

function toS3Object(key: string, bucket: string, region: string, version?: string): AttributeValue | null {
  if (isAbsent(key) || isAbsent(bucket) || isAbsent(region)) return null;
  return { S: JSON.stringify({ s3: { key, bucket, region, ...(isAbsent(version) ? {} : { version }) } }) };
}

/** `util.dynamodb`. https://docs.aws.amazon.com/appsync/latest/devguide/dynamodb-helpers-in-util-dynamodb-js.html */
export const attributeValues = {
  toDynamoDB,
  toString: typed('S'),
  toStringSet: setOf('SS'),
  toNumber: typed('N'),
  toNumberSet: setOf('NS'),
  toBinary: typed('B'),
  toBinarySet: setOf('BS'),
  toBoolean: typed('BOOL'),
  toNull: (): AttributeValue => ({ NULL: null }),
  toList: (values: unknown): AttributeValue | null =>
    isAbsent(values) ? null : { L: (values as unknown[]).map(toDynamoDB) },
  toMap: (fields: unknown): AttributeValue | null => (isAbsent(fields) ? null : { M: toMapValues(fields) }),
  toMapValues,
  toS3Object,
  fromS3ObjectJson: (text: string): unknown => (parse(text) as { s3: unknown }).s3,
};
