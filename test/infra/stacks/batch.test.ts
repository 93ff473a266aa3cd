import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batchStages } from '../../../schema/contract/batches.ts';
import { synthesize } from './synthesize.ts';
import type { Synthesized } from './synthesize.ts';

interface State {
  Type: string;
  Next?: string;
  Default?: string;
  Choices?: { Next: string }[];
  Catch?: { ErrorEquals: string[]; Next: string }[];
  Parameters?: Record<string, unknown>;
  MaxConcurrency?: number;
}

let made: Synthesized;
let states: Record<string, State>;
beforeAll(async () => {
  made = await synthesize();
  const machines = made.all('AWS::StepFunctions::StateMachine').map(([, { Properties }]) => {
    const { DefinitionString } = Properties as { DefinitionString: { 'Fn::Join': [string, unknown[]] } };
    const parts = DefinitionString['Fn::Join'][1];
    const text = parts.map((part) => (typeof part === 'string' ? part : 'reference')).join('');
    return JSON.parse(text) as { StartAt: string; States: Record<string, State> };
  });
  states = machines.find(({ StartAt }) => StartAt === 'BeginBatch')!.States;
}, 60_000);
afterAll(() => made?.close());

describe('the workflow of lists in bulk', () => {
  it('goes through every stage in its order, and says so before each', () => {
    const way: string[] = [];
    // A batch that is stored takes the other way at one choice.
    const next = (name: string): string | undefined =>
      name === 'IsToBeStored' ? states[name].Choices![0].Next : (states[name].Next ?? states[name].Default);
    for (let name: string | undefined = 'BeginBatch'; name && !way.includes(name); name = next(name)) way.push(name);
    const marks = batchStages.slice(1).map((stage) => `Mark${stage}`);
    expect(way.filter((name) => name.startsWith('Mark'))).toEqual(marks);
    const work = ['Collect', 'Prepare', 'CheckPrepared', 'Transform', 'Check', 'CheckLists', 'Store', 'EndCompleted'];
    expect(way.filter((name) => work.includes(name))).toEqual(work);
  });

  it('ends every batch with a reason, whatever fails', () => {
    const unguarded = Object.entries(states).filter(
      ([, { Type, Catch }]) =>
        ['Task', 'Map'].includes(Type) && !Catch?.some(({ ErrorEquals }) => ErrorEquals.includes('States.ALL')),
    );
    expect(unguarded.map(([name]) => name).sort()).toEqual(['BeginBatch', 'EndCompleted', 'EndFailed', 'EndStopped']);
  });

  it('transforms line by line, so that answers stand where their requests stood', () => {
    expect(states.Transform.Parameters).toMatchObject({
      BatchStrategy: 'MultiRecord',
      TransformInput: { SplitType: 'Line', ContentType: 'application/jsonlines' },
      TransformOutput: { AssembleWith: 'Line', Accept: 'application/jsonlines' },
    });
    // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTransformJob.html: together at most 100 MB
    const { MaxConcurrentTransforms, MaxPayloadInMB } = states.Transform.Parameters as Record<string, number>;
    expect(MaxConcurrentTransforms * MaxPayloadInMB).toBeLessThanOrEqual(100);
  });

  it('stores a bounded number of parts at a time', () => {
    expect(states.Store.MaxConcurrency).toBe(2);
  });
});
