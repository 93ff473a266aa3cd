import ts from 'typescript';
import type { CodeFinding } from '../errors.ts';
import { findContextFault } from './contextRules.ts';
import { findRecursion } from './findRecursion.ts';
import { MODULES, MODULES_NOT_EMULATED } from './language.ts';
import { findNameFault } from './nameRules.ts';
import type { MemberTree } from './nameRules.ts';
import { byRule, unsupported } from './Refusal.ts';
import type { Refusal } from './Refusal.ts';
import type { Scopes } from './Scopes.ts';
import { findSyntaxFault } from './syntaxRules.ts';

type Modules = Record<string, MemberTree>;

/** A diagnostic of TypeScript as AWS reports it; undefined when it is not of this file. */
export function toFinding(diagnostic: ts.Diagnostic): CodeFinding | undefined {
  const { file, start, length = 0, code, messageText } = diagnostic;
  if (file === undefined || start === undefined) return undefined;
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return {
    errorType: 'PARSE_ERROR',
    rule: `TS${code}`,
    message: ts.flattenDiagnosticMessageText(messageText, '\n'),
    line: line + 1,
    column: character + 1,
    span: length,
  };
}

/** Syntax errors of the parser. The list is internal to the compiler API, but the only way to them without a program. */
export function findSyntaxErrors(file: ts.SourceFile): CodeFinding[] {
  const { parseDiagnostics = [] } = file as unknown as { parseDiagnostics?: ts.DiagnosticWithLocation[] };
  return parseDiagnostics.map(toFinding).filter((finding) => finding !== undefined);
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

/** Everything for which AWS would refuse to save the file but its types, in the order of the text. */
export function checkCode(file: ts.SourceFile, scopes: Scopes, modules: Modules): CodeFinding[] {
  const findings: CodeFinding[] = [];
  const report = (node: ts.Node, refusal: Refusal): void => {
    const start = node.getStart(file);
    const { line, character } = file.getLineAndCharacterOfPosition(start);
    findings.push({ ...refusal, line: line + 1, column: character + 1, span: node.getEnd() - start });
  };
  const visit = (node: ts.Node): void => {
    const importFault = findImportFault(node, modules);
    const fault =
      (importFault === undefined ? undefined : unsupported(importFault)) ??
      findSyntaxFault(node) ??
      findContextFault(node, scopes) ??
      findNameFault(node, scopes, modules);
    if (fault !== undefined) report(node, fault);
    ts.forEachChild(node, visit);
  };
  visit(file);
  for (const call of findRecursion(file, scopes)) {
    const path = call.expression.getText();
    report(call, byRule('no-recursion', `Recursive function calls not supported. Detected cycle in ${path}`));
  }
  return findings.sort((left, right) => left.line - right.line || left.column - right.column);
}
