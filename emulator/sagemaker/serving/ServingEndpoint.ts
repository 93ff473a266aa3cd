import type { ModelAnswer } from './ModelServer.ts';

/** An endpoint as InvokeEndpoint sees it. */
export interface ServingEndpoint {
  name: string;
  arn: string;
  variant: string;
  /** Bytes of a request: 4 MB serverless, 25 MB else. */
  largestRequest: number;
  /** Whether it is there for callers: one without a model, or that is being created, is not. */
  isThere(): boolean;
  /** @throws ModelNotServed when no server runs; other errors when the container does not answer */
  invoke(headers: Record<string, string>, body: Buffer): Promise<ModelAnswer>;
}

const megabyte = 1024 * 1024;

/** Bytes of a request to a variant. */
export const largestRequestOf = (variant: { ServerlessConfig?: unknown }): number =>
  (variant.ServerlessConfig === undefined ? 25 : 4) * megabyte;
