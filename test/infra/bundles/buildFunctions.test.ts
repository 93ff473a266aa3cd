import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environments } from '../../../functions/shared/environment.ts';
import { buildFunctions } from '../../../infra/bundles/buildFunctions.ts';
import { writeOutputs } from '../../../infra/bundles/Outputs.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const environment = {
  AWS_REGION: 'us-east-1',
  USER_DATA_TABLE: 'u',
  CATALOGUE_TABLE: 'c',
  COUNTERS_TABLE: 't',
  MODELS_TABLE: 'm',
  FEEDBACK_TABLE: 'f',
  COMPARE_MODELS_FUNCTION: 'compare-models',
  USER_DATA_TABLE_ARN: 'arn:aws:dynamodb:us-east-1:123456789012:table/u',
  CATALOGUE_TABLE_ARN: 'arn:aws:dynamodb:us-east-1:123456789012:table/c',
  COUNTERS_TABLE_ARN: 'arn:aws:dynamodb:us-east-1:123456789012:table/t',
  MODELS_TABLE_ARN: 'arn:aws:dynamodb:us-east-1:123456789012:table/m',
  FEEDBACK_TABLE_ARN: 'arn:aws:dynamodb:us-east-1:123456789012:table/f',
  ON_INTERACTION_FUNCTION: 'on-interaction',
  ALARM_PREFIX: 'recsync-operations-',
  ENDPOINT_PREFIX: 'recsync',
  FUNCTION_MEMORY: 'on-interaction=512',
  GRAPHQL_API_ID: 'a',
  AWS_LAMBDA_FUNCTION_NAME: 'operate-deployment',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
  SAGEMAKER_URL: 'https://api.sagemaker.us-east-1.amazonaws.com',
  VISITOR_KEY_ID: 'key',
  ARCHIVE_BUCKET: 'archive',
  ARTIFACT_BUCKET: 'artifacts',
  MODEL_IMAGE: '123456789012.dkr.ecr.us-east-1.amazonaws.com/model:1',
  NAME_PREFIX: 'recsync',
  POWERTOOLS_METRICS_NAMESPACE: 'recsync',
  STORED_LIST_SIZE: '50',
  HISTORY_SIZE: '50',
  WORKFLOW_ARN: 'arn:aws:states:us-east-1:123456789012:stateMachine:x',
  TRAINING_WORKFLOW_ARN: 'arn:aws:states:us-east-1:123456789012:stateMachine:t',
  COUNTER_SHARDS: '2',
  LISTS_PER_SECOND: '25',
  FAILURES_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/123456789012/failures',
  GRAPHQL_URL: 'https://example.com/graphql',
};

describe('the bundles of functions', () => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'recsync-functions-'));
    writeOutputs(folder, await buildFunctions(root));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(Object.keys(environments))(
    '%s loads far from the repository and its node_modules, and has a handler',
    (name) => {
      const script = `process.stdout.write(typeof require(${JSON.stringify(join(folder, 'functions', name, 'index.js'))}).handler)`;
      const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], {
        cwd: folder,
        env: environment,
        encoding: 'utf8',
      });
      expect(stdout, stderr).toBe('function');
    },
  );

  it('follow no promise by an async hook', () => {
    const bundled = Object.keys(environments).map((name) =>
      readFileSync(join(folder, 'functions', name, 'index.js'), 'utf8'),
    );
    expect(bundled.filter((code) => code.includes('createHook('))).toEqual([]);
  });

  it('are the same when built again', async () => {
    const [first, second] = [await buildFunctions(root), await buildFunctions(root)];
    expect([...first.keys()]).toEqual([...second.keys()]);
    for (const [name, content] of first)
      expect(Buffer.from(content).equals(Buffer.from(second.get(name) ?? '')), name).toBe(true);
  });
});
