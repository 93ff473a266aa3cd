import { beginCall } from './call.ts';
import type { Call, ErrorFields } from './call.ts';
import { createRandom } from './createRandom.ts';
import { dynamodbModule } from './dynamodbModule.ts';
import { extensions } from './extensions.ts';
import { HandlerStop } from './HandlerStop.ts';
import { harden } from './harden.ts';
import { LIMITED_NAME, MAXIMUM_ROUNDS } from './limitRounds.ts';
import { util } from './util.ts';

type Handler = (context: unknown) => unknown;
type Handlers = Partial<Record<string, Handler>>;

/** The body of a code file as a function: run anew for every call, so its module-level variables never outlive one. */
type ModuleBody = (modules: unknown, rounds: Rounds, step: () => void, log: Log, coalesce: Coalesce) => Handlers;
/** The members of a list, or the names of an object, as many as AWS goes through. */
type Rounds = (list: unknown, isOfNames?: boolean) => Iterable<unknown>;
type Coalesce = (left: unknown, right: unknown) => unknown;
type Log = (level: string, place: string, ...values: unknown[]) => void;

const runtime = {
  earlyReturn(value?: unknown, options?: { skipTo?: 'NEXT' | 'END' }): never {
    // Reported to fail without a value or with null (aws-appsync-community#280).
    if (value === undefined || value === null) throw new TypeError('runtime.earlyReturn needs a value; return {}');
    const skipTo = options?.skipTo;
    if (skipTo !== undefined && skipTo !== 'NEXT' && skipTo !== 'END') {
      throw new TypeError(`runtime.earlyReturn: skipTo is "NEXT" or "END", not "${String(skipTo)}"`);
    }
    throw new HandlerStop({ earlyReturn: { value, ...(skipTo === undefined ? {} : { skipTo }) } });
  },
};

const modules = {
  '@aws-appsync/utils': { util, runtime, extensions },
  '@aws-appsync/utils/dynamodb': dynamodbModule,
};

const bodies: ModuleBody[] = [];

/** The operator `??` as a function: both sides are evaluated, as AWS does when there is a call on the right. */
const coalesce: Coalesce = (left, right) => left ?? right;

function holdsUndefined(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === undefined;
  if (Array.isArray(value)) return value.some(holdsUndefined);
  for (const name in value) if (holdsUndefined((value as Record<string, unknown>)[name])) return true;
  return false;
}

/** JSON in which a member that is undefined is null, as to AWS the two are one value. */
const toJson = (value: unknown): string =>
  holdsUndefined(value)
    ? JSON.stringify(value, (_name, member: unknown) => (member === undefined ? null : member))
    : JSON.stringify(value);

const asLog = (values: unknown[]): string => values.map((value) => JSON.stringify(value) ?? String(value)).join(' ');

/** What V8 says of an assignment to a member of the context; on AWS, and wherever it is a plain member, it says the other. */
const setterMissing = /Cannot set property (\w+) of \[object Object\] which has only a getter/;

/** Where in the file a failure happened, from its stack: `12:5`. */
function placeOf(failure: unknown, fileName: string): string {
  const stack = failure instanceof Error ? String(failure.stack) : '';
  const at = stack.indexOf(`${fileName}:`);
  return at < 0 ? '' : (/^\d+:\d+/.exec(stack.slice(at + fileName.length + 1))?.[0] ?? '');
}

/** Whether a utility refused what it was given: the innermost frame is one of theirs (openSandbox names the script). */
const isFromUtility = (failure: unknown): failure is Error =>
  failure instanceof Error && /^ +at .*$/m.exec(String(failure.stack))?.[0].includes('appsync-utilities.js:') === true;

/** The JSON of each member of the context that the caller gave. */
type Texts = Partial<Record<string, string>>;

/** What AppSync gives where the caller left a member out. */
const leftOut: Texts = {
  arguments: '{}',
  stash: '{}',
  env: '{}',
  request: '{"headers":{},"domainName":null}',
  info: '{}',
  identity: 'null',
  source: 'null',
  outErrors: '[]',
};

/**
 * The context of one call. A member is made from its text when the code first looks at it: each call has copies of its own,
 * and what it does not look at costs nothing. Its members are read-only on AWS by any path; what they hold, the stash
 * first, is not.
 */
function createContext(texts: Texts, made: Record<string, unknown>): Record<string, unknown> {
  const get = (name: string): unknown => {
    if (Object.hasOwn(made, name)) return made[name];
    const text = texts[name];
    let value: unknown = text === undefined ? undefined : JSON.parse(text);
    const otherwise = leftOut[name];
    if ((value === undefined || value === null) && otherwise !== undefined) value = JSON.parse(otherwise);
    made[name] = value;
    return value;
  };
  return Object.freeze({
    get arguments() {
      return get('arguments');
    },
    get args() {
      return get('arguments');
    },
    get source() {
      return get('source');
    },
    get identity() {
      return get('identity');
    },
    get request() {
      return get('request');
    },
    get result() {
      return get('result');
    },
    get prev() {
      return get('prev');
    },
    get stash() {
      return get('stash');
    },
    get env() {
      return get('env');
    },
    get info() {
      return get('info');
    },
    get error() {
      return get('error');
    },
    get outErrors() {
      return get('outErrors');
    },
  });
}

