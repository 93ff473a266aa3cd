import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';
import { createEvaluator } from './createEvaluator.ts';
import { EvaluatorError } from './errors.ts';
import { evaluateCode } from './evaluateCode.ts';
import type { AppSyncContext, HandlerName } from './types.ts';

const USAGE =
  'Usage: npm run -s appsync:evaluate -- --code <file.js|file.ts> --context <file.json> ' +
  '--function request|response';

/** What the person at the keyboard can put right, told in one sentence. */
export class EvaluateUsageError extends Error {}

function read(path: string, what: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : String(code);
    throw new EvaluateUsageError(`Cannot read the ${what} file ${path}: ${reason}.`, { cause });
  }
}

/** TypeScript is bundled as AWS recommends for APPSYNC_JS; JavaScript is taken as it stands, as EvaluateCode does. */
function readCode(path: string): string {
  const text = read(path, 'code');
  if (extname(path) !== '.ts') return text;
  try {
    return buildSync({
      entryPoints: [path],
      bundle: true,
      write: false,
      format: 'esm',
      target: 'esnext',
      platform: 'node',
      external: ['@aws-appsync/utils'],
      logLevel: 'silent',
    }).outputFiles[0].text;
  } catch (cause) {
    throw new EvaluateUsageError(`Cannot bundle ${path}: ${(cause as Error).message}`, { cause });
  }
}

function readContext(path: string): AppSyncContext {
  let context: unknown;
  try {
    context = JSON.parse(read(path, 'context'));
  } catch (cause) {
    if (cause instanceof EvaluateUsageError) throw cause;
    throw new EvaluateUsageError(`The context file ${path} is not JSON: ${(cause as Error).message}.`, { cause });
  }
  if (typeof context !== 'object' || context === null || Array.isArray(context)) {
    throw new EvaluateUsageError(
      `The context file ${path} must hold a JSON object, such as {"arguments": {"id": "1"}}.`,
    );
  }
  return context as AppSyncContext;
}

function parseCommandLine(argv: string[]): { code: string; context: string; handler: HandlerName } {
  let values;
  try {
    ({ values } = parseArgs({
      args: argv,
      options: { code: { type: 'string' }, context: { type: 'string' }, function: { type: 'string' } },
    }));
  } catch (cause) {
    throw new EvaluateUsageError(`${(cause as Error).message} ${USAGE}`, { cause });
  }
  const { code, context, function: handler } = values;
  const missing = Object.entries({ code, context, function: handler }).find(([, value]) => value === undefined);
  if (missing !== undefined) throw new EvaluateUsageError(`--${missing[0]} is missing. ${USAGE}`);
  if (handler !== 'request' && handler !== 'response') {
    throw new EvaluateUsageError(`--function is "request" or "response", not "${handler}". ${USAGE}`);
  }
  return { code: code as string, context: context as string, handler };
}

/**
 * Runs the command line and answers what it prints.
 * @throws EvaluateUsageError and EvaluatorError, whose messages are meant for the person who typed it
 */
export function evaluateCommand(argv: string[]): string {
  const { code, context, handler } = parseCommandLine(argv);
  const text = readCode(code);
  const answer = evaluateCode(createEvaluator(), text, handler, readContext(context));
  return `${JSON.stringify(answer, null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.stdout.write(evaluateCommand(process.argv.slice(2)));
  } catch (failure) {
    if (!(failure instanceof EvaluateUsageError) && !(failure instanceof EvaluatorError)) throw failure;
    process.stderr.write(`${failure.message}\n`);
    process.exitCode = 1;
  }
}
