import ts from 'typescript';
import { CodeInvalid, CodeTooLarge } from '../errors.ts';
import { checkCode, findSyntaxErrors } from './checkCode.ts';
import type { CompiledCode } from './Compiler.ts';
import { instrument } from './instrument.ts';
import { MAXIMUM_CODE_CHARACTERS } from './language.ts';
import type { MemberTree } from './nameRules.ts';
import { unsupported } from './Refusal.ts';
import { Scopes } from './Scopes.ts';

/**
 * Checks a file as AWS does when it is saved and makes of it what the sandbox runs.
 * @param modules what the modules export that code may import, from the sandbox
 * @throws CodeTooLarge, CodeInvalid
 */
export function compileCode(name: string, code: string, modules: Record<string, MemberTree>): CompiledCode {
  if (code.length > MAXIMUM_CODE_CHARACTERS) throw new CodeTooLarge(name, code.length, MAXIMUM_CODE_CHARACTERS);
  try {
    return checkAndInstrument(name, code, modules);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // The parser and what walks its tree go down one call for each level. How deep AWS goes is not known.
    const message = 'The code nests too deeply: split expressions of thousands of operands or brackets.';
    throw new CodeInvalid(name, [{ ...unsupported(message), line: 1, column: 1, span: 0 }]);
  }
}

function checkAndInstrument(name: string, code: string, modules: Record<string, MemberTree>): CompiledCode {
  const file = ts.createSourceFile(`${name}.js`, code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const syntaxErrors = findSyntaxErrors(file);
  if (syntaxErrors.length > 0) throw new CodeInvalid(name, syntaxErrors);
  const scopes = new Scopes(file);
  const findings = checkCode(file, scopes, modules);
  if (findings.length > 0) throw new CodeInvalid(name, findings);
  return instrument(file, scopes);
}
