import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { loadStateMachine, StateMachines, type CallAws, type TaskServices } from '../../step-functions/index.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';
import { roleArn } from '../helpers/startTestGateway.ts';

export const machineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:training';
export const executionArn = (name: string) => `arn:aws:states:us-east-1:000000000000:execution:training:${name}`;

export const invoke = (extra: object) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: 'f', 'Payload.$': '$' },
  OutputPath: '$.Payload',
  ...extra,
});

/** A machine whose journals are in a folder; a second one on the same folder is the cloud started again. */
export const start = (
  states: Record<string, object>,
  options: {
    folder?: string;
    invoke?: TaskServices['invokeFunction'];
    call?: CallAws;
    extra?: object;
    onMetric?: (...metric: unknown[]) => void;
  } = {},
) => {
  const { folder = folderOfTest(), extra = {} } = options;
  const machines = new StateMachines({
    machines: [
      {
        ...loadStateMachine({ StartAt: Object.keys(states)[0]!, States: states, ...extra }, {}, 'STANDARD'),
        name: 'training',
        arn: machineArn,
        roleArn,
        type: 'STANDARD',
        services: {
          dynamodb: undefined as never,
          invokeFunction: options.invoke ?? (async (_name, event) => ({ payload: event })),
          invokeFunctionLater: () => undefined,
          sendToQueue: () => '',
          call: options.call ?? (() => Promise.reject(new Error('no service is called here'))),
        },
      },
    ],
    logFolder: join(folder, 'logs'),
    journalFolder: join(folder, 'executions'),
    onFailure: () => undefined,
    onMetric: options.onMetric,
  });
  machines.resume();
  onTestFinished(() => machines.stop());
  const types = (name: string) => machines.history(executionArn(name)).map(({ type }) => type);
  return { machines, folder, types };
};

/** Resolves when `open` is called; what waits for it is at work until then. */
export const gate = () => {
  let open = () => undefined as void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
};