/** The host's doors. Only strings, numbers and functions of this context pass through them. */
const doors = {
  /** The names there are, by object path, for the check of the code. */
  describe(): string {
    const names = (value: unknown): unknown =>
      typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, names(member)]))
        : true;
    return JSON.stringify(names(modules));
  },
  register(body: ModuleBody): number {
    return bodies.push(body) - 1;
  },
  prepare(
    id: number,
    handler: string,
    fileName: string,
    timeout: number,
    now: number,
    seedA: number,
    seedB: number,
    seedC: number,
    seedD: number,
    ...context: string[]
  ): void {
    pending = { id, handler, fileName, context, timeout, now, seed: [seedA, seedB, seedC, seedD] };
    ended = { result: 'null', stash: '{}' };
  },
  run,
  /** What the handler that ran last returned, as JSON. */
  result: (): string => ended.result,
  /** The stash that it left, as JSON. */
  stash: (): string => ended.stash,
};

let pending: {
  id: number;
  handler: string;
  fileName: string;
  context: string[];
  timeout: number;
  now: number;
  seed: number[];
};

let ended = { result: 'null', stash: '{}' };

/** Runs the handler that was prepared and answers with what it did beside its result and the stash, as JSON. */

function run(): string {
  const { id, handler, fileName, timeout, now, seed } = pending;
  const texts: Texts = {};
  for (let at = 0; at < pending.context.length; at += 2) texts[pending.context[at]] = pending.context[at + 1];
  const made: Record<string, unknown> = {};
  const context = createContext(texts, made);
  const call: Call = {
    now,
    nextUint32: createRandom(seed),
    identity: () => context.identity,
    info: () => context.info as ReturnType<Call['info']>,
    appendedErrors: [],
    invalidations: [],
    cacheEvictions: [],
    responseHeaders: {},
    logs: [],
  };
  beginCall(call);
  const deadline = Date.now() + timeout;
  let steps = 0;
  // What bounds loops within loops, and array methods within array methods, is time.
  const step = (): void => {
    steps += 1;
    if ((steps & 1023) === 0 && Date.now() > deadline) {
      throw new HandlerStop({ error: { message: `Code execution timed out after ${timeout} ms`, type: 'Code' } });
    }
  };
  function* rounds(list: unknown, isOfNames = false): Iterable<unknown> {
    let count = 0;
    for (const each of (isOfNames ? Object.keys(list ?? {}) : list) as Iterable<unknown>) {
      if (count === MAXIMUM_ROUNDS) return;
      count += 1;
      step();
      yield each;
    }
  }
  const log: Log = (level, place, ...values) => {
    call.logs.push(`${level} - code.js:${place}: ${asLog(values)}`);
  };
  const fail = (failure: unknown): ErrorFields => {
    const place = placeOf(failure, fileName);
    const reason = (isFromUtility(failure) ? failure.message : String(failure))
      .replace(LIMITED_NAME, '$1')
      .replace(setterMissing, "Cannot assign to read only property '$1' of object '[object Object]'");
    log('ERROR', place, reason);
    // The client sees it too (aws-appsync-community#328).
    return { message: place === '' ? 'Runtime Error' : `code.js:${place}: ${reason}`, type: 'Code' };
  };
  let result: unknown = null;
  let stop: HandlerStop | undefined;
  try {
    result = (bodies[id](modules, rounds, step, log, coalesce)[handler] as Handler)(context) ?? null;
  } catch (failure) {
    stop = failure instanceof HandlerStop ? failure : new HandlerStop({ error: fail(failure) });
  }
  const { appendedErrors, invalidations, cacheEvictions, responseHeaders, logs } = call;
  const outcome: Record<string, unknown> = {
    appendedErrors,
    invalidations,
    cacheEvictions,
    responseHeaders,
    logs,
  };
  if (stop?.error !== undefined) outcome.error = stop.error;
  if (stop?.earlyReturn !== undefined) outcome.earlyReturn = stop.earlyReturn;
  for (const name of ['subscriptionFilter', 'subscriptionInvalidationFilter'] as const) {
    if (call[name] !== undefined) outcome[name] = call[name];
  }
  try {
    const did = toJson(outcome);
    ended = {
      result: toJson(result),
      stash: Object.hasOwn(made, 'stash') ? toJson(made.stash) : (texts.stash ?? '{}'),
    };
    return did;
  } catch (failure) {
    // A result that refers to itself has no JSON form.
    ended = { result: 'null', stash: '{}' };
    const nothing = { appendedErrors: [], invalidations: [], cacheEvictions: [], responseHeaders: {} };
    return JSON.stringify({ ...nothing, error: fail(failure), logs });
  }
}

// The one random built-in of the language draws from the call's seed too.
Math.random = util.math.randomDouble;

harden({ util, runtime, extensions, runHandler: run }, modules);

export default doors;
