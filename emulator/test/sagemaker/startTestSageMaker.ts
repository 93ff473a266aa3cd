import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { create } from 'tar';
import { onTestFinished } from 'vitest';
import type { Statement } from '../../identity/index.ts';
import { Buckets, S3Api } from '../../s3/index.ts';
import { SageMakerRuntimeApi, startSageMaker, type SageMakerOptions } from '../../sagemaker/index.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';
import { makeAccess, roleArn, startTestGateway } from '../helpers/startTestGateway.ts';

export const image = '000000000000.dkr.ecr.us-east-1.amazonaws.com/assets:first';
export const bucket = 'data';

/**
 * Trains by writing what it was given; `mode` (a hyperparameter) makes it fail, hang, or end by a signal. The place of
 * what it reads is the environment's.
 */
const train = `
import { readFileSync, writeFileSync, readdirSync, existsSync, mkdirSync } from 'node:fs';
const base = process.env.SAGEMAKER_BASE_DIR;
const { mode, ...rest } = JSON.parse(readFileSync(base + '/input/config/hyperparameters.json'));
const rows = readFileSync(base + '/input/data/interactions/rows.txt', 'utf8');
if (mode === 'fail') { writeFileSync(base + '/output/failure', 'too little data'); process.exit(1); }
if (mode === 'crash') { console.error('out of luck'); process.exit(3); }
process.on('SIGTERM', () => { writeFileSync(base + '/model/name', 'half'); process.exit(0); });
const checkpoint = base + '/checkpoints/step';
const before = existsSync(checkpoint) ? readFileSync(checkpoint, 'utf8') : 'nothing';
writeFileSync(checkpoint, 'step one');
if (mode === 'hang' && before === 'nothing') { console.log('hanging'); setInterval(() => {}, 1000); }
else {
  writeFileSync(base + '/model/name', rows + ' ' + JSON.stringify(rest) + ' after ' + before + ' as ' + process.env.KIND);
  if (mode === 'report') writeFileSync(base + '/output/data/report', 'fine');
}`;

const prepare = `
import { readFileSync, writeFileSync, readdirSync, mkdirSync } from 'node:fs';
const base = process.env.SAGEMAKER_BASE_DIR;
const { ProcessingJobName } = JSON.parse(readFileSync(base + '/config/processingjobconfig.json'));
const input = base + '/processing/input/days/';
const files = readdirSync(input, { recursive: true }).filter((name) => name.endsWith('.txt')).sort();
if (process.env.FAIL) { writeFileSync(base + '/output/message', 'no days'); process.exit(2); }
mkdirSync(base + '/processing/output/all/by-day', { recursive: true });
writeFileSync(base + '/processing/output/all/by-day/rows.txt',
  [ProcessingJobName, process.argv[2], process.env.ORDER, ...files.map((name) => name + '=' + readFileSync(input + name, 'utf8'))].join(' '));`;

const serve = `
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
const model = readFileSync(process.env.SAGEMAKER_BASE_DIR + '/model/name', 'utf8');
if (model === 'broken') process.exit(1);
process.on('SIGTERM', () => process.exit(0));
createServer(async (request, response) => {
  if (request.url === '/ping') return response.end();
  let text = ''; for await (const chunk of request) text += chunk;
  if (text.includes('bad')) { response.statusCode = 400; return response.end('no'); }
  response.end(text.trim().split('\\n').map((line) => model + ':' + line + ':' + process.pid).join('\\n'));
}).listen(Number(process.env.SAGEMAKER_BIND_TO_PORT), '127.0.0.1');`;

const everything: Statement[] = [{ Effect: 'Allow', Action: '*', Resource: '*' }];

/** S3 and SageMaker behind one gateway on a folder; a second one on the same folder is the cloud started again. */
export async function startTestSageMaker({
  folder = folderOfTest(),
  statements = everything,
  ...options
}: { folder?: string; statements?: Statement[] } & Partial<SageMakerOptions> = {}) {
  const imageFolder = join(folder, 'image');
  mkdirSync(imageFolder, { recursive: true });
  const files = {
    'train.mjs': train,
    'prepare.mjs': prepare,
    'serve.mjs': serve,
    Dockerfile: 'FROM x\nWORKDIR /opt/program\nENV ORDER=by-day\n',
  };
  Object.entries(files).forEach(([name, text]) => writeFileSync(join(imageFolder, name), text));
  const { access, credentials } = makeAccess(statements);
  const buckets = new Buckets(join(folder, 'buckets'), [{ name: bucket, arn: `arn:aws:s3:::${bucket}`, rules: [] }]);
  const gatewayUrl = await startTestGateway(access, new S3Api(buckets, access));
  const logs: string[] = [];
  const sageMaker = startSageMaker({
    folder: join(folder, 'sagemaker'),
    logFolder: join(folder, 'logs'),
    region: 'us-east-1',
    accountId: '000000000000',
    access,
    gatewayUrl,
    roles: new Set([roleArn]),
    images: new Map([['first', { folder: imageFolder }]]),
    environment: () => ({ KIND: 'local' }),
    log: (line) => logs.push(line),
    ...options,
  });
  onTestFinished(() => sageMaker.stop());
  const runtime = new SageMakerRuntimeApi((name) => sageMaker.endpoints.find(name), access);
  const configuration = {
    endpoint: await startTestGateway(access, sageMaker.api, runtime),
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
  };
  const store = buckets.find(bucket);
  sageMaker.resume();
  return {
    folder,
    logs,
    sageMaker,
    client: new SageMakerClient(configuration),
    runtime: new SageMakerRuntimeClient(configuration),
    put: (key: string, content: string | Buffer) => store.put(key, content),
    keys: () => [...store.list()].map(({ key }) => key),
    read: async (key: string): Promise<Buffer> => buffer(store.read(store.find(key)!)),
  };
}

/** A model that says its name, packed as training leaves it. */
export async function packModel(name: string): Promise<Buffer> {
  const folder = folderOfTest();
  mkdirSync(join(folder, 'model'));
  writeFileSync(join(folder, 'model', 'name'), name);
  await create({ gzip: true, cwd: join(folder, 'model'), file: join(folder, 'model.tar.gz') }, ['name']);
  return readFileSync(join(folder, 'model.tar.gz'));
}
