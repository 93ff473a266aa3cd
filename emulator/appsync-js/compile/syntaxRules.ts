import ts from 'typescript';
import { OPERATORS, PREFIX_OPERATORS, SYNTAX } from './language.ts';
import { byRule, unsupported } from './Refusal.ts';
import type { Refusal } from './Refusal.ts';

const NO_CLASSES = byRule('no-classes', 'Class declarations are not supported.');
const NO_ASYNC = byRule('no-async', 'Async functions are not supported.');
const NO_AWAIT = byRule('no-await', 'The `await` keyword is not supported');

/** What AWS's lint plugin has a rule for. */
const BY_RULE: Partial<Record<ts.SyntaxKind, Refusal>> = {
  [ts.SyntaxKind.ForStatement]: byRule('no-for', 'For statements are not supported.'),
  [ts.SyntaxKind.WhileStatement]: byRule('no-while', 'While statements are not supported.'),
  [ts.SyntaxKind.DoStatement]: byRule('no-while', 'do...while statements are not supported.'),
  [ts.SyntaxKind.ContinueStatement]: byRule('no-continue', 'Continue statements are not supported'),
  [ts.SyntaxKind.LabeledStatement]: byRule('no-labels', 'Labeled statements are not supported.'),
  [ts.SyntaxKind.TryStatement]: byRule('no-try', 'Try statements are not supported.'),
  [ts.SyntaxKind.ClassDeclaration]: NO_CLASSES,
  [ts.SyntaxKind.ClassExpression]: NO_CLASSES,
  [ts.SyntaxKind.ThisKeyword]: byRule('no-this', 'This expressions are not supported.'),
  [ts.SyntaxKind.AwaitExpression]: NO_AWAIT,
  [ts.SyntaxKind.YieldExpression]: byRule('no-yield', 'Yield statements are not supported'),
  [ts.SyntaxKind.RegularExpressionLiteral]: byRule('no-regex', 'Regex literals are not supported.'),
};

/** What has no rule there, but a remark that helps. */
const UNSUPPORTED: Partial<Record<ts.SyntaxKind, string>> = {
  [ts.SyntaxKind.ThrowStatement]: 'throw is not supported; use util.error',
  [ts.SyntaxKind.SuperKeyword]: 'super is not supported',
  [ts.SyntaxKind.BigIntLiteral]: 'BigInt is not supported',
  [ts.SyntaxKind.MetaProperty]: 'import.meta and new.target are not supported',
  [ts.SyntaxKind.NewExpression]: 'new is not supported; for time use util.time',
};

function findOperatorFault(node: ts.Node): Refusal | undefined {
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const operator = ts.tokenToString(node.operator) ?? '';
    if (ts.isPrefixUnaryExpression(node) && PREFIX_OPERATORS.has(operator)) return undefined;
    return byRule('no-disallowed-unary-operators', `The operator ${operator} is not supported`);
  }
  if (!ts.isBinaryExpression(node)) return undefined;
  const operator = ts.tokenToString(node.operatorToken.kind) ?? '';
  if (OPERATORS.has(operator)) return undefined;
  if (operator === 'in') return byRule('no-in-operator', 'in operator is not supported. Use Object.hasOwn().');
  if (operator === 'instanceof') {
    return byRule('no-disallowed-binary-operators', 'The operator instanceof is not supported');
  }
  return unsupported(`the operator ${operator} is not supported`);
}

function findFunctionFault(node: ts.SignatureDeclaration): Refusal | undefined {
  const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
  if (modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)) return NO_ASYNC;
  const isGenerator = 'asteriskToken' in node && node.asteriskToken !== undefined;
  return isGenerator ? byRule('no-generators', 'Generator functions are not supported.') : undefined;
}

/** The compiler's own name of a kind; the markers of ranges (FirstStatement) share its numbers. */
const nameOf = (kind: ts.SyntaxKind): string | undefined =>
  Object.keys(ts.SyntaxKind).find(
    (name) => ts.SyntaxKind[name as keyof typeof ts.SyntaxKind] === kind && !/^(First|Last)/.test(name),
  );

/** `String.raw` is the only tag there is. */
const isRawText = (tag: ts.Expression): boolean => tag.getText() === 'String.raw';

/** Why the language lacks this piece of syntax, judged from the node alone; undefined when it is fine. */
export function findSyntaxFault(node: ts.Node): Refusal | undefined {
  const known = BY_RULE[node.kind] ?? findOperatorFault(node);
  if (known !== undefined) return known;
  if (ts.isForOfStatement(node) && node.awaitModifier !== undefined) return NO_AWAIT;
  const functionFault = ts.isFunctionLike(node) ? findFunctionFault(node) : undefined;
  if (functionFault !== undefined) return functionFault;
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return unsupported('dynamic import is not supported');
  }
  if (ts.isTaggedTemplateExpression(node) && !isRawText(node.tag)) {
    return unsupported('a template can be tagged with String.raw only');
  }
  const remark = UNSUPPORTED[node.kind];
  if (remark !== undefined) return unsupported(remark);
  if (ts.isToken(node) || SYNTAX.has(node.kind) || ts.isPostfixUnaryExpression(node)) return undefined;
  return unsupported(`${nameOf(node.kind)} is not among the supported syntax`);
}
