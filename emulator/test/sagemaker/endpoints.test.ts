import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  CreateTransformJobCommand,
  DeleteEndpointCommand,
  DeleteEndpointConfigCommand,
  DeleteModelCommand,
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  DescribeModelCommand,
  DescribeTransformJobCommand,
  ListEndpointsCommand,
  ListModelsCommand,
  UpdateEndpointCommand,
  type CreateTransformJobCommandInput,
  type ProductionVariant,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand, type SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { describe, expect, test, vi } from 'vitest';
import { roleArn } from '../helpers/startTestGateway.ts';
import { bucket, image, packModel, startTestSageMaker } from './startTestSageMaker.ts';

const wait = { timeout: 20_000, interval: 50 };
const serverless: Partial<ProductionVariant> = { ServerlessConfig: { MemorySizeInMB: 1024, MaxConcurrency: 5 } };
const instance: Partial<ProductionVariant> = { InstanceType: 'ml.m5.large', InitialInstanceCount: 1 };

type Started = Awaited<ReturnType<typeof startTestSageMaker>>;

/** A model of this name that says it, and a configuration of the same name. */
const makeModel = async ({ client, put }: Started, name: string, variant: Partial<ProductionVariant> = serverless) => {
  await put(`models/${name}/model.tar.gz`, await packModel(name));
  await client.send(
    new CreateModelCommand({
      ModelName: name,
      ExecutionRoleArn: roleArn,
      PrimaryContainer: { Image: image, ModelDataUrl: `s3://${bucket}/models/${name}/model.tar.gz` },
    }),
  );
  await client.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: name,
      ProductionVariants: [{ VariantName: 'AllTraffic', ModelName: name, ...variant }],
    }),
  );
};
const settled = (client: SageMakerClient, EndpointName: string) =>
  vi.waitFor(async () => {
    const found = await client.send(new DescribeEndpointCommand({ EndpointName }));
    expect(found.EndpointStatus).not.toMatch(/ing$/);
    return found;
  }, wait);
