import { defineConfig } from 'vitest/config';
import { isSimulatorInstalled } from './emulator/appsync/amplify/installSimulator.ts';

/** What both AppSync engines have to pass: the API on the bundles that deploy, who may do what, AppSync's conversations. */
const witnessed = [
  'test/resolvers/*.contract.test.ts',
  'test/contract/{rows,sameRules}.contract.test.ts',
  'test/authorisation/*.e2e.test.ts',
  'emulator/test/appsync/{authorization,engine,front,subscriptions}/*.test.ts',
  'emulator/test/appsync/scalars.test.ts',
];

// Three kinds of run: the rooms' own tests, the end-to-end tests, of which each starts a whole local cloud, and tests of
// both engines on Amplify's simulator (npm run test:witness).
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
    // Looks again until it is so: a busy machine needs more than the second that Vitest gives.
    expect: { poll: { timeout: 20_000 } },
    globalSetup: 'test/setup/runFolder.ts',
    setupFiles: 'test/setup/endWithRun.ts',
    projects: [
      {
        extends: true,
        test: {
          name: 'rooms',
          include: ['{test,emulator/test,bench/test}/**/*.test.ts'],
          exclude: ['{test,bench/test}/**/*.e2e.test.ts', 'test/witness/**'],
          maxWorkers: 2,
          // Here and below: files that import the same libraries, each anew, would spend a fifth of the whole time on it.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'witness',
          include: ['test/witness/*.test.ts', ...(isSimulatorInstalled() ? witnessed : [])],
          env: { RECSYNC_APPSYNC: 'amplify', EMULATOR_APPSYNC: 'amplify' },
          setupFiles: ['test/setup/endWithRun.ts', 'test/witness/expectDeviations.ts'],
          maxWorkers: 2,
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['{test,bench/test}/**/*.e2e.test.ts'],
          // A hook may start a cloud and train a model on one core.
          hookTimeout: 600_000,
          maxWorkers: 2,
          isolate: false,
        },
      },
    ],
  },
});
