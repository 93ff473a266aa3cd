import { PassThrough } from 'node:stream';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Progress } from '../../cli/Progress.ts';
import { readTrainingRequest, requestTraining } from '../../cli/trainingRequest.ts';
import { TrainingSchedule } from '../../cli/TrainingSchedule.ts';
import { trainWhenDue } from '../../cli/trainWhenDue.ts';
import { folderOfTest } from '../../emulator/test/helpers/makeTemporaryFolder.ts';
import type { TrainOptions } from '../../local/ModelLifecycle.ts';
import type { LocalCloud } from '../../local/startLocalCloud.ts';

/** A cloud whose trainings take no time; `fails` says whether the next one does. */
const setUp = (budgetSeconds: number) => {
  const stateFolder = folderOfTest();
  const budgets: (number | null | undefined)[] = [];
  const trial = { fails: false };
  const model = {
    live: () => Promise.resolve(budgets.length > 0 ? { modelVersion: 'one', endpointName: 'one' } : undefined),
    train: ({ settings }: TrainOptions) => {
      if (trial.fails) return Promise.reject(new Error('There is too little.'));
      budgets.push(settings?.budgetSeconds);
      return Promise.resolve({ modelVersion: 'one', interactions: 1, items: 1, seconds: 1 });
    },
  };
  const cloud = { model } as unknown as LocalCloud;
  const schedule = new TrainingSchedule(stateFolder);
  const { signal } = new AbortController();
  const options = {
    stateFolder,
    budgetSeconds,
    progress: new Progress(new PassThrough() as unknown as NodeJS.WriteStream),
    signal,
  };
  return { stateFolder, budgets, trial, schedule, train: () => trainWhenDue(cloud, schedule, options) };
};

test('the first model is there soon, and one with the whole budget after it', async () => {
  const { stateFolder, budgets, train } = setUp(30);
  requestTraining(stateFolder);
  for (let turn = 0; turn < 4; turn += 1) await train();
  expect(budgets).toEqual([5, 30]);
  expect(readTrainingRequest(stateFolder)).toBeUndefined();
});

test('a budget that is no larger is all used at once', async () => {
  const { stateFolder, budgets, train } = setUp(3);
  requestTraining(stateFolder);
  for (let turn = 0; turn < 3; turn += 1) await train();
  expect(budgets).toEqual([3]);
});

test('later requests have the whole budget, and one that fails is not tried again without new data', async () => {
  const { stateFolder, budgets, trial, schedule, train } = setUp(30);
  requestTraining(stateFolder);
  await train();
  trial.fails = true;
  await train();
  expect(schedule.due).toBeUndefined();
  trial.fails = false;
  // Requests are told apart by their times.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1000 });
  onTestFinished(() => void vi.useRealTimers());
  requestTraining(stateFolder);
  for (let turn = 0; turn < 3; turn += 1) await train();
  expect(budgets).toEqual([5, 30]);
});
