/**
 * Where X-Ray's SDK keeps the segment that is open. In the bundles it takes the place of `cls-hooked/context`, which
 * follows every promise by an async hook: a seventh of each function's processor time, for nothing here, since an
 * execution environment of Lambda has one invocation at a time. It has what the SDK asks of a namespace for clients of
 * AWS (aws-xray-sdk-core 3.12: context_utils.js, capture.js, env/aws_lambda.js).
 */
type Context = Record<string, unknown>;

class InvocationNamespace {
  #context: Context = {};

  get(name: string): unknown {
    return this.#context[name];
  }

  set(name: string, value: unknown): unknown {
    this.#context[name] = value;
    return value;
  }

  createContext(): Context {
    return { ...this.#context };
  }

  enter(context: Context): void {
    this.#context = context;
  }

  /** What is set in the work is gone after it. Work that goes on after it returned sees what was there before. */
  run(work: (context: Context) => void): Context {
    const before = this.#context;
    const context = this.createContext();
    this.#context = context;
    try {
      work(context);
    } finally {
      this.#context = before;
    }
    return context;
  }
}

const namespaces = new Map<string, InvocationNamespace>();

export const getNamespace = (name: string): InvocationNamespace | undefined => namespaces.get(name);

export function createNamespace(name: string): InvocationNamespace {
  const namespace = new InvocationNamespace();
  namespaces.set(name, namespace);
  return namespace;
}

export const destroyNamespace = (name: string): void => void namespaces.delete(name);
