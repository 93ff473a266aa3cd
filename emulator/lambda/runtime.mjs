/**
 * Lambda's Node.js run-time inside a worker thread: loads the handler once, then answers one invocation at a time.
 * Plain JavaScript, because a worker starts without the TypeScript loader.
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

const { taskRoot, handler: handlerName, functionArn } = workerData;

const describe = (error, type) =>
  error instanceof Error || (error && typeof error.message === 'string')
    ? {
        errorType: type ?? error.name ?? 'Error',
        errorMessage: error.message,
        trace: String(error.stack ?? '').split('\n'),
      }
    : { errorType: type ?? typeof error, errorMessage: String(error), trace: [] };

const fail = (error, type) => parentPort.postMessage({ kind: 'crash', error: describe(error, type) });
process.on('unhandledRejection', (reason) => {
  fail({ name: 'Error', message: String(reason), stack: reason?.stack }, 'Runtime.UnhandledPromiseRejection');
  process.exit(128);
});
process.on('uncaughtException', (error) => {
  fail(error);
  process.exit(129);
});
process.setSourceMapsEnabled(true);

const load = async () => {
  const dot = handlerName.lastIndexOf('.');
  const base = join(taskRoot, handlerName.slice(0, dot));
  const file = ['.js', '.mjs', '.cjs'].map((extension) => base + extension).find(existsSync);
  if (file === undefined) {
    const error = new Error(`Cannot find module '${handlerName.slice(0, dot)}'`);
    throw Object.assign(error, { name: 'Runtime.ImportModuleError' });
  }
  const module = file.endsWith('.mjs') ? await import(pathToFileURL(file).href) : createRequire(file)(file);
  const handler = module[handlerName.slice(dot + 1)];
  if (typeof handler !== 'function') {
    throw Object.assign(new Error(`${handlerName} is undefined or not exported`), { name: 'Runtime.HandlerNotFound' });
  }
  return handler;
};

const call = (handler, event, context) =>
  new Promise((resolve, reject) => {
    const callback = (error, result) => (error == null ? resolve(result) : reject(error));
    const returned = handler(event, { ...context, done: callback, succeed: resolve, fail: reject }, callback);
    if (typeof returned?.then === 'function') {
      returned.then(resolve, reject);
    } else if (handler.length < 3) {
      resolve(returned);
    }
  });

const invoke = async (handler, { event, requestId, deadline, traceId, clientContext }) => {
  process.env._X_AMZN_TRACE_ID = traceId;
  const context = {
    callbackWaitsForEmptyEventLoop: true,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: '$LATEST',
    invokedFunctionArn: functionArn,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    awsRequestId: requestId,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: clientContext === undefined ? undefined : JSON.parse(clientContext),
    identity: undefined,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
  try {
    const result = await call(handler, JSON.parse(event), context);
    parentPort.postMessage({ kind: 'result', payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    parentPort.postMessage({ kind: 'error', error: describe(error) });
  }
};

try {
  const handler = await load();
  parentPort.on('message', (message) => void invoke(handler, message));
  parentPort.postMessage({ kind: 'ready' });
} catch (error) {
  parentPort.postMessage({ kind: 'initFailed', error: describe(error) });
}
