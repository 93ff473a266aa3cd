/** What an operation consumed of a table, with its indexes, in request units. */
export interface ConsumedCapacity {
  table: string;
  kind: 'Read' | 'Write';
  units: number;
}

type Message = Record<string, unknown>;

const metered = /^(Get|Put|Update|Delete|BatchGet|BatchWrite|TransactGet|TransactWrite)Items?$|^(Query|Scan)$/;
const isAsked = ({ ReturnConsumedCapacity: asked }: Message): boolean => asked !== undefined && asked !== 'NONE';

/**
 * The input to send to an engine so that its answer says what it consumed; undefined when it does so anyway, and for
 * operations that consume nothing of their own.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 */
export function askForCapacity(operation: string, input: object): Message | undefined {
  return metered.test(operation) && !isAsked(input as Message)
    ? { ...input, ReturnConsumedCapacity: 'TOTAL' }
    : undefined;
}

/**
 * Reads what an answer says was consumed, and takes it out of answers to callers who did not ask. A write that was
 * refused by its condition says nothing.
 */
export function takeCapacity(operation: string, input: object, answer: Message): ConsumedCapacity[] {
  const told = answer.ConsumedCapacity as Message | Message[] | undefined;
  if (!metered.test(operation) || told === undefined) return [];
  if (!isAsked(input as Message)) delete answer.ConsumedCapacity;
  const kind = /Get|Query|Scan/.test(operation) ? 'Read' : 'Write';
  return [told].flat().map(({ TableName, CapacityUnits }) => ({
    table: String(TableName).replace(/^arn:.*\//, ''),
    kind,
    units: Number(CapacityUnits),
  }));
}