const ask = async (runtime: SageMakerRuntimeClient, EndpointName = 'scoring') => {
  const { Body } = await runtime.send(
    new InvokeEndpointCommand({ EndpointName, Body: 'q', ContentType: 'text/plain' }),
  );
  const [model, line, pid] = Buffer.from(Body!).toString().split(':');
  return { model, line, pid: Number(pid) };
};
const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('an endpoint made by calls', () => {
  test('is created, answers, is updated without a gap, and is deleted', async () => {
    const started = await startTestSageMaker();
    const { client, runtime } = started;
    await makeModel(started, 'one');
    await makeModel(started, 'two', instance);
    const { EndpointArn } = await client.send(
      new CreateEndpointCommand({ EndpointName: 'scoring', EndpointConfigName: 'one' }),
    );
    expect(EndpointArn).toBe('arn:aws:sagemaker:us-east-1:000000000000:endpoint/scoring');
    await expect(ask(runtime)).rejects.toMatchObject({ name: 'ValidationError' });
    expect(await settled(client, 'scoring')).toMatchObject({
      EndpointStatus: 'InService',
      EndpointConfigName: 'one',
      ProductionVariants: [{ VariantName: 'AllTraffic' }],
    });
    const first = await ask(runtime);
    expect(first).toMatchObject({ model: 'one', line: 'q' });
    // What an endpoint is made of may go while it serves.
    await client.send(new DeleteEndpointConfigCommand({ EndpointConfigName: 'one' }));
    await client.send(new DeleteModelCommand({ ModelName: 'one' }));
    await client.send(new UpdateEndpointCommand({ EndpointName: 'scoring', EndpointConfigName: 'two' }));
    const answers: string[] = [];
    await vi.waitFor(async () => {
      answers.push((await ask(runtime)).model!);
      expect(answers.at(-1)).toBe('two');
    }, wait);
    expect(answers.filter((model) => model !== 'one' && model !== 'two')).toEqual([]);
    expect(await settled(client, 'scoring')).toMatchObject({ EndpointConfigName: 'two', EndpointStatus: 'InService' });
    const { pid } = await ask(runtime);
    await client.send(new DeleteEndpointCommand({ EndpointName: 'scoring' }));
    await vi.waitFor(async () => {
      await expect(client.send(new DescribeEndpointCommand({ EndpointName: 'scoring' }))).rejects.toMatchObject({
        name: 'ValidationException',
        message: `Could not find endpoint "${EndpointArn}".`,
      });
    }, wait);
    expect([isRunning(first.pid), isRunning(pid)]).toEqual([false, false]);
    expect((await client.send(new ListEndpointsCommand({}))).Endpoints).toEqual([]);
  });

  test('that never becomes healthy has failed, and one that is updated to such a model goes on with the old one', async () => {
    const started = await startTestSageMaker();
    const { client, runtime } = started;
    await makeModel(started, 'broken');
    await makeModel(started, 'good');
    await client.send(new CreateEndpointCommand({ EndpointName: 'bad', EndpointConfigName: 'broken' }));
    await expect(client.send(new DeleteEndpointCommand({ EndpointName: 'bad' }))).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('Cannot update in-progress endpoint'),
    });
    const failed = await settled(client, 'bad');
    expect(failed).toMatchObject({ EndpointStatus: 'Failed' });
    expect(failed.FailureReason).toContain('did not pass the ping health check');
    await expect(ask(runtime, 'bad')).rejects.toMatchObject({ name: 'ValidationError' });
    await client.send(new DeleteEndpointCommand({ EndpointName: 'bad' }));
    await client.send(new CreateEndpointCommand({ EndpointName: 'scoring', EndpointConfigName: 'good' }));
    await settled(client, 'scoring');
    await client.send(new UpdateEndpointCommand({ EndpointName: 'scoring', EndpointConfigName: 'broken' }));
    expect(await settled(client, 'scoring')).toMatchObject({
      EndpointStatus: 'InService',
      EndpointConfigName: 'good',
      FailureReason: expect.stringContaining('ping health check'),
    });
    expect((await ask(runtime)).model).toBe('good');
  });

  test('gives its memory back when nobody asks, and starts again for the next request', async () => {
    const started = await startTestSageMaker({ idle: 100 });
    const { client, runtime } = started;
    await makeModel(started, 'one');
    await client.send(new CreateEndpointCommand({ EndpointName: 'scoring', EndpointConfigName: 'one' }));
    await settled(client, 'scoring');
    const first = await ask(runtime);
    await vi.waitFor(() => expect(isRunning(first.pid)).toBe(false), wait);
    const again = await Promise.all([ask(runtime), ask(runtime)]);
    expect(again.map(({ model }) => model)).toEqual(['one', 'one']);
    expect(new Set(again.map(({ pid }) => pid)).size).toBe(1);
    expect(again[0]!.pid).not.toBe(first.pid);
  });

  test('comes back with its model and its code when the cloud starts again', async () => {
    const first = await startTestSageMaker();
    await makeModel(first, 'one');
    await makeModel(first, 'two', instance);
    await first.client.send(new CreateEndpointCommand({ EndpointName: 'scoring', EndpointConfigName: 'one' }));
    await first.client.send(new CreateEndpointCommand({ EndpointName: 'steady', EndpointConfigName: 'two' }));
    await Promise.all(['scoring', 'steady'].map((name) => settled(first.client, name)));
    await first.sageMaker.stop();
    // The next build is another image; the models go on with the code that they were made with.
    rmSync(join(first.folder, 'image'), { recursive: true });
    const second = await startTestSageMaker({ folder: first.folder, images: new Map() });
    expect((await settled(second.client, 'scoring')).EndpointStatus).toBe('InService');
    expect((await ask(second.runtime)).model).toBe('one');
    await vi.waitFor(async () => expect((await ask(second.runtime, 'steady')).model).toBe('two'), wait);
    expect((await second.client.send(new ListModelsCommand({}))).Models).toHaveLength(2);
  });

  test('whose creation was cut off is created by the next start', async () => {
    const first = await startTestSageMaker();
    await makeModel(first, 'one');
    await first.client.send(new CreateEndpointCommand({ EndpointName: 'scoring', EndpointConfigName: 'one' }));
    const record = join(first.folder, 'sagemaker', 'endpoint', 'scoring.json');
    await settled(first.client, 'scoring');
    await first.sageMaker.stop();
    const { Image, ...rest } = { Image: image, configuration: 'one', variant: 'AllTraffic' };
    const wanted = {
      ...rest,
      ...{ image: Image, modelDataUrl: `s3://${bucket}/models/one/model.tar.gz`, environment: {}, roleArn },
      ...{ isServerless: true, largestRequest: 4 * 1024 * 1024, generation: 1 },
    };
    const arn = 'arn:aws:sagemaker:us-east-1:000000000000:endpoint/scoring';
    writeFileSync(
      record,
      JSON.stringify({ name: 'scoring', arn, status: 'Creating', createdAt: 1, changedAt: 1, wanted }),
    );
    rmSync(join(first.folder, 'sagemaker', 'serving'), { recursive: true });
    const second = await startTestSageMaker({ folder: first.folder });
    expect((await settled(second.client, 'scoring')).EndpointStatus).toBe('InService');
    expect((await ask(second.runtime)).model).toBe('one');
  });

  test("is refused with SageMaker's words", async () => {
    const started = await startTestSageMaker();
    const { client } = started;
    await makeModel(started, 'one');
    const arn = (path: string) => `arn:aws:sagemaker:us-east-1:000000000000:${path}`;
    const refused = (sending: Promise<unknown>, message: string) =>
      expect(sending).rejects.toMatchObject({ name: 'ValidationException', message });
    const model = (change: object) => {
      const ModelDataUrl = `s3://${bucket}/models/one/model.tar.gz`;
      const PrimaryContainer = { Image: image, ModelDataUrl, ...change };
      return client.send(new CreateModelCommand({ ModelName: 'two', ExecutionRoleArn: roleArn, PrimaryContainer }));
    };
    await refused(model({ Image: `${image}2` }), `Requested image ${image}2 not found.`);
    await refused(
      model({ ModelDataUrl: `s3://${bucket}/none.tar.gz` }),
      `Could not find model data at s3://${bucket}/none.tar.gz.`,
    );
    const configuration = (variant: object, name = 'x') =>
      client.send(
        new CreateEndpointConfigCommand({
          EndpointConfigName: name,
          ProductionVariants: [{ VariantName: 'v', ModelName: 'one', ...serverless, ...variant }],
        }),
      );
    await refused(configuration({ ModelName: 'none' }), `Could not find model "${arn('model/none')}".`);
    await refused(
      configuration({}, 'one'),
      `Cannot create already existing endpoint configuration "${arn('endpoint-config/one')}".`,
    );
    await expect(configuration({ ServerlessConfig: { MemorySizeInMB: 512, MaxConcurrency: 1 } })).rejects.toMatchObject(
      { message: expect.stringContaining('greater than or equal to 1024') },
    );
    const create = (EndpointConfigName: string) =>
      client.send(new CreateEndpointCommand({ EndpointName: 'e', EndpointConfigName }));
    await refused(create('none'), `Could not find endpoint configuration "${arn('endpoint-config/none')}".`);
    await create('one');
    await refused(create('one'), `Cannot create already existing endpoint "${arn('endpoint/e')}".`);
    await settled(client, 'e');
    expect(await client.send(new DescribeModelCommand({ ModelName: 'one' }))).toMatchObject({
      ModelArn: arn('model/one'),
      PrimaryContainer: { Image: image },
    });
    expect(await client.send(new DescribeEndpointConfigCommand({ EndpointConfigName: 'one' }))).toMatchObject({
      ProductionVariants: [{ ModelName: 'one', ServerlessConfig: { MemorySizeInMB: 1024 } }],
    });
  });
});

