import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** An item of a table as the DynamoDB API has it. */
export type TableItem = Record<string, AttributeValue>;
