import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { DataSourceError } from '../../errors.ts';

export type Item = Record<string, AttributeValue>;

/**
 * A typed value as APPSYNC_JS hands it over, for the SDK. `util.dynamodb` gives numbers as numbers (`{"N":12345}`) and
 * null as `{"NULL":null}`, binary as base64 text.
 */
export function toAttributeValue(value: unknown, place = 'value'): AttributeValue {
  const entries = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  if (entries.length !== 1) throw invalid(place, value);
  const [type, content] = entries[0] as [string, unknown];
  switch (type) {
    case 'S':
      if (typeof content === 'string') return { S: content };
      break;
    case 'N':
      if (typeof content === 'number' || (typeof content === 'string' && content.trim() !== ''))
        return { N: String(content) };
      break;
    case 'BOOL':
      if (typeof content === 'boolean') return { BOOL: content };
      break;
    case 'NULL':
      return { NULL: true };
    case 'B':
      if (typeof content === 'string') return { B: Buffer.from(content, 'base64') };
      break;
    case 'SS':
      if (Array.isArray(content)) return { SS: content.map(String) };
      break;
    case 'NS':
      if (Array.isArray(content)) return { NS: content.map(String) };
      break;
    case 'BS':
      if (Array.isArray(content)) return { BS: content.map((member) => Buffer.from(String(member), 'base64')) };
      break;
    case 'L':
      if (Array.isArray(content))
        return { L: content.map((member, index) => toAttributeValue(member, `${place}[${index}]`)) };
      break;
    case 'M':
      return { M: toItem(content, place) };
  }
  throw invalid(place, value);
}

/** A map of typed values: a key, an item, expression values. */
export function toItem(value: unknown, place: string): Item {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(place, value);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, toAttributeValue(member, `${place}.${name}`)]),
  );
}

/** A typed value as the plain JSON that response handlers see: sets are lists, binary is base64 text. */
export function toPlain(value: AttributeValue): unknown {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.NULL !== undefined) return null;
  if (value.M !== undefined) return plainItem(value.M);
  if (value.L !== undefined) return value.L.map(toPlain);
  if (value.SS !== undefined) return value.SS;
  if (value.NS !== undefined) return value.NS.map(Number);
  if (value.B !== undefined) return toBase64(value.B);
  if (value.BS !== undefined) return value.BS.map(toBase64);
  return null;
}

/** The SDK gives bytes, the protocol base64. */
const toBase64 = (bytes: Uint8Array | string): string =>
  typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('base64');

export function plainItem(item: Item | undefined): Record<string, unknown> | null {
  return item ? Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toPlain(value)])) : null;
}

/** Whether two items are equal, leaving out some top-level attributes. Sets have no order, numbers no notation. */
export function sameItem(left: Item, right: Item, ignored: readonly string[]): boolean {
  const names = (item: Item): string[] =>
    Object.keys(item)
      .filter((name) => !ignored.includes(name))
      .sort();
  const [leftNames, rightNames] = [names(left), names(right)];
  return (
    leftNames.length === rightNames.length &&
    leftNames.every((name, index) => name === rightNames[index] && canonical(left[name]) === canonical(right[name]))
  );
}

/** The attributes of a key as text: that of the key and that of its item are equal. */
export function canonicalKey(item: Item, attributes: readonly string[]): string {
  return JSON.stringify(attributes.map((attribute) => item[attribute] && canonical(item[attribute])));
}

function canonical(value: AttributeValue): string {
  if (value.M)
    return `{${Object.keys(value.M)
      .sort()
      .map((name) => `${JSON.stringify(name)}:${canonical(value.M![name])}`)
      .join()}}`;
  if (value.L) return `[${value.L.map(canonical).join()}]`;
  if (value.N !== undefined) return `N${Number(value.N)}`;
  if (value.SS) return `SS${JSON.stringify([...value.SS].sort())}`;
  if (value.NS) return `NS${JSON.stringify(value.NS.map(Number).sort((a, b) => a - b))}`;
  if (value.B) return `B${toBase64(value.B)}`;
  if (value.BS) return `BS${JSON.stringify(value.BS.map(toBase64).sort())}`;
  return JSON.stringify(value);
}

function invalid(place: string, value: unknown): DataSourceError {
  return new DataSourceError(
    'MappingTemplate',
    `Unable to convert ${place} to a DynamoDB value: ${JSON.stringify(value)?.slice(0, 200) ?? 'nothing'}. ` +
      'Use util.dynamodb.toDynamoDB or toMapValues.',
  );
}
