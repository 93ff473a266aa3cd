import ts from 'typescript';

/** What a name stands for: the node that declares it. */
export type Declaration =
  | ts.VariableDeclaration
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ParameterDeclaration
  | ts.BindingElement
  | ts.ImportSpecifier
  | ts.NamespaceImport
  | ts.ImportClause
  | ts.ClassDeclaration;

/** `a = b` and its kin, `+=` and so on. */
export const isAssignment = (node: ts.Node): node is ts.BinaryExpression =>
  ts.isBinaryExpression(node) &&
  node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
  node.operatorToken.kind <= ts.SyntaxKind.LastAssignment;

const isFunctionScope = (node: ts.Node): boolean => ts.isFunctionLike(node) || ts.isSourceFile(node);

const isScope = (node: ts.Node): boolean =>
  isFunctionScope(node) ||
  ts.isBlock(node) ||
  ts.isCaseBlock(node) ||
  ts.isForOfStatement(node) ||
  ts.isForInStatement(node) ||
  ts.isForStatement(node) ||
  ts.isCatchClause(node);

function scopeAround(node: ts.Node, accepts: (scope: ts.Node) => boolean): ts.Node {
  let scope = node.parent;
  while (!accepts(scope)) scope = scope.parent;
  return scope;
}

/** The names of one file by the scope that declares them (ECMAScript 9.1, without `with` and `eval`). */
export class Scopes {
  readonly #byScope = new Map<ts.Node, Map<string, Declaration>>();
  readonly #assigned: ts.Identifier[] = [];

  constructor(file: ts.SourceFile) {
    this.#collect(file);
  }

  /** What `identifier` refers to; undefined for a global. */
  resolve(identifier: ts.Identifier): Declaration | undefined {
    for (let node: ts.Node | undefined = identifier; node !== undefined; node = node.parent) {
      const declaration = this.#byScope.get(node)?.get(identifier.text);
      if (declaration !== undefined) return declaration;
    }
    return undefined;
  }

  /** The function an expression is: written in place, or the name of one. */
  functionOf(expression: ts.Node): ts.SignatureDeclaration | undefined {
    if (ts.isFunctionExpression(expression) || ts.isArrowFunction(expression)) return expression;
    if (ts.isParenthesizedExpression(expression)) return this.functionOf(expression.expression);
    if (!ts.isIdentifier(expression)) return undefined;
    const declaration = this.resolve(expression);
    if (declaration === undefined) return undefined;
    if (ts.isFunctionDeclaration(declaration) || ts.isFunctionExpression(declaration)) return declaration;
    const initializer = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
    const isFunction =
      initializer !== undefined && (ts.isFunctionExpression(initializer) || ts.isArrowFunction(initializer));
    return isFunction ? initializer : undefined;
  }

  /** Whether a variable gets another value after its declaration, told from its name on the left of an assignment. */
  isAssigned(declaration: Declaration): boolean {
    return this.#assigned.some((identifier) => this.resolve(identifier) === declaration);
  }

  #collect(node: ts.Node): void {
    if (isAssignment(node)) this.#collectTargets(node.left);
    if ((ts.isForOfStatement(node) || ts.isForInStatement(node)) && !ts.isVariableDeclarationList(node.initializer)) {
      this.#collectTargets(node.initializer);
    }
    if (ts.isVariableDeclaration(node)) {
      const isVar = ts.isVariableDeclarationList(node.parent) && (node.parent.flags & ts.NodeFlags.BlockScoped) === 0;
      this.#declareBinding(node.name, node, scopeAround(node, isVar ? isFunctionScope : isScope));
    } else if (ts.isParameter(node)) this.#declareBinding(node.name, node, node.parent);
    else if (ts.isFunctionDeclaration(node)) this.#declare(node.name, node, scopeAround(node, isScope));
    else if (ts.isClassDeclaration(node)) this.#declare(node.name, node, scopeAround(node, isScope));
    else if (ts.isFunctionExpression(node)) this.#declare(node.name, node, node);
    else if (ts.isImportSpecifier(node) || ts.isNamespaceImport(node)) {
      this.#declare(node.name, node, node.getSourceFile());
    } else if (ts.isImportClause(node)) this.#declare(node.name, node, node.getSourceFile());
    ts.forEachChild(node, (child) => this.#collect(child));
  }

  /** Every identifier of a left side counts, keys of patterns too: more than needed, never less. */
  #collectTargets(node: ts.Node): void {
    if (ts.isIdentifier(node)) this.#assigned.push(node);
    ts.forEachChild(node, (child) => this.#collectTargets(child));
  }

  #declareBinding(name: ts.BindingName, declaration: Declaration, scope: ts.Node): void {
    if (ts.isIdentifier(name)) {
      this.#declare(name, declaration, scope);
      return;
    }
    for (const element of name.elements) {
      if (ts.isBindingElement(element)) this.#declareBinding(element.name, element, scope);
    }
  }

  #declare(name: ts.Identifier | undefined, declaration: Declaration, scope: ts.Node): void {
    if (name === undefined) return;
    const names = this.#byScope.get(scope) ?? new Map<string, Declaration>();
    names.set(name.text, declaration);
    this.#byScope.set(scope, names);
  }
}
