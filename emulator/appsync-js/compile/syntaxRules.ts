import ts from 'typescript';

const STATEMENTS: Partial<Record<ts.SyntaxKind, string>> = {
  [ts.SyntaxKind.ForStatement]: 'for(;;) is not supported; use for-of, for-in or an array method',
  [ts.SyntaxKind.WhileStatement]: 'while is not supported; use for-of',
  [ts.SyntaxKind.DoStatement]: 'do-while is not supported; use for-of',
  [ts.SyntaxKind.ContinueStatement]: 'continue is not supported; use if or filter',
  [ts.SyntaxKind.LabeledStatement]: 'labels are not supported',
  [ts.SyntaxKind.TryStatement]: 'try, catch and finally are not supported',
  [ts.SyntaxKind.ThrowStatement]: 'throw is not supported; use util.error',
  [ts.SyntaxKind.WithStatement]: 'with is not supported',
  [ts.SyntaxKind.DebuggerStatement]: 'debugger is not supported',
  [ts.SyntaxKind.ClassDeclaration]: 'classes are not supported',
  [ts.SyntaxKind.ClassExpression]: 'classes are not supported',
  [ts.SyntaxKind.ThisKeyword]: 'this is not supported',
  [ts.SyntaxKind.SuperKeyword]: 'super is not supported',
  [ts.SyntaxKind.AwaitExpression]: 'await is not supported',
  [ts.SyntaxKind.YieldExpression]: 'generators are not supported',
  [ts.SyntaxKind.RegularExpressionLiteral]: 'regular expression literals are not supported; use util.matches',
  [ts.SyntaxKind.BigIntLiteral]: 'BigInt is not supported',
  [ts.SyntaxKind.GetAccessor]: 'getters are not supported',
  [ts.SyntaxKind.SetAccessor]: 'setters are not supported',
  [ts.SyntaxKind.MetaProperty]: 'import.meta and new.target are not supported',
  [ts.SyntaxKind.NewExpression]: 'new is not supported; for time use util.time',
};

const UNARY: Partial<Record<ts.SyntaxKind, string>> = {
  [ts.SyntaxKind.PlusPlusToken]: '++ is not supported; use += 1',
  [ts.SyntaxKind.MinusMinusToken]: '-- is not supported; use -= 1',
  [ts.SyntaxKind.TildeToken]: '~ is not supported',
};

const BINARY: Partial<Record<ts.SyntaxKind, string>> = {
  [ts.SyntaxKind.InKeyword]: 'the operator in is not supported; use Object.hasOwn',
  [ts.SyntaxKind.InstanceOfKeyword]: 'instanceof is not supported',
};

/** Why the language lacks this piece of syntax, judged from the node alone; undefined when it is fine. */
export function findSyntaxFault(node: ts.Node): string | undefined {
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) return UNARY[node.operator];
  if (ts.isBinaryExpression(node)) return BINARY[node.operatorToken.kind];
  if (ts.isForOfStatement(node) && node.awaitModifier !== undefined) return 'await is not supported';
  if (ts.isFunctionLike(node)) {
    const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
    if (modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)) return 'async functions are not supported';
    if ('asteriskToken' in node && node.asteriskToken !== undefined) return 'generators are not supported';
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return 'dynamic import is not supported';
  }
  return STATEMENTS[node.kind];
}
