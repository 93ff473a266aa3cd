import { expect, test } from 'vitest';
import { clearTrainingRequest, readTrainingRequest, requestTraining } from '../../cli/trainingRequest.ts';
import { TrainingSchedule } from '../../cli/TrainingSchedule.ts';
import { folderOfTest } from '../../emulator/test/helpers/makeTemporaryFolder.ts';

const minute = 60_000;
const setUp = () => {
  const folder = folderOfTest();
  const clock = { now: 0 };
  return { folder, clock, schedule: new TrainingSchedule(folder, () => clock.now) };
};

test('nothing is due that nobody asked for', () => {
  const { schedule } = setUp();
  schedule.noteWrite();
  expect(schedule.due).toBeUndefined();
});

test('a request that failed is due again with new data and after a pause, not before', () => {
  const { folder, clock, schedule } = setUp();
  requestTraining(folder);
  const request = schedule.due!;
  expect(request).toBeDefined();
  schedule.noteWrite();
  schedule.noteFailure(request);
  clock.now += minute;
  expect(schedule.due).toBeUndefined();
  schedule.noteWrite();
  expect(schedule.due).toBe(request);
  schedule.noteFailure(request);
  schedule.noteWrite();
  expect(schedule.due).toBeUndefined();
  clock.now += minute;
  expect(schedule.due).toBe(request);
});

test('another request is due at once after a failure, and is kept when it comes during a training', async () => {
  const { folder, schedule } = setUp();
  requestTraining(folder);
  const first = schedule.due!;
  schedule.noteFailure(first);
  expect(schedule.due).toBeUndefined();
  while (readTrainingRequest(folder) === first) {
    requestTraining(folder);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const second = schedule.due!;
  expect(second).not.toBe(first);
  clearTrainingRequest(folder, first);
  expect(schedule.due).toBe(second);
  clearTrainingRequest(folder, second);
  expect(schedule.due).toBeUndefined();
});
