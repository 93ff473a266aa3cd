import { beginCall } from './call.ts';
import type { Call, ErrorFields } from './call.ts';
import { toJson } from './copyPlain.ts';
import { createRandom } from './createRandom.ts';
import { dynamodbModule } from './dynamodbModule.ts';
import { extensions } from './extensions.ts';
import { createContext, FieldContext } from './FieldContext.ts';
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
  /** The context of a field, by a number that is good until it is closed. */
  open(...texts: string[]): number {
    lastField += 1;
    fields.set(lastField, new FieldContext(texts));
    return lastField;
  },
  close(field: number): void {
    fields.delete(field);
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
    field: number,
    result?: string,
    isReturned = false,
    error?: string,
  ): void {
    pending = { id, handler, fileName, timeout, now, seed: [seedA, seedB, seedC, seedD], field: fieldOf(field) };
    pending.field.begin(result, isReturned, error);
  },
  run,
  give: (field: number, text: string): void => fieldOf(field).give(text),
  passOn: (field: number): void => fieldOf(field).passOn(),
  returned: (field: number): string => fieldOf(field).returned(),
  stash: (field: number): string => fieldOf(field).stash(),
};

const fields = new Map<number, FieldContext>();
let lastField = 0;
const fieldOf = (field: number): FieldContext => fields.get(field) as FieldContext;

let pending: {
  id: number;
  handler: string;
  fileName: string;
  timeout: number;
  now: number;
  seed: number[];
  field: FieldContext;
};

/**
 * Runs the handler that was prepared and answers with what it did beside its result and the stash, as JSON without what
 * is empty; most did nothing, which is the empty text.
 */
function run(): string {
  const { id, handler, fileName, timeout, now, seed, field } = pending;
  const context = createContext(field);
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
  if (stop?.earlyReturn !== undefined) result = stop.earlyReturn.value;
  try {
    field.end(result, call.appendedErrors);
    return describe(call, stop);
  } catch (failure) {
    // What refers to itself has no JSON form.
    return toJson({ error: fail(failure), logs: call.logs });
  }
}

/** What a call did, as JSON. */
function describe(call: Call, stop: HandlerStop | undefined): string {
  const did: Record<string, unknown> = {};
  for (const name of ['appendedErrors', 'invalidations', 'cacheEvictions', 'logs'] as const) {
    if (call[name].length > 0) did[name] = call[name];
  }
  if (Object.keys(call.responseHeaders).length > 0) did.responseHeaders = call.responseHeaders;
  for (const name of ['subscriptionFilter', 'subscriptionInvalidationFilter'] as const) {
    if (call[name] !== undefined) did[name] = call[name];
  }
  if (stop?.error !== undefined) did.error = stop.error;
  const { skipTo } = stop?.earlyReturn ?? {};
  if (stop?.earlyReturn !== undefined) did.earlyReturn = skipTo === undefined ? {} : { skipTo };
  return Object.keys(did).length > 0 ? toJson(did) : '';
}

// The one random built-in of the language draws from the call's seed too.
Math.random = util.math.randomDouble;

harden({ util, runtime, extensions, runHandler: run }, modules);

export default doors;
