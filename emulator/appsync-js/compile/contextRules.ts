import ts from 'typescript';
import { byRule } from './Refusal.ts';
import type { Refusal } from './Refusal.ts';
import { isAssignment } from './Scopes.ts';
import type { Declaration, Scopes } from './Scopes.ts';

const HANDLERS = ['request', 'response'];

function isHandler(owner: ts.Node): boolean {
  if (ts.isFunctionDeclaration(owner))
    return ts.isSourceFile(owner.parent) && HANDLERS.includes(owner.name?.text ?? '');
  if (!ts.isArrowFunction(owner) && !ts.isFunctionExpression(owner)) return false;
  const declaration = owner.parent;
  return (
    ts.isVariableDeclaration(declaration) &&
    ts.isIdentifier(declaration.name) &&
    HANDLERS.includes(declaration.name.text) &&
    ts.isSourceFile(declaration.parent.parent.parent)
  );
}

/** Whether an expression is a handler's context: its parameter, or a variable that was given it. */
function isContext(expression: ts.Node, scopes: Scopes): expression is ts.Identifier {
  if (!ts.isIdentifier(expression)) return false;
  const seen = new Set<Declaration>();
  let declaration = scopes.resolve(expression);
  while (declaration !== undefined && !seen.has(declaration)) {
    seen.add(declaration);
    if (ts.isParameter(declaration)) {
      return isHandler(declaration.parent) && declaration.parent.parameters[0] === declaration;
    }
    const initializer = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
    declaration = initializer !== undefined && ts.isIdentifier(initializer) ? scopes.resolve(initializer) : undefined;
  }
  return false;
}

/** What a left side writes to, patterns taken apart: `[a, { b: c.d }]` writes a and c.d. */
function targetsOf(left: ts.Node): ts.Node[] {
  if (ts.isArrayLiteralExpression(left)) return left.elements.flatMap(targetsOf);
  if (ts.isObjectLiteralExpression(left)) {
    return left.properties.flatMap((property) =>
      ts.isPropertyAssignment(property) ? targetsOf(property.initializer) : (property.name ?? []),
    );
  }
  if (isAssignment(left)) return targetsOf(left.left);
  if (ts.isSpreadElement(left) || ts.isParenthesizedExpression(left)) return targetsOf(left.expression);
  return [left];
}

function writtenBy(node: ts.Node): ts.Node[] {
  if (isAssignment(node)) return targetsOf(node.left);
  if (ts.isDeleteExpression(node)) return [node.expression];
  const isLoop = ts.isForOfStatement(node) || ts.isForInStatement(node);
  return isLoop && !ts.isVariableDeclarationList(node.initializer) ? targetsOf(node.initializer) : [];
}

const RULE = 'no-disallowed-re-assignment';

/** The context and its own members are read-only. What lies deeper, the stash first, may be written. */
export function findContextFault(node: ts.Node, scopes: Scopes): Refusal | undefined {
  for (const target of writtenBy(node)) {
    if (isContext(target, scopes)) {
      return byRule(RULE, `${target.text} is readonly and re-assignment is not supported.`);
    }
    if (ts.isPropertyAccessExpression(target) && isContext(target.expression, scopes)) {
      const { expression, name } = target;
      return byRule(RULE, `${expression.text} is readonly. Adding/Updating ${name.text} is not supported.`);
    }
    if (ts.isElementAccessExpression(target) && isContext(target.expression, scopes)) {
      return byRule(RULE, `${target.expression.text} is readonly adding/modifying properties is not supported.`);
    }
  }
  const isAssign = ts.isCallExpression(node) && node.expression.getText() === 'Object.assign';
  const receiver = isAssign ? node.arguments[0] : undefined;
  return receiver !== undefined && isContext(receiver, scopes)
    ? byRule(RULE, `${receiver.text} is readonly adding/modifying properties is not supported.`)
    : undefined;
}