describe('a transform job', () => {
  const transform = (
    name: string,
    change: Partial<CreateTransformJobCommandInput> = {},
    input: object = {},
  ): CreateTransformJobCommandInput => ({
    TransformJobName: name,
    ModelName: 'one',
    BatchStrategy: 'SingleRecord',
    TransformInput: {
      DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: `s3://${bucket}/questions/` } },
      ContentType: 'text/plain',
      SplitType: 'Line',
      ...input,
    },
    TransformOutput: { S3OutputPath: `s3://${bucket}/answers`, AssembleWith: 'Line' },
    TransformResources: { InstanceType: 'ml.m5.large', InstanceCount: 1 },
    ...change,
  });
  const transformed = (client: SageMakerClient, TransformJobName: string) =>
    vi.waitFor(async () => {
      const found = await client.send(new DescribeTransformJobCommand({ TransformJobName }));
      expect(found.TransformJobStatus).not.toBe('InProgress');
      return found;
    }, wait);

  test('asks the model for each line, and leaves an object of answers for each of questions', async () => {
    const started = await startTestSageMaker();
    const { client, put, read, keys } = started;
    await makeModel(started, 'one');
    await put('questions/a.txt', 'q1\nq2\n');
    await put('questions/deep/b.txt', 'q3');
    await client.send(new CreateTransformJobCommand(transform('lines')));
    expect(await transformed(client, 'lines')).toMatchObject({ TransformJobStatus: 'Completed', ModelName: 'one' });
    const lines = async (key: string) => (await read(key)).toString().replace(/:\d+$/gm, '');
    expect(await lines('answers/a.txt.out')).toBe('one:q1\none:q2\n');
    expect(await lines('answers/deep/b.txt.out')).toBe('one:q3\n');
    expect(keys().filter((key) => key.startsWith('answers/'))).toHaveLength(2);
    await client.send(
      new CreateTransformJobCommand(
        transform('many', {
          BatchStrategy: 'MultiRecord',
          TransformOutput: { S3OutputPath: `s3://${bucket}/together/`, AssembleWith: 'Line' },
        }),
      ),
    );
    await transformed(client, 'many');
    expect(await lines('together/a.txt.out')).toBe('one:q1\none:q2\n');
  });

  test('fails when the model refuses a record, and without anything to read', async () => {
    const started = await startTestSageMaker();
    const { client, put, keys } = started;
    await makeModel(started, 'one');
    await client.send(new CreateTransformJobCommand(transform('empty')));
    expect((await transformed(client, 'empty')).FailureReason).toMatch(/^ClientError: No S3 objects found/);
    await put('questions/a.txt', 'q1\nbad\n');
    await client.send(new CreateTransformJobCommand(transform('refused')));
    expect((await transformed(client, 'refused')).FailureReason).toMatch(/^ClientError: See job logs/);
    expect(keys().filter((key) => key.startsWith('answers/'))).toEqual([]);
    await expect(
      client.send(new CreateTransformJobCommand(transform('x', { ModelName: 'none' }))),
    ).rejects.toMatchObject({ message: expect.stringContaining('Could not find model') });
  });
});
