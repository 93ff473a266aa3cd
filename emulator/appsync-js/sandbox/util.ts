import { attributeValues } from './attributeValues.ts';
import { authType } from './authType.ts';
import { buildExpression } from './buildExpression.ts';
import { currentCall } from './call.ts';
import type { ErrorFields } from './call.ts';
import { base64Decode, base64Encode, escapeJavaScript, urlDecode, urlEncode } from './encoding.ts';
import { HandlerStop } from './HandlerStop.ts';
import { httpUtilities } from './httpUtilities.ts';
import { autoId, autoKsuid, autoUlid } from './identifiers.ts';
import { matches } from './javaText.ts';
import { parseXml } from './parseXml.ts';
import { timeUtilities } from './timeUtilities.ts';
import { toOpenSearchQuery } from './toOpenSearchQuery.ts';
import { toSubscriptionFilter } from './toSubscriptionFilter.ts';

function errorFields(message: unknown, type: unknown, data: unknown, errorInfo: unknown): ErrorFields {
  const fields: ErrorFields = { message: String(message) };
  if (type !== undefined && type !== null) fields.type = String(type);
  if (data !== undefined) fields.data = data;
  if (errorInfo !== undefined) fields.errorInfo = errorInfo;
  return fields;
}

function unauthorized(): never {
  const { fieldName, parentTypeName } = currentCall().info();
  // EvaluateCode knows of no field.
  const message =
    fieldName === undefined ? 'Unauthorized' : `Not Authorized to access ${fieldName} on type ${parentTypeName ?? ''}`;
  throw new HandlerStop({ error: { message, type: 'Unauthorized' } });
}

/** AWS answers a filter it cannot render with null. */
const expressionJson = (filter: unknown): string | null => {
  const expression = buildExpression(filter);
  return expression === null ? null : JSON.stringify(expression);
};

const notEmulated = (name: string) => (): never => {
  throw new TypeError(`util.rds.${name} is not emulated: this local cloud has no Amazon RDS data source`);
};

/** 32 random bits scaled to [0, 1). */
const randomDouble = (): number => currentCall().nextUint32() / 2 ** 32;

/**
 * `util`, with the members AWS documents for APPSYNC_JS (VTL has more, e.g. toJson and isNull, which fail there too).
 * https://docs.aws.amazon.com/appsync/latest/devguide/built-in-util-js.html
 */
export const util = {
  urlEncode,
  urlDecode,
  base64Encode,
  base64Decode,
  escapeJavaScript,
  autoId,
  autoUlid,
  autoKsuid,
  matches,
  authType: (): string => authType(currentCall().identity()),
  unauthorized,
  error(message: string, type?: string, data?: unknown, errorInfo?: unknown): never {
    throw new HandlerStop({ error: errorFields(message, type, data, errorInfo) });
  },
  appendError(message: string, type?: string, data?: unknown, errorInfo?: unknown): void {
    currentCall().appendedErrors.push(errorFields(message, type, data, errorInfo));
  },
  time: timeUtilities,
  dynamodb: attributeValues,
  http: httpUtilities,
  transform: {
    toDynamoDBFilterExpression: expressionJson,
    toDynamoDBConditionExpression: expressionJson,
    toElasticsearchQueryDSL: toOpenSearchQuery,
    toSubscriptionFilter,
  },
  math: {
    roundNum: (value: number): number => Math.round(value),
    minVal: (left: number, right: number): number => Math.min(left, right),
    maxVal: (left: number, right: number): number => Math.max(left, right),
    randomDouble,
    randomWithinRange: (start: number, end: number): number => start + Math.floor(randomDouble() * (end - start)),
  },
  str: {
    normalize: (text: string, form: string): string => String(text).normalize(String(form).toUpperCase()),
  },
  xml: {
    toMap: (xml: string): unknown => parseXml(xml),
    toJsonString: (xml: string, stringEncode?: boolean): string => {
      const json = JSON.stringify(parseXml(xml));
      return stringEncode === true ? JSON.stringify(json) : json;
    },
  },
  rds: { toJsonObject: notEmulated('toJsonObject') },
};
