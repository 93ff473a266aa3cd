import ts from 'typescript';
import { applyEdits, wrap } from './edits.ts';
import type { Edit } from './edits.ts';
import { imitateOperator } from './imitateOperator.ts';
import { isLinearPattern, isLinearSearch } from './isLinearPattern.ts';
import { CALLBACK_METHODS } from './language.ts';
import type { CompiledCode } from './Compiler.ts';
import type { Scopes } from './Scopes.ts';

const PATTERN_METHODS: ReadonlySet<string> = new Set(['matches', 'replace', 'replaceAll']);

/** The text of a string literal or of a constant that is one. */
function constantText(expression: ts.Expression | undefined, scopes: Scopes): string | undefined {
  if (expression === undefined) return undefined;
  if (ts.isStringLiteralLike(expression)) return expression.text;
  const declaration = ts.isIdentifier(expression) ? scopes.resolve(expression) : undefined;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return undefined;
  const { initializer } = declaration;
  const isText = initializer !== undefined && ts.isStringLiteralLike(initializer);
  return isText && !scopes.isAssigned(declaration) ? initializer.text : undefined;
}

/** Whether a node can hand the engine a pattern that takes unbounded time; unclear cases count as yes. */
function mayBacktrack(node: ts.Node, scopes: Scopes): boolean {
  if (ts.isImportSpecifier(node) || ts.isBindingElement(node)) {
    return PATTERN_METHODS.has((node.propertyName ?? node.name).getText());
  }
  if (!ts.isElementAccessExpression(node) && !ts.isPropertyAccessExpression(node)) return false;
  const isCalled = ts.isCallExpression(node.parent) && node.parent.expression === node;
  if (ts.isElementAccessExpression(node)) return isCalled;
  if (!PATTERN_METHODS.has(node.name.text)) return false;
  const pattern = isCalled ? constantText((node.parent as ts.CallExpression).arguments[0], scopes) : undefined;
  if (pattern === undefined) return true;
  return node.name.text === 'matches' ? !isLinearPattern(pattern) : !isLinearSearch(pattern);
}

const importedNames = (declaration: ts.ImportDeclaration): string => {
  const source = (declaration.moduleSpecifier as ts.StringLiteral).text;
  const bindings = declaration.importClause?.namedBindings;
  if (bindings === undefined) return '';
  const pattern = ts.isNamespaceImport(bindings)
    ? bindings.name.text
    : `{ ${bindings.elements
        .map(({ propertyName, name }) =>
          propertyName === undefined ? name.text : `${propertyName.text}: ${name.text}`,
        )
        .join(', ')} }`;
  return `const ${pattern} = $modules[${JSON.stringify(source)}]; `;
};

function collectExport(statement: ts.Statement, exported: Map<string, string>, edits: Edit[]): void {
  const modifier = ts.canHaveModifiers(statement)
    ? ts.getModifiers(statement)?.find(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    : undefined;
  if (modifier !== undefined) {
    edits.push({ start: modifier.getStart(), end: modifier.getEnd(), text: '      ' });
    if (ts.isFunctionDeclaration(statement) && statement.name !== undefined) {
      exported.set(statement.name.text, statement.name.text);
    }
    if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations) {
        if (ts.isIdentifier(name)) exported.set(name.text, name.text);
      }
    }
  }
  if (
    ts.isExportDeclaration(statement) &&
    statement.exportClause !== undefined &&
    ts.isNamedExports(statement.exportClause)
  ) {
    for (const { name, propertyName } of statement.exportClause.elements) {
      exported.set(name.text, (propertyName ?? name).text);
    }
    edits.push({ start: statement.getStart(), end: statement.getEnd(), text: blank(statement.getText()) });
  }
}

/** A call of an array method that AWS ends after so many elements. */
const isLimited = (node: ts.PropertyAccessExpression): boolean =>
  CALLBACK_METHODS.has(node.name.text) && ts.isCallExpression(node.parent) && node.parent.expression === node;

/** Spaces that keep the line breaks, so that later lines keep their numbers. */
const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

/**
 * Rewrites a checked file into a function body: imports become constants, loops and array methods end after AWS's number
 * of rounds, functions report each call, console calls know their place. Line numbers stay; columns shift behind a rewritten brace on the same line.
 */
export function instrument(file: ts.SourceFile, scopes: Scopes): CompiledCode {
  const edits: Edit[] = [];
  const exported = new Map<string, string>();
  let imports = '';
  let backtracks = false;
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) {
      imports += importedNames(statement);
      edits.push({ start: statement.getStart(), end: statement.getEnd(), text: blank(statement.getText()) });
    } else collectExport(statement, exported, edits);
  }
  const visit = (node: ts.Node): void => {
    if (ts.isForOfStatement(node)) wrap(edits, node.expression, ' $rounds(', ')');
    if (ts.isForInStatement(node)) {
      // The names of an object are as limited as the members of a list.
      wrap(edits, node.expression, ' $rounds(', ', true)');
      const keyword = node.getChildren().find(({ kind }) => kind === ts.SyntaxKind.InKeyword) as ts.Node;
      edits.push({ start: keyword.getStart(), end: keyword.getEnd(), text: 'of' });
    }
    if (ts.isPropertyAccessExpression(node) && isLimited(node)) {
      edits.push({ start: node.name.getStart(), end: node.name.getStart(), text: '$' });
    }
    if (ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isArrowFunction(node)) {
      const body = node.body as ts.ConciseBody;
      const start = body.getStart();
      if (ts.isBlock(body)) edits.push({ start: start + 1, end: start + 1, text: '$step();' });
      else wrap(edits, body, '($step(),', ')');
    }
    backtracks ||= mayBacktrack(node, scopes);
    if (ts.isBinaryExpression(node)) imitateOperator(node, edits);
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { expression: owner, name } = node.expression;
      if (ts.isIdentifier(owner) && owner.text === 'console' && scopes.resolve(owner) === undefined) {
        const { line, character } = file.getLineAndCharacterOfPosition(node.getStart());
        const level = name.text === 'error' ? 'ERROR' : 'INFO';
        const open = file.text.indexOf('(', name.getEnd());
        const place = `$log('${level}', '${line + 1}:${character + 1}'${node.arguments.length > 0 ? ', ' : ''}`;
        edits.push({ start: node.getStart(), end: open + 1, text: place });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  const handlers = [...exported].map(([name, local]) => `${JSON.stringify(name)}: ${local}`).join(', ');
  const prologue = `(function ($modules, $rounds, $step, $log, $coalesce) { 'use strict'; ${imports}\n`;
  return {
    text: `${prologue}${applyEdits(file.text, edits)}\n;return { ${handlers} }; })`,
    exports: new Set(exported.keys()),
    mayBacktrack: backtracks,
  };
}
