import ts from 'typescript';
import { CALLBACK_METHODS, FORBIDDEN_MEMBERS, GLOBALS, MISSING_METHODS, STATIC_MEMBERS } from './language.ts';
import type { Scopes } from './Scopes.ts';

/** The members of a module: true for a function or value, an object for a namespace. */
export type MemberTree = { [name: string]: MemberTree | true };

/** Whether an identifier is a use of a variable, not a declaration, a member name, a key or a label. */
function isReference(identifier: ts.Identifier): boolean {
  const { parent } = identifier;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === identifier;
  if (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent)) return parent.name !== identifier;
  if (ts.isBindingElement(parent)) return parent.initializer === identifier;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent)) return parent.initializer === identifier;
  return !(
    ts.isFunctionLike(parent) ||
    ts.isImportSpecifier(parent) ||
    ts.isNamespaceImport(parent) ||
    ts.isImportClause(parent) ||
    ts.isExportSpecifier(parent) ||
    ts.isClassLike(parent) ||
    ts.isLabeledStatement(parent) ||
    ts.isBreakOrContinueStatement(parent) ||
    ts.isMetaProperty(parent)
  );
}

/** `a.b` or `a['b']` as the name b. */
function memberName(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (!ts.isElementAccessExpression(node)) return undefined;
  return ts.isStringLiteralLike(node.argumentExpression) ? node.argumentExpression.text : undefined;
}

/** The part of AWS's modules an expression stands for, e.g. `util.time`. */
function membersOf(node: ts.Node, scopes: Scopes, modules: Record<string, MemberTree>): MemberTree | undefined {
  if (ts.isIdentifier(node)) {
    const declaration = scopes.resolve(node);
    if (declaration === undefined) {
      const provided = modules['@aws-appsync/utils'][node.text];
      return typeof provided === 'object' ? provided : undefined;
    }
    const source = ts.findAncestor(declaration as ts.Node, ts.isImportDeclaration)?.moduleSpecifier;
    const members = source !== undefined && ts.isStringLiteral(source) ? modules[source.text] : undefined;
    if (members === undefined || ts.isNamespaceImport(declaration)) return members;
    if (!ts.isImportSpecifier(declaration)) return undefined;
    const imported = members[(declaration.propertyName ?? declaration.name).text];
    return typeof imported === 'object' ? imported : undefined;
  }
  const name = memberName(node);
  if (name === undefined) return undefined;
  const members = membersOf((node as ts.PropertyAccessExpression).expression, scopes, modules);
  const member = members !== undefined && Object.hasOwn(members, name) ? members[name] : undefined;
  return typeof member === 'object' ? member : undefined;
}

function findMemberFault(
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  scopes: Scopes,
  modules: Record<string, MemberTree>,
): string | undefined {
  const name = memberName(node);
  if (name === undefined) return undefined;
  if (FORBIDDEN_MEMBERS.has(name)) return `${name} is not supported`;
  const owner = node.expression;
  const isGlobal = ts.isIdentifier(owner) && scopes.resolve(owner) === undefined;
  if (isGlobal && Object.hasOwn(STATIC_MEMBERS, owner.text) && !STATIC_MEMBERS[owner.text].has(name)) {
    return `${owner.text}.${name} is not supported`;
  }
  const members = membersOf(owner, scopes, modules);
  if (members !== undefined && !Object.hasOwn(members, name)) {
    return `${owner.getText()} has no member ${name}; it has ${Object.keys(members).join(', ')}`;
  }
  const isCalled = ts.isCallExpression(node.parent) && node.parent.expression === node;
  return isCalled && members === undefined && MISSING_METHODS.has(name) ? `.${name}() is not supported` : undefined;
}

function findCallFault(call: ts.CallExpression, scopes: Scopes): string | undefined {
  const method = memberName(call.expression);
  if (!call.arguments.some((argument) => scopes.functionOf(argument) !== undefined)) return undefined;
  if (method === 'sort' || method === 'toSorted') return '.sort() with a comparator is not supported';
  if (method !== undefined && CALLBACK_METHODS.has(method)) return undefined;
  return 'functions can be passed only to the array methods that call them (map, filter, reduce, …)';
}

/** Why a name, a member or a function used as a value would be refused; undefined when it is fine. */
export function findNameFault(node: ts.Node, scopes: Scopes, modules: Record<string, MemberTree>): string | undefined {
  if (ts.isIdentifier(node)) {
    const isUnknown = isReference(node) && scopes.resolve(node) === undefined && !GLOBALS.has(node.text);
    return isUnknown ? `${node.text} does not exist in APPSYNC_JS` : undefined;
  }
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    return findMemberFault(node, scopes, modules);
  }
  if (ts.isCallExpression(node)) return findCallFault(node, scopes);
  if (ts.isReturnStatement(node) && node.expression !== undefined && scopes.functionOf(node.expression) !== undefined) {
    return 'a function cannot be returned';
  }
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body) && scopes.functionOf(node.body) !== undefined) {
    return 'a function cannot be returned';
  }
  return undefined;
}
