/** A value of an item as DynamoDB writes it in JSON: an object with the type as its only member. */
export type AttributeValue = Readonly<Record<string, unknown>>;

/** The plain values of an item. Bytes stay as their text; a number that JSON cannot hold becomes the nearest one. */
export function plainItem(item: Readonly<Record<string, AttributeValue>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plainValue(value)]));
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html */
function plainValue(attribute: AttributeValue): unknown {
  const [[type, value] = []] = Object.entries(attribute ?? {});
  switch (type) {
    case 'N':
      return Number(value);
    case 'NS':
      return (value as string[]).map(Number);
    case 'NULL':
      return null;
    case 'L':
      return (value as AttributeValue[]).map(plainValue);
    case 'M':
      return plainItem(value as Record<string, AttributeValue>);
    default:
      return value;
  }
}
