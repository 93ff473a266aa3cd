import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import type { InvocationRequest, InvocationResponse } from '../../model/contract/index.ts';

/** What the endpoint does with the next invocations. */
export type Behaviour =
  ((request: InvocationRequest) => InvocationResponse) | 'HANGS' | 'ABSENT' | { modelStatus: number; body: string };

export interface ModelEndpoint {
  client: SageMakerRuntimeClient;
  /** Paths and bodies received, in order. */
  received: { path: string; request: InvocationRequest }[];
  behave(behaviour: Behaviour): void;
  stop(): Promise<void>;
}

/** InvokeEndpoint as it is on the wire: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html */
export async function startModelEndpoint(): Promise<ModelEndpoint> {
  let behaviour: Behaviour = 'ABSENT';
  const received: ModelEndpoint['received'] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const request = JSON.parse(Buffer.concat(chunks).toString()) as InvocationRequest;
      received.push({ path: incoming.url ?? '', request });
      if (behaviour === 'HANGS') return;
      const fail = (status: number, type: string, body: object): void => {
        response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type });
        response.end(JSON.stringify(body));
      };
      if (behaviour === 'ABSENT') {
        fail(400, 'ValidationError', { message: 'Endpoint scoring of account 123456789012 not found.' });
      } else if (typeof behaviour === 'function') {
        response.writeHead(200, {
          'content-type': 'application/json',
          'x-amzn-invoked-production-variant': 'AllTraffic',
        });
        response.end(JSON.stringify(behaviour(request)));
      } else {
        const { modelStatus, body } = behaviour;
        const message = `Received client error (${modelStatus}) from primary with message "${body}".`;
        fail(424, 'ModelError', { Message: message, OriginalStatusCode: modelStatus, OriginalMessage: body });
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = new SageMakerRuntimeClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  return {
    client,
    received,
    behave: (next) => {
      behaviour = next;
    },
    stop: async () => {
      client.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
