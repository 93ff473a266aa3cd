import ts from 'typescript';
import { CALLBACK_METHODS, FORBIDDEN_MEMBERS, GLOBALS, MEMBERS, METHODS } from './language.ts';
import { byRule, invalidFunction, unsupported } from './Refusal.ts';
import type { Refusal } from './Refusal.ts';
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

type Access = ts.PropertyAccessExpression | ts.ElementAccessExpression;

const isAccess = (node: ts.Node): node is Access =>
  ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);

const isCalled = (node: ts.Expression): boolean =>
  (ts.isCallExpression(node.parent) && node.parent.expression === node) ||
  (ts.isTaggedTemplateExpression(node.parent) && node.parent.tag === node);

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

/** `Object`, `Math` and their like have members that are called, and are themselves no values. */
function findIdentifierFault(identifier: ts.Identifier, scopes: Scopes): Refusal | undefined {
  const name = identifier.text;
  if (!isReference(identifier) || GLOBALS.has(name) || scopes.resolve(identifier) !== undefined) return undefined;
  if (isCalled(identifier)) return invalidFunction(name);
  const { parent } = identifier;
  const isOwner = isAccess(parent) && parent.expression === identifier;
  // What is called on it, or taken from it, the rule of members judges.
  if (isOwner && (isCalled(parent) || Object.hasOwn(MEMBERS, name))) return undefined;
  return unsupported(`${name} does not exist in APPSYNC_JS`);
}

function findMemberFault(node: Access, scopes: Scopes, modules: Record<string, MemberTree>): Refusal | undefined {
  const name = memberName(node);
  const owner = node.expression;
  if (name !== undefined && FORBIDDEN_MEMBERS.has(name)) return unsupported(`${name} is not supported`);
  if (ts.isIdentifier(owner) && !GLOBALS.has(owner.text) && scopes.resolve(owner) === undefined) {
    const isKnown = name !== undefined && Object.hasOwn(MEMBERS, owner.text) && MEMBERS[owner.text].has(name);
    const text = name === undefined ? node.getText() : `${owner.text}.${name}`;
    if (isCalled(node)) return isKnown ? undefined : invalidFunction(text);
    return Object.hasOwn(MEMBERS, owner.text) ? unsupported(`${text} is not supported as a value`) : undefined;
  }
  const members = membersOf(owner, scopes, modules);
  if (members !== undefined && name !== undefined) {
    return Object.hasOwn(members, name)
      ? undefined
      : unsupported(`${owner.getText()} has no member ${name}; it has ${Object.keys(members).join(', ')}`);
  }
  if (!isCalled(node) || (name !== undefined && METHODS.has(name))) return undefined;
  return byRule('no-disallowed-methods', `Method ${name ?? node.getText()} is not implemented`);
}

function findCallFault(call: ts.CallExpression, scopes: Scopes): Refusal | undefined {
  const method = memberName(call.expression);
  if (!call.arguments.some((argument) => scopes.functionOf(argument) !== undefined)) {
    const isArgued = method === 'sort' && call.arguments.length > 0;
    return isArgued ? unsupported('sort() does not take arguments') : undefined;
  }
  if (method !== undefined && CALLBACK_METHODS.has(method)) return undefined;
  return byRule('no-function-passing', 'Functions can not be passed as an argument');
}

/** A function under a second name. As in the plugin, a function written in place is no reassignment. */
function isFunctionReassigned(node: ts.Node, scopes: Scopes): boolean {
  const value = ts.isVariableDeclaration(node)
    ? node.initializer
    : ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken
      ? node.right
      : undefined;
  return value !== undefined && ts.isIdentifier(value) && scopes.functionOf(value) !== undefined;
}

function returnedValue(node: ts.Node): ts.Node | undefined {
  if (ts.isReturnStatement(node)) return node.expression;
  return ts.isArrowFunction(node) && !ts.isBlock(node.body) ? node.body : undefined;
}

/** Why a name, a member or a function used as a value would be refused; undefined when it is fine. */
export function findNameFault(node: ts.Node, scopes: Scopes, modules: Record<string, MemberTree>): Refusal | undefined {
  if (ts.isIdentifier(node)) return findIdentifierFault(node, scopes);
  if (isAccess(node)) return findMemberFault(node, scopes, modules);
  if (ts.isCallExpression(node)) return findCallFault(node, scopes);
  if (isFunctionReassigned(node, scopes)) return byRule('no-function-reassign', 're-assigning function is not allowed');
  const returned = returnedValue(node);
  return returned !== undefined && scopes.functionOf(returned) !== undefined
    ? byRule('no-function-return', 'returning a function is not allowed')
    : undefined;
}
