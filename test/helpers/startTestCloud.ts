import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDemoData } from '../../data/index.ts';
import { startDynamoDBEngine, withoutStreams } from '../../emulator/dynamodb/index.ts';
import { startLocalCloud, type LocalCloud, type LocalCloudOptions } from '../../local/startLocalCloud.ts';
import { CountingProxy } from './CountingProxy.ts';

export interface TestCloud {
  readonly cloud: LocalCloud;
  readonly stateFolder: string;
  /** Every operation on a table since the start, in order, whoever asked for it. */
  readonly operations: string[];
  /** Loads the generated demo shop as it looks today, with a fifth of its people. */
  load(): Promise<void>;
  /** Trains a model on it besides. */
  loadAndTrain(): Promise<void>;
  /** Stops the cloud, and lets another make what it wants of the state before that is removed. */
  close(keep?: (stateFolder: string) => Promise<void>): Promise<void>;
}

/**
 * A whole local cloud in a folder of its own, by default from the template that the test command synthesized. Its
 * schedules fire only when a test asks.
 *
 * @param options.state - the folder of a cloud that was stopped, of the same engine; a copy of it goes on
 */
export const startTestCloud = async (
  engineName: 'dynoxide' | 'amazon' = 'dynoxide',
  { state, ...options }: Partial<Pick<LocalCloudOptions, 'templateFolder' | 'spark'>> & { state?: string } = {},
): Promise<TestCloud> => {
  const stateFolder = await mkdtemp(join(tmpdir(), 'recsync-test-'));
  if (state !== undefined) await cp(state, stateFolder, { recursive: true });
  const engine = await startDynamoDBEngine(engineName, stateFolder);
  const proxy = await CountingProxy.start(engine.endpoint);
  const close = async (): Promise<void> => {
    await proxy.stop();
    await engine.stop();
    await rm(stateFolder, { recursive: true, force: true });
  };
  try {
    const cloud = await startLocalCloud({
      ...{ templateFolder: 'cdk.out', stateFolder, port: 0, dynamodb: proxy.url, schedulesFire: false },
      ...options,
    });
    const load = async (): Promise<void> => {
      await loadDemoData({
        client: cloud.dynamodb,
        tables: cloud.tables,
        stateFolder,
        now: Date.now,
        people: 140,
        progress: () => undefined,
        quietly: (work) => withoutStreams(cloud.dynamodb, [cloud.tables.userData, cloud.tables.catalogue], work),
      });
      await cloud.streamsRead();
    };
    return {
      cloud,
      stateFolder,
      operations: proxy.operations,
      load,
      loadAndTrain: async () => {
        await load();
        // Whether it beats what is popular in the newest window depends on the hour; here a model is wanted.
        await cloud.model.train({ settings: { budgetSeconds: 3, toleratedLoss: 1 } });
      },
      close: async (keep) => {
        try {
          await cloud.stop();
          if (keep) {
            await engine.stop();
            await keep(stateFolder);
          }
        } finally {
          await close();
        }
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
};
