import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import * as keys from '../../schema/contract/keys.ts';

/** The rooms that write or read rows. The model and the emulator know nothing of them, and get no exception either. */
const rooms = ['cli', 'client', 'data', 'emulator', 'functions', 'infra', 'local', 'resolvers', 'web'];
const sources = rooms.flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|mjs)$/.test(name) && !/^test|node_modules/.test(name))
    .map((name) => join(room, name)),
);

/** The texts and numbers that a file writes down, comments aside. */
function literalsOf(file: string): { texts: string[]; numbers: number[] } {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const texts: string[] = [];
  const numbers: number[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      texts.push(node.text);
    }
    if (ts.isNumericLiteral(node)) numbers.push(Number(node.text));
    const product = valueOf(node);
    if (product !== undefined) numbers.push(product);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { texts, numbers };
}

/** What a product of numbers, such as `16 * 1024`, comes to. */
function valueOf(node: ts.Node): number | undefined {
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.AsteriskToken) return undefined;
  const [left, right] = [valueOf(node.left), valueOf(node.right)];
  return left === undefined || right === undefined ? undefined : left * right;
}

/** The part of each key that is not filled in. */
const prefixes = [
  keys.interactionPrefix,
  keys.impressionPrefix,
  keys.storedListPrefix,
  keys.placementAttributePrefix,
  keys.seenPrefix,
  keys.userPartitionKey(''),
  keys.requestAttribute(''),
  keys.topListPartitionKey(keys.popularList).slice(0, -keys.popularList.length),
  keys.topListSortKey('x').slice(0, -1),
  keys.counterPartitionKey('', '', 0).split('#')[0] + '#',
];

describe('the contract', () => {
  it('has every key prefix to itself', () => {
    expect(prefixes).toEqual([
      'EVT#',
      'DISPLAY#',
      'REC#',
      'placement#',
      'SEEN#',
      'USER#',
      'request#',
      'TOP#',
      'CATEGORY#',
      'COUNT#',
    ]);
    const retyped = sources.flatMap((file) =>
      literalsOf(file)
        .texts.filter((text) => text === keys.presenceSortKey || prefixes.some((prefix) => text.includes(prefix)))
        .map((text) => `${file}: ${text}`),
    );
    expect(retyped).toEqual([]);
  });

  it('has its limits to itself, where a number tells what it limits', () => {
    // Others, such as 50 or 100, mean many things; the types and checks of the contract hold those.
    const limits = [16_384, 8192, 1e15, 1e-15, 631_152_000_000, 90_000, 31_536_000];
    const isOfTheProduct = (file: string): boolean => !/^(emulator|web|client|cli)\//.test(file);
    const retyped = sources.filter(isOfTheProduct).flatMap((file) =>
      literalsOf(file)
        .numbers.filter((number) => limits.includes(number))
        .map((number) => `${file}: ${number}`),
    );
    expect(retyped).toEqual([]);
  });

  it('would see a prefix in a template and a limit in a product', () => {
    expect(literalsOf('schema/contract/keys.ts').texts).toEqual(expect.arrayContaining(['EVT#', 'USER#']));
    expect(literalsOf('schema/contract/limits.ts').numbers).toEqual(expect.arrayContaining([16_384, 1e15, 1e-15]));
    const product = ts.createSourceFile('x.ts', '16 * 1024', ts.ScriptTarget.Latest, true).statements[0];
    expect(valueOf((product as ts.ExpressionStatement).expression)).toBe(16_384);
  });
});
