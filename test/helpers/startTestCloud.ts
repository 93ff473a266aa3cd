import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalCloud, type LocalCloud } from '../../local/startLocalCloud.ts';
import { loadDemoData } from '../../local/data/index.ts';

export interface DataSourceRequest {
  dataSource: string;
  operation: string;
  typeName: string;
  fieldName: string;
}
export interface TestCloud extends LocalCloud {
  readonly stateFolder: string;
  /** Every request of AppSync to a data source since the start, in order. */
  readonly requests: DataSourceRequest[];
  /** Stops the cloud and removes its state. */
  close(): Promise<void>;
}

/** A whole local cloud in a folder of its own, from the template that the test command synthesized. */
export const startTestCloud = async (engine: 'dynoxide' | 'amazon' = 'dynoxide'): Promise<TestCloud> => {
  const stateFolder = await mkdtemp(join(tmpdir(), 'recsync-test-'));
  const requests: DataSourceRequest[] = [];
  const cloud = await startLocalCloud({
    templateFolder: 'cdk.out',
    stateFolder,
    port: 0,
    dynamodb: engine,
    onDataSourceRequest: (request) => requests.push(request),
  });
  return Object.assign(cloud, {
    requests,
    stateFolder,
    close: async () => {
      await cloud.stop();
      await rm(stateFolder, { recursive: true, force: true });
    },
  });
};

/** Loads the generated demo shop as it looks today, and trains a model on it. */
export const loadAndTrain = async (cloud: TestCloud): Promise<void> => {
  await loadDemoData({
    client: cloud.dynamodbClient,
    tables: cloud.tables,
    stateFolder: cloud.stateFolder,
    now: () => Date.now(),
    progress: () => undefined,
  });
  await cloud.train();
};
