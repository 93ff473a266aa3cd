/** The constants of the APPSYNC_JS language: https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html */

/** Characters of one resolver or pipeline function. */
export const MAXIMUM_CODE_CHARACTERS = 32_768;

export const GLOBALS: ReadonlySet<string> = new Set([
  'undefined',
  'NaN',
  'Infinity',
  'isFinite',
  'isNaN',
  'parseFloat',
  'parseInt',
  'decodeURI',
  'decodeURIComponent',
  'encodeURI',
  'encodeURIComponent',
  'Object',
  'String',
  'Number',
  'Boolean',
  'Array',
  'Math',
  'JSON',
  'console',
  'util',
  'runtime',
  'extensions',
  'Error',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
]);

export const CALLBACK_METHODS: ReadonlySet<string> = new Set([
  'map',
  'find',
  'filter',
  'findIndex',
  'findLast',
  'findLastIndex',
  'forEach',
  'reduce',
  'reduceRight',
  'every',
  'some',
  'flatMap',
]);

/** Static members that are there; all others of these objects are not. */
export const STATIC_MEMBERS: Readonly<Record<string, ReadonlySet<string>>> = {
  Object: new Set(['assign', 'entries', 'hasOwn', 'keys', 'values']),
  Array: new Set(['isArray']),
  String: new Set([]),
  JSON: new Set(['parse', 'stringify']),
  console: new Set(['log', 'error']),
};

/** Methods of strings, arrays and dates that are missing and whose names stand for nothing else. */
export const MISSING_METHODS: ReadonlySet<string> = new Set([
  'charCodeAt',
  'localeCompare',
  'matchAll',
  'padEnd',
  'padStart',
  'repeat',
  'search',
  'toLocaleLowerCase',
  'toLocaleUpperCase',
  'toLocaleString',
  'copyWithin',
  'group',
  'groupToMap',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
  '__defineGetter__',
  '__defineSetter__',
  '__lookupGetter__',
  '__lookupSetter__',
  'apply',
  'bind',
  'call',
]);

/** Members that lead from a value to its prototype or constructor, and so out of the language. */
export const FORBIDDEN_MEMBERS: ReadonlySet<string> = new Set(['constructor', '__proto__', 'prototype']);

export const MODULES: ReadonlySet<string> = new Set(['@aws-appsync/utils', '@aws-appsync/utils/dynamodb']);

/** Modules AWS has and this emulator has not, with the reason. */
export const MODULES_NOT_EMULATED: Readonly<Record<string, string>> = {
  '@aws-appsync/utils/rds': 'this local cloud has no Amazon RDS data source',
  '@aws-appsync/utils/ai': 'this local cloud has no Amazon Bedrock data source',
};
