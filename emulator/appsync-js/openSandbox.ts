import vm from 'node:vm';

/** A function of the sandbox: called from here, but made there. */
export type SandboxFunction = (...values: unknown[]) => unknown;

/** The doors of the sandbox. Strings, numbers and the sandbox's own functions pass; objects of the host never do. */
export interface Sandbox {
  describe(): string;
  register(body: SandboxFunction): number;
  /** Makes the context of a field, of names of its members, each followed by its JSON. Answers its number. */
  open(...texts: string[]): number;
  close(field: number): void;
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
    /** JSON; left out, what it was. */
    result?: string,
    /** Whether the result is what the field's handler before returned. */
    isReturned?: boolean,
    error?: string,
  ): void;
  /** Answers what the handler did beside its result and the stash, as JSON; the empty text for nothing. */
  run(): string;
  /** Takes JSON for what a handler of the field would have returned. */
  give(field: number, text: string): void;
  /** What was returned becomes the previous result. */
  passOn(field: number): void;
  /** Of the handler of the field that ran last. */
  returned(field: number): string;
  stash(field: number): string;
  /** Compiles a function expression into the sandbox. Lines count from 0 at the expression's first line. */
  compile(functionText: string, fileName: string): SandboxFunction;
  /** Like run, but stopped after so many milliseconds (code ERR_SCRIPT_EXECUTION_TIMEOUT). */
  runWithin(milliseconds: number): string;
}

/**
 * Names of a context's globals, as the head of a function that holds them: V8 asks the host for each global of a context
 * that code reads, a hundred times the time of a constant, and the code of a handler reads thousands.
 */
function bindGlobals(context: vm.Context): string {
  const names = vm.runInContext('Object.getOwnPropertyNames(globalThis)', context) as string[];
  const bound = [...names].filter((name) => /^[A-Za-z]\w*$/.test(name) && !UNBOUND.has(name));
  return `(() => { 'use strict'; const { ${bound.join(', ')} } = globalThis; return `;
}

/** No constants may have these names, and `globalThis` is no value to be held. */
const UNBOUND: ReadonlySet<string> = new Set(['globalThis', 'undefined', 'NaN', 'Infinity', 'eval']);

/**
 * Makes a context without host globals, without eval, and with the utilities in place.
 * @param utilities them as one script
 */
export function openSandbox(utilities: string): Sandbox {
  const context = vm.createContext(Object.create(null) as vm.Context, {
    name: 'APPSYNC_JS',
    codeGeneration: { strings: false, wasm: false },
  });
  // What they hold they keep, also the names that the context hides then.
  const bound = `${bindGlobals(context)}${utilities}\n})()`;
  const doors = new vm.Script(bound, { filename: 'appsync-utilities.js' }).runInContext(context) as Sandbox;
  const head = bindGlobals(context);
  const guarded = new vm.Script('runHandler()', { filename: 'appsync-run.js' });
  return {
    ...doors,
    compile: (functionText, fileName) =>
      new vm.Script(`${head}${functionText}\n})()`, { filename: fileName, lineOffset: -1 }).runInContext(
        context,
      ) as SandboxFunction,
    runWithin: (milliseconds) => guarded.runInContext(context, { timeout: milliseconds }) as string,
  };
}
