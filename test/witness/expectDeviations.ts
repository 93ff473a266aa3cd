import { beforeEach } from 'vitest';
import type { RunnerTestCase, RunnerTestSuite } from 'vitest';
import { deviationOf } from './deviations.ts';

const nameOf = (task: RunnerTestCase): string => {
  const names = [task.name];
  for (let suite: RunnerTestSuite | undefined = task.suite; suite; suite = suite.suite) names.unshift(suite.name);
  return [task.file.name, ...names.filter((name) => name !== '' && name !== task.file.name)].join(' > ');
};

/** What is known to deviate has to: its tests are to fail on the simulator. */
beforeEach(({ task }) => {
  if (deviationOf(nameOf(task))) Object.assign(task, { fails: true });
});
