import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadStateMachine } from '../../../emulator/step-functions/index.ts';
import { synthesize } from './synthesize.ts';
import type { Synthesized } from './synthesize.ts';

interface State {
  Default?: string;
  Iterator?: Machine;
  ItemProcessor?: Machine;
  [more: string]: unknown;
}
interface Machine {
  StartAt: string;
  States: Record<string, State>;
}

let made: Synthesized;
let states: Record<string, State>;
beforeAll(async () => {
  made = await synthesize();
  const [machine] = Object.values(made.training.findResources('AWS::StepFunctions::StateMachine'));
  const definition = machine.Properties as { DefinitionString: { 'Fn::Join': [string, unknown[]] } };
  const parts = definition.DefinitionString['Fn::Join'][1];
  const text = parts.map((part) => (typeof part === 'string' ? part : 'reference')).join('');
  ({ States: states } = JSON.parse(text) as Machine);
}, 240_000);
afterAll(() => made?.close());

/** Runs states with services that answer so, each wait taking no time. */
async function run(machine: object, input: object, answers: Record<string, () => object>): Promise<unknown> {
  const definition = JSON.parse(
    JSON.stringify(machine).replace(/"Seconds":\d+|"SecondsPath":"[^"]+"/g, '"Seconds":0'),
  ) as object;
  const started = loadStateMachine(definition, {}, 'STANDARD').machine.run(input as never, {
    overrides: {
      taskResourceLocalHandlers: Object.fromEntries(
        Object.entries(answers).map(([name, answer]) => [name, async () => answer() as never]),
      ),
    },
  });
  return started.result;
}
const errorOf = async (ends: Promise<unknown>): Promise<string> => {
  const failure = (await ends.then(
    () => expect.unreachable(),
    (error: Error) => error,
  )) as Error & { cause?: { Error?: string; name: string } };
  return failure.cause?.Error ?? failure.cause?.name ?? failure.name;
};

describe('the wait for an export', () => {
  const wait = (statuses: string[]) => {
    let asked = 0;
    const ExportArn = 'arn';
    const described = () => ({ ExportDescription: { ExportArn, ExportStatus: statuses[asked++] ?? 'IN_PROGRESS' } });
    const { StartAt, States } = (states.Collect.ItemProcessor ?? states.Collect.Iterator)!;
    const item = { exportType: 'FULL_EXPORT', tableArn: 't', bucket: 'b', prefix: 'p', clientToken: 'c' };
    const ends = run({ StartAt, States }, item, {
      ExportInFull: () => ({ ExportDescription: { ExportArn } }),
      DescribeExport: described,
      DescribeFailedExport: () => ({ ExportDescription: { FailureMessage: 'no room' } }),
    });
    return { ends, asked: () => asked };
  };

  it('ends with the export', async () => {
    const soon = wait(['IN_PROGRESS', 'IN_PROGRESS', 'COMPLETED']);
    await soon.ends;
    expect(soon.asked()).toBe(3);
    expect(await errorOf(wait(['FAILED']).ends)).toBe('ExportFailed');
  });

  it('ends after six hours: 1, 2, 3 … 15 seconds, and 180 times two minutes', async () => {
    const { ends, asked } = wait([]);
    expect(await errorOf(ends)).toBe('ExportTimeout');
    expect(asked()).toBe(1 + 15 + 180);
    expect([states.Collect, states].map((some) => JSON.stringify(some))).toEqual([
      expect.stringMatching(/"WaitForExport":\{"Type":"Wait","SecondsPath":"\$\.polls\.count",/),
      expect.stringMatching(/"WaitLongForExport":\{"Type":"Wait","Seconds":120,/),
    ]);
  });
});

describe('the wait for an endpoint', () => {
  const wait = (statuses: string[]) => {
    const names = ['DescribeEndpoint', 'IsInService', 'WaitForEndpoint', 'EndpointTakesTooLong'];
    const counting = ['BeginEndpointPolls', 'CountEndpointPolls'];
    const ends = { Type: 'Succeed' };
    const machine = {
      StartAt: 'BeginEndpointPolls',
      States: {
        ...Object.fromEntries([...names, ...counting].map((name) => [name, states[name]])),
        // Where a run goes on, and where it ends.
        [states.IsInService.Default!]: ends,
        Ending: ends,
        DescribeFailedEndpoint: ends,
      },
    };
    return run(
      machine,
      { version: { endpointName: 'e' } },
      {
        DescribeEndpoint: () => ({ EndpointStatus: statuses.shift() ?? 'Creating' }),
      },
    ) as Promise<{ failure?: object; endpoint: object; polls: object }>;
  };

  it('ends with the endpoint in service', async () => {
    const served = await wait(['Creating', 'InService']);
    expect(served).toMatchObject({ endpoint: { status: 'InService' }, polls: { count: 2 } });
    expect(served).not.toHaveProperty('failure');
  });

  it('ends after an hour: at once, and after 1, 2, 3 … 84 seconds', async () => {
    expect(await wait([])).toMatchObject({ failure: { Error: 'EndpointTimeout' }, polls: { count: 85 } });
  });
});

describe('the removal of a version', () => {
  const version = { modelVersion: 'v', endpointName: 'e', endpointConfigName: 'c', modelName: 'm' };
  const gone = () => Object.assign(new Error('Could not find it.'), { name: 'SageMaker.SageMakerException' });
  const failWith = (error: Error) => {
    throw error;
  };
  const remove = async (statuses: string[], answers: Record<string, () => object> = {}) => {
    const called: string[] = [];
    const noting = (name: string) => [
      name,
      () => {
        called.push(name);
        return answers[name]?.() ?? {};
      },
    ];
    const { StartAt, States } = (states.RemoveVersions.ItemProcessor ?? states.RemoveVersions.Iterator)!;
    const removal = await run({ StartAt, States }, version, {
      DescribeRemovedEndpoint: () => ({ EndpointStatus: statuses.shift() ?? failWith(gone()) }),
      ...Object.fromEntries(['DeleteEndpoint', 'DeleteEndpointConfig', 'DeleteModel'].map(noting)),
    });
    return { removal, called };
  };
  const everything = ['DeleteEndpoint', 'DeleteEndpointConfig', 'DeleteModel'];

  it('waits until its endpoint is made or given up, and then deletes all of it', async () => {
    const { removal, called } = await remove(['Creating', 'Creating', 'Failed']);
    expect(removal).toEqual({ modelVersion: 'v', isRemoved: true });
    expect(called).toEqual(everything);
  });

  it('asks again when the endpoint began to change in between', async () => {
    let asked = 0;
    const { removal, called } = await remove(['InService', 'SystemUpdating', 'InService'], {
      DeleteEndpoint: () => (asked++ === 0 ? failWith(gone()) : {}),
    });
    expect(removal).toEqual({ modelVersion: 'v', isRemoved: true });
    expect(called).toEqual(['DeleteEndpoint', ...everything]);
  });

  it('takes what is not there for removed', async () => {
    const none = () => failWith(gone());
    const { removal, called } = await remove([], { DeleteEndpointConfig: none, DeleteModel: none });
    expect(removal).toEqual({ modelVersion: 'v', isRemoved: true });
    expect(called).toEqual(['DeleteEndpointConfig', 'DeleteModel']);
  });

  it('leaves it whole after half an hour, with what its endpoint is made of', async () => {
    const statuses = Array.from({ length: 100 }, () => 'Creating');
    const { removal, called } = await remove(statuses);
    expect(removal).toEqual({ modelVersion: 'v', isRemoved: false });
    expect(called).toEqual([]);
    expect(statuses).toHaveLength(40);
  });
});
