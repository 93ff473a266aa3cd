/**
 * Where X-Ray's SDK keeps the segment that is open. In the bundles it takes the place of `cls-hooked/context`, which
 * follows every promise by an async hook: a seventh of each function's processor time, for nothing here, since an
 * execution environment of Lambda has one invocation at a time. It has what the SDK asks of a namespace for clients of
 * AWS (aws-xray-sdk-core 3.12: context_utils.js, env/aws_lambda.js). There is no `run`, which the SDK's `captureAsyncFunc`
 * wants: a segment of its own for a part of the work needs a context that follows it.
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
}

const namespaces = new Map<string, InvocationNamespace>();

export const getNamespace = (name: string): InvocationNamespace | undefined => namespaces.get(name);

export function createNamespace(name: string): InvocationNamespace {
  const namespace = new InvocationNamespace();
  namespaces.set(name, namespace);
  return namespace;
}
