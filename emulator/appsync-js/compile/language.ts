import ts from 'typescript';
import table from './language.json' with { type: 'json' };

/**
 * The APPSYNC_JS language as `language.json` lists it, each entry with its evidence: AWS's page of supported features,
 * or a file of code that AWS ships. What is not in the table is refused.
 */
export const GLOBALS: ReadonlySet<string> = new Set(Object.keys(table.globals));

/** Members by the object that has them, such as `Object.keys`; the objects themselves are no values. */
export const MEMBERS: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries(table.members).map(([owner, members]) => [owner, new Set(Object.keys(members))]),
);

/** Methods of strings and arrays together: the table cannot tell what a value of unknown type is. */
export const METHODS: ReadonlySet<string> = new Set(Object.keys(table.methods));

export const OPERATORS: ReadonlySet<string> = new Set(Object.keys(table.operators));
export const PREFIX_OPERATORS: ReadonlySet<string> = new Set(Object.keys(table.prefixOperators));

export const SYNTAX: ReadonlySet<ts.SyntaxKind> = new Set(
  Object.keys(table.syntax).map((name) => ts.SyntaxKind[name as keyof typeof ts.SyntaxKind]),
);

/** Characters of one resolver or pipeline function. https://docs.aws.amazon.com/general/latest/gr/appsync.html */
export const MAXIMUM_CODE_CHARACTERS = 32_768;

/** Array methods that may be given a function: those of `no-function-passing` of @aws-appsync/eslint-plugin. */
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

/** Members that lead from a value to its prototype or constructor, and so out of the language. */
export const FORBIDDEN_MEMBERS: ReadonlySet<string> = new Set(['constructor', '__proto__', 'prototype']);

export const MODULES: ReadonlySet<string> = new Set(['@aws-appsync/utils', '@aws-appsync/utils/dynamodb']);

/** Modules AWS has and this emulator has not, with the reason. */
export const MODULES_NOT_EMULATED: Readonly<Record<string, string>> = {
  '@aws-appsync/utils/rds': 'this local cloud has no Amazon RDS data source',
  '@aws-appsync/utils/ai': 'this local cloud has no Amazon Bedrock data source',
};
