import { defineConfig } from 'vitest/config';

// Two kinds of run: the rooms' own tests, and the end-to-end tests that share two cores with a whole local cloud and
// therefore go one file at a time.
export default defineConfig({
  // The client's examples name it as its users do.
  resolve: {
    alias: [
      { find: '@recsync/client/react', replacement: `${import.meta.dirname}/client/react/index.ts` },
      { find: '@recsync/client', replacement: `${import.meta.dirname}/client/index.ts` },
    ],
  },
  test: {
    testTimeout: 30_000,
    hookTimeout: 120_000,
    globalSetup: 'test/setup/runFolder.ts',
    setupFiles: 'test/setup/endWithRun.ts',
    projects: [
      {
        extends: true,
        test: {
          name: 'rooms',
          include: ['{test,emulator/test}/**/*.test.ts'],
          exclude: ['test/**/*.e2e.test.ts'],
          maxWorkers: 2,
        },
      },
      { extends: true, test: { name: 'e2e', include: ['test/**/*.e2e.test.ts'], fileParallelism: false } },
    ],
  },
});
