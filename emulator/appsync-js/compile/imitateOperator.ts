import ts from 'typescript';
import { wrap } from './edits.ts';
import type { Edit } from './edits.ts';

/** Whether a call stands in an expression, not counting those inside functions it only defines. */
function containsCall(node: ts.Node): boolean {
  if (ts.isCallExpression(node)) return true;
  return !ts.isFunctionLike(node) && ts.forEachChild(node, (child) => containsCall(child) || undefined) === true;
}

/** Operands that are never null or undefined, so that strict equality means the same everywhere. */
const isSolid = (node: ts.Expression): boolean =>
  ts.isStringLiteralLike(node) ||
  ts.isNumericLiteral(node) ||
  ts.isTypeOfExpression(node) ||
  ts.isTemplateExpression(node) ||
  node.kind === ts.SyntaxKind.TrueKeyword ||
  node.kind === ts.SyntaxKind.FalseKeyword;

/**
 * Gives operators the meaning they were reported to have on AWS, where code is translated rather than run:
 * null and undefined are one value (aws-appsync-community#305), a call on the right of `??` is always made (#403), and
 * a compound assignment used as a value is the empty string (amplify-category-api#3192).
 */
export function imitateOperator(node: ts.BinaryExpression, edits: Edit[]): void {
  const { kind } = node.operatorToken;
  const isStrict =
    kind === ts.SyntaxKind.EqualsEqualsEqualsToken || kind === ts.SyntaxKind.ExclamationEqualsEqualsToken;
  if (isStrict && !isSolid(node.left) && !isSolid(node.right)) {
    wrap(edits, node.left, '(', ' ?? null)');
    wrap(edits, node.right, '(', ' ?? null)');
  }
  if (kind === ts.SyntaxKind.QuestionQuestionToken && containsCall(node.right)) {
    wrap(edits, node, ' $coalesce(', ')');
    edits.push({ start: node.operatorToken.getStart(), end: node.operatorToken.getEnd(), text: ', ' });
  }
  const isCompound =
    kind > ts.SyntaxKind.EqualsToken &&
    kind <= ts.SyntaxKind.LastAssignment &&
    kind !== ts.SyntaxKind.QuestionQuestionEqualsToken &&
    kind !== ts.SyntaxKind.BarBarEqualsToken &&
    kind !== ts.SyntaxKind.AmpersandAmpersandEqualsToken;
  if (isCompound && !ts.isExpressionStatement(node.parent)) wrap(edits, node, '(', ', "")');
}
