import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { DockerImageAsset } from 'aws-cdk-lib/aws-ecr-assets';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { describe, expect, test } from 'vitest';
import {
  AssemblyUnreadable,
  assetPath,
  checkTemplate,
  createIdentify,
  imageFolder,
  readAssembly,
  TemplateValues,
} from '../../template/index.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';
import { machine, resourceTypes } from './writeAssembly.ts';

describe('readAssembly', () => {
  test('finds the code and images that a real CDK app names', () => {
    // Prepare: a function and an image from folders, referred to from another stack.
    const folder = folderOfTest();
    mkdirSync(join(folder, 'code'));
    mkdirSync(join(folder, 'image'));
    writeFileSync(join(folder, 'code', 'index.js'), 'exports.handler = async () => 1;');
    writeFileSync(join(folder, 'image', 'Dockerfile'), 'FROM scratch');
    const app = new App({ outdir: join(folder, 'cdk.out'), analyticsReporting: false });
    const first = new Stack(app, 'first', { env: { region: 'eu-west-1' } });
    new LambdaFunction(first, 'Handler', {
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: Code.fromAsset(join(folder, 'code')),
    });
    const image = new DockerImageAsset(first, 'Image', { directory: join(folder, 'image') });
    const bucket = new Bucket(first, 'Bucket');
    const second = new Stack(app, 'second', { env: { region: 'eu-west-1' } });
    new CfnOutput(second, 'Imported', { value: bucket.bucketName });
    new CfnOutput(second, 'Uri', { value: image.imageUri });
    app.synth();

    // Act
    const assembly = readAssembly(join(folder, 'cdk.out'));
    const values = new TemplateValues(assembly, createIdentify(resourceTypes, machine));
    const { running } = checkTemplate(values, resourceTypes);

    // Assess
    const handler = running.find(({ type }) => type === 'AWS::Lambda::Function')!;
    const key = (handler.properties.Code as { S3Key: string }).S3Key;
    expect(assetPath(assembly, key, 'test')).toMatch(/asset\.[0-9a-f]{64}$/);
    const stack = assembly.stacks.find(({ name }) => name === 'second')!;
    const { Imported, Uri } = stack.template.Outputs!;
    expect(values.resolve(stack, Imported!.Value)).toMatch(/^first-bucket/);
    expect(imageFolder(assembly, String(values.resolve(stack, Uri!.Value)), 'test')).toMatch(/asset\.[0-9a-f]{64}$/);
  });

  test('says what to do when there is no template', () => {
    const folder = folderOfTest();
    expect(() => readAssembly(folder)).toThrow(AssemblyUnreadable);
    expect(() => readAssembly(folder)).toThrow(/Synthesize the app first/);
  });

  test('an object key of no asset is named', () => {
    const assembly = { folder: '', stacks: [], files: new Map(), images: new Map() };
    expect(() => assetPath(assembly, 'x.zip', 'main/F')).toThrow(/main\/F: .*x\.zip/);
    expect(() => imageFolder(assembly, 'host/repository:tag', 'main/M')).toThrow(/tag/);
  });
});
