import { expect, test } from 'vitest';
import { plantFault } from '../../../cli/loop/plantFault.ts';
import type { Strike } from '../../../cli/loop/plantFault.ts';
import type { TrainingRun } from '../../../schema/generated/types.ts';

/** Trainings that end when they were struck, or by themselves; each that was not spoiled is promoted. */
const setUp = (inTime: boolean[]) => {
  const requested: string[] = [];
  let [live, spoiled] = ['first', false];
  const over = new Map<string, () => void>();
  const operator = {
    live: async () => ({ champion: { modelVersion: live } }) as never,
    requestTraining: async () => {
      requested.push(`run${requested.length + 1}`);
      return requested.at(-1)!;
    },
    ends: async (runId: string) => {
      await new Promise<void>((resolve) => over.set(runId, resolve));
      if (!spoiled) live = runId;
      return { runId } as TrainingRun;
    },
  };
  const strike: Strike = async (runId) => {
    spoiled = inTime.shift() ?? false;
    over.get(runId)!();
    return spoiled;
  };
  return { operator, strike, requested, over };
};

test('a fault that came in time is of the first training', async () => {
  const { operator, strike, requested } = setUp([true]);
  expect(await plantFault(operator, {}, strike)).toEqual({ run: { runId: 'run1' }, before: 'first' });
  expect(requested).toHaveLength(1);
});

test('one that came too late is planted in another, beside what the one before made live', async () => {
  const { operator, strike } = setUp([false, false, true]);
  expect(await plantFault(operator, {}, strike)).toEqual({ run: { runId: 'run3' }, before: 'run2' });
});

test('one that comes too late each time is said to', async () => {
  const { operator, strike, requested } = setUp([]);
  await expect(plantFault(operator, {}, strike)).rejects.toThrow(
    'The fault came too late in 5 trainings: the workflow had gone on before it was planted.',
  );
  expect(requested).toHaveLength(5);
});

test('one that waits for what never comes ends with its training', async () => {
  const { operator, strike, over } = setUp([true]);
  let waited = 0;
  const waitsFirst: Strike = async (runId, signal) => {
    if (runId !== 'run1') return strike(runId, signal);
    waited += 1;
    setImmediate(over.get(runId)!);
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
  };
  expect(await plantFault(operator, {}, waitsFirst)).toEqual({ run: { runId: 'run2' }, before: 'run1' });
  expect(waited).toBe(1);
});

test('what else goes wrong with it is not a late fault', async () => {
  const { operator, over } = setUp([]);
  const breaks: Strike = async (runId) => {
    setImmediate(over.get(runId)!);
    throw new Error('AccessDenied');
  };
  await expect(plantFault(operator, {}, breaks)).rejects.toThrow('AccessDenied');
});
