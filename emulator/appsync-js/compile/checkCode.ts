import ts from 'typescript';
import type { CodeFinding } from '../errors.ts';
import { findRecursion } from './findRecursion.ts';
import { MODULES, MODULES_NOT_EMULATED } from './language.ts';
import { findNameFault } from './nameRules.ts';
import type { MemberTree } from './nameRules.ts';
import { isAssignment } from './Scopes.ts';
import type { Scopes } from './Scopes.ts';
import { findSyntaxFault } from './syntaxRules.ts';

type Modules = Record<string, MemberTree>;

function finding(
  file: ts.SourceFile,
  position: number,
  length: number,
  errorType: string,
  message: string,
): CodeFinding {
  const { line, character } = file.getLineAndCharacterOfPosition(position);
  return { errorType, message, line: line + 1, column: character + 1, span: length };
}

/** Syntax errors of the parser. The list is internal to the compiler API, but the only way to them without a program. */
export function findSyntaxErrors(file: ts.SourceFile): CodeFinding[] {
  const { parseDiagnostics = [] } = file as unknown as { parseDiagnostics?: ts.DiagnosticWithLocation[] };
  return parseDiagnostics.map(({ start, length, messageText }) =>
    finding(file, start, length, 'PARSER_ERROR', ts.flattenDiagnosticMessageText(messageText, '\n')),
  );
}

function findImportFault(node: ts.Node, modules: Modules): string | undefined {
  if (ts.isExportAssignment(node))
    return 'a default export is not used by AppSync; export request and response by name';
  if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) return 're-exports are not supported';
  if (!ts.isImportDeclaration(node)) return undefined;
  const source = (node.moduleSpecifier as ts.StringLiteral).text;
  if (Object.hasOwn(MODULES_NOT_EMULATED, source)) return `${source} is not emulated: ${MODULES_NOT_EMULATED[source]}`;
  if (!MODULES.has(source)) return `"${source}" cannot be imported; bundle it into the file (esbuild --bundle)`;
  if (node.importClause?.name !== undefined) return `"${source}" has no default export`;
  const bindings = node.importClause?.namedBindings;
  const names =
    bindings !== undefined && ts.isNamedImports(bindings)
      ? bindings.elements.map((element) => (element.propertyName ?? element.name).text)
      : [];
  const missing = names.filter((name) => !Object.hasOwn(modules[source], name));
  return missing.length > 0 ? `"${source}" does not export ${missing.join(', ')}` : undefined;
}

/** `ctx.result = …`: the context's members are read-only, the stash's are not. */
function findContextFault(node: ts.Node, scopes: Scopes): string | undefined {
  const target = isAssignment(node) ? node.left : ts.isDeleteExpression(node) ? node.expression : undefined;
  if (target === undefined || !ts.isPropertyAccessExpression(target) || !ts.isIdentifier(target.expression)) {
    return undefined;
  }
  const declaration = scopes.resolve(target.expression);
  if (declaration === undefined || !ts.isParameter(declaration)) return undefined;
  const owner = declaration.parent;
  const isHandler =
    ts.isFunctionDeclaration(owner) &&
    ts.isSourceFile(owner.parent) &&
    ['request', 'response'].includes(owner.name?.text ?? '') &&
    owner.parameters[0] === declaration;
  return isHandler ? `${target.getText()} is read-only; use the stash` : undefined;
}

/** Everything for which AWS would refuse to save the file, in the order of the text. */
export function checkCode(file: ts.SourceFile, scopes: Scopes, modules: Modules): CodeFinding[] {
  const findings: CodeFinding[] = [];
  const report = (node: ts.Node, message: string): void => {
    const start = node.getStart(file);
    findings.push(finding(file, start, node.getEnd() - start, 'UNSUPPORTED_FEATURE', message));
  };
  const visit = (node: ts.Node): void => {
    const fault =
      findSyntaxFault(node) ??
      findImportFault(node, modules) ??
      findNameFault(node, scopes, modules) ??
      findContextFault(node, scopes);
    if (fault !== undefined) report(node, fault);
    ts.forEachChild(node, visit);
  };
  visit(file);
  for (const call of findRecursion(file, scopes)) report(call, 'recursion is not supported');
  return findings.sort((left, right) => left.line - right.line || left.column - right.column);
}
